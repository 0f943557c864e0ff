"""The pipeline, in one line: ``STAGES``."""

from __future__ import annotations

from pipeline.stage import Stage
from pipeline.stages.annotate import STAGE as ANNOTATE
from pipeline.stages.cluster import STAGE as CLUSTER
from pipeline.stages.draft import STAGE as DRAFT
from pipeline.stages.embed import STAGE as EMBED
from pipeline.stages.ingest import STAGE as INGEST
from pipeline.stages.learn import STAGE as LEARN
from pipeline.stages.propose import STAGE as PROPOSE
from pipeline.stages.review import STAGE as REVIEW

STAGES: tuple[Stage, ...] = (INGEST, ANNOTATE, EMBED, LEARN, CLUSTER, PROPOSE, REVIEW, DRAFT)
