from pathlib import Path

import pytest

from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.ingest import STAGE, IngestSettings
from pipeline.stages.ingest.names import parse_label
from pipeline.stages.ingest.readers.reading import Request
from pipeline.stages.ingest.readers.register import hint, read_file


@pytest.fixture
def read(tmp_path):
    """Write a file and read it; ``shown`` turns a reading into (speaker, text) pairs."""

    def reading(name, content, *known, **settings):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        names = frozenset(tuple(sorted(parse_label(one).tokens)) for one in known)
        return read_file(Request(path, hint(name), names, IngestSettings(**settings)))

    return reading


@pytest.fixture
def shown():
    return lambda reading: [(turn.speaker, turn.text) for turn in reading.turns]


@pytest.fixture
def write(tmp_path):
    """Write a cycle from {relative path: content}; return its folder."""

    def written(files, name="cycle"):
        cycle = tmp_path / name
        cycle.mkdir(exist_ok=True)
        for relative, content in files.items():
            path = cycle / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return cycle

    return written


@pytest.fixture
def ingest():
    def run(cycle, **settings):
        return STAGE.run(Inputs(Place(cycle, Path()), {}), IngestSettings(**settings), Silent())

    return run
