import os
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def sample(root, tmp_path_factory) -> Path:
    """The output folder of one real run of the sample corpus, shared by all tests that read it.

    ``SYNTHESE_SAMPLE`` may name the folder of an earlier run to start from: only what changed is then run again.
    """
    from pipeline import runner

    out = tmp_path_factory.mktemp("outputs") / "exemple"
    if earlier := os.environ.get("SYNTHESE_SAMPLE"):
        shutil.copytree(earlier, out)
    runner.run(root / "corpus" / "exemple", out)
    return out
