import io
from pathlib import Path

import pytest
import world
from books import review
from openpyxl import load_workbook

from pipeline.ledger.entries import Change, Entry
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import gather


@pytest.fixture(scope="session")
def turns():
    found = world.read_turns(Path(__file__).parents[3] / "corpus" / "gold" / "ateliers")
    assert len(found) > 500
    return found


@pytest.fixture(scope="session")
def machine(turns):
    return gather(world.frames(turns))


@pytest.fixture(scope="session")
def anchors(machine):
    return Anchors(machine)


@pytest.fixture
def signed():
    """Return a function that signs changes in order, each by its reviewer."""

    def sign(*pairs):
        return [
            Entry(f"c-{number:012x}", f"2026-11-22T10:00:{number:02d}Z", who, change)
            for number, (who, change) in enumerate(pairs)
        ]

    return sign


@pytest.fixture
def ask():
    """Return a function that makes a change."""

    def make(target, wanted, **seen):
        return Change(target, wanted, seen)

    return make


@pytest.fixture(scope="session")
def some(turns):
    """Return one turn in eight, so that a workbook takes little time."""
    return [turn for turn in turns if turn.n % 8 < 1]


@pytest.fixture
def cycle(tmp_path):
    folder = tmp_path / "cycle"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def first(some, tmp_path_factory):
    """Return the workbook of a run without corrections."""
    return review(some, tmp_path_factory.mktemp("empty")).files["relecture.xlsx"]


@pytest.fixture
def filled(first, cycle):
    """Return a function that edits a workbook and saves it."""

    def fill(edit, source=None, name="relecture.xlsx"):
        book = load_workbook(io.BytesIO(source or first))
        edit(book)
        path = cycle.parent / name
        book.save(path)
        return path

    return fill
