import json

import pytest

from pipeline.errors import CorpusError
from pipeline.evaluation.agreement import agreement
from pipeline.evaluation.gold import SecondReading, Span, load_second

TEXT = "Il faudrait un fonds. Les loyers montent."


@pytest.fixture
def read_twice(world):
    world.say(TEXT).mark(1, "Il faudrait un fonds.", "proposition", "fonds").mark(1, "Les loyers montent.", "frein")
    return world.say("Une conciergerie.").mark(2, "Une conciergerie.", "proposition", "services")


def test_nothing_read_twice_gives_no_part(read_twice):
    assert agreement(read_twice.compared(), ()) == []


def test_readers_and_machine_are_compared_on_the_passages_read_twice(read_twice, value):
    read_twice.find(1, "Il faudrait un fonds.", "constat").find(2, "Une conciergerie.", "proposition")
    spans = (Span(0, 21, "proposition"), Span(22, 41, "constat"))
    (part,) = agreement(read_twice.compared(), [SecondReading(f"{read_twice.nevers}/Notes.txt", 1, spans)])
    assert value(part, "accord.lecteurs.proposition") == 1.0
    assert value(part, "accord.lecteurs.tous") == 0.5
    assert value(part, "accord.programme.proposition") == 0.0
    assert "1 passages" not in part.title
    assert [measure.n for measure in part.measures] == [1, 2, 1, 2, 1, 2]


def test_a_second_reading_is_optional_and_never_empty(tmp_path):
    assert load_second(tmp_path) == ()
    row = {"source": "a/b.txt", "n": 1, "statements": [{"char_start": 0, "char_end": 4, "type": "frein"}]}
    (tmp_path / "second.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert load_second(tmp_path)[0].statements == (Span(0, 4, "frein"),)
    (tmp_path / "second.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"second\.jsonl est vide"):
        load_second(tmp_path)
