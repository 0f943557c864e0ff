import shutil

import desk_cycle
import pytest
from desk_client import Browser

from pipeline import runner
from pipeline.desk.session import Session
from pipeline.ledger import journal
from pipeline.store import Store


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "villes"
    folder.mkdir()
    return runner.find(folder)


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return desk_cycle.write(tmp_path_factory.mktemp("modele") / "sorties").folder


@pytest.fixture
def store(tmp_path, written):
    return Store(shutil.copytree(written, tmp_path / "sorties"))


@pytest.fixture
def session(place, store):
    return Session(place, store, "Nadia")


@pytest.fixture
def nadia(session):
    return Browser(session, "Nadia")


@pytest.fixture
def paul(session):
    return Browser(session, "Paul")


@pytest.fixture
def ledger(place):
    """Return a function that gives the entries now on disk."""
    return lambda: journal.read(place.cycle).entries
