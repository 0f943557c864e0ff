import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.vectors.fine_tuning import Lower, Recipe, tune
from pipeline.vectors.lessons import Marks
from pipeline.vectors.pieces import BEGIN, END
from pipeline.vectors.sentence_classes import MOST_PIECES
from pipeline.vectors.uppers import to_bytes
from pipeline.vectors.word_marks import WordMarks, by_word, framed, from_file, windows

RECIPE = Recipe(frozen=1, tuned=1, rounds=40, rate=1e-3, batch=4)
TEXTS = ["il faut une navette", "il faut la gare", "une gare il faut", "la navette"]


@pytest.fixture(scope="module")
def learned(pieces, network, classes):
    """Layers that have learned which pieces spell « navette » or « gare », and whether « il » opens."""
    cut = [classes.cutter.encode(text, add_special_tokens=False) for text in TEXTS]
    named = [[float(piece in ("▁navette", "▁gare")) for piece in one.tokens] for one in cut]
    opens = [[float(piece == "▁il") for piece in one.tokens] for one in cut]
    frame = [[np.nan, np.nan]]
    marks = [
        np.array([*frame, *zip(*rows, strict=True), *frame], dtype=np.float32)
        for rows in zip(named, opens, strict=True)
    ]
    lower = Lower(network, [framed(one.ids, (0, len(one.ids))) for one in cut], RECIPE.frozen)
    upper = tune(network, lower, np.arange(4), Marks(marks), RECIPE, 0)
    with torch.inference_mode():
        rows = upper(*lower.batch(np.arange(4))).sigmoid().numpy()
    return upper, [row[:length] for row, length in zip(rows, lower.lengths, strict=True)], cut


@pytest.fixture(scope="module")
def marker(tmp_path_factory, learned, classes) -> WordMarks:
    path = tmp_path_factory.mktemp("marks") / "titles.npz"
    path.write_bytes(to_bytes(learned[0], RECIPE.frozen))
    assert path.read_bytes() == to_bytes(learned[0], RECIPE.frozen)
    return from_file(path, classes)


def spans(text):
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == " ")]
    return [(start, start + len(text[start:].split(" ")[0])) for start in starts]


def test_what_is_learned_of_pieces_is_read_of_words(marker, learned):
    found = marker.read(TEXTS, [spans(text) for text in TEXTS])
    for text, marks in zip(TEXTS, found, strict=True):
        words = text.split()
        assert [word for word, mark in zip(words, marks, strict=True) if mark[0] > 0.5] == [
            word for word in words if word in ("navette", "gare")
        ]
        assert (marks[:, 1] > 0.5).tolist() == [word == "il" for word in words]
    # 16 bits while it learns, 8 in the file.
    for mine, pieces, one in zip(found, learned[1], learned[2], strict=True):
        np.testing.assert_allclose(mine.max(), pieces[1 : 1 + len(one.ids)].max(), atol=0.1)


@settings(max_examples=15, deadline=None)
@given(company=st.lists(st.sampled_from([*TEXTS, "la navette " * 50]), min_size=1, max_size=20))
def test_the_marks_of_a_text_do_not_depend_on_its_company(marker, company):
    alone = {text: marker.read([text], [spans(text.strip())])[0].tobytes() for text in company}
    together = marker.read(company, [spans(text.strip()) for text in company])
    assert [marks.tobytes() for marks in together] == [alone[text] for text in company]


@given(st.integers(0, 400))
def test_windows_hold_every_piece_and_are_never_too_long(length):
    found = windows(length)
    assert all(end - start <= MOST_PIECES for start, end in found)
    assert {place for start, end in found for place in range(start, end)} == set(range(length))
    assert framed(list(range(10, 10 + length)), found[0])[0] == BEGIN
    assert framed(list(range(10, 10 + length)), found[-1])[-1] == END


def test_a_word_has_the_mean_of_its_pieces_and_nothing_where_no_piece_spells_it():
    marks = np.array([[0.2, 0.0], [0.6, 1.0]], dtype=np.float32)
    np.testing.assert_allclose(
        by_word(marks, [(0, 3), (3, 7)], [(0, 7), (3, 7), (8, 9)]), [[0.4, 0.5], [0.6, 1.0], [0, 0]]
    )


def test_a_file_that_is_none_is_refused(tmp_path, classes):
    (tmp_path / "titles.npz").write_bytes(b"nothing")
    with pytest.raises((OSError, ValueError)):
        from_file(tmp_path / "titles.npz", classes)
