import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.vectors.fine_tuning import Lower, Recipe, averaged, by_length, joined, predict, tune
from pipeline.vectors.lessons import Lesson
from pipeline.vectors.pieces import BEGIN, END, UNKNOWN, framed, paired
from pipeline.vectors.sentence_classes import SentenceClasses, from_file, to_bytes

ASKS = ["il faut une navette", "il faut la gare", "il faut une gare", "une navette il faut"]
GREETS = ["merci", "merci la gare", "merci merci", "une navette merci"]
RECIPE = Recipe(frozen=1, tuned=1, rounds=12, rate=1e-3, batch=4)


def test_a_word_is_one_piece_or_is_spelled(pieces):
    cutter = pieces.tokenizer()
    assert cutter.encode("Il", add_special_tokens=False).tokens[0] == "▁"
    assert cutter.encode("il faut une navette", add_special_tokens=False).tokens == [
        "▁il",
        "▁faut",
        "▁une",
        "▁navette",
    ]
    assert cutter.encode("navet", add_special_tokens=False).tokens == ["▁", "nav", "e", "t"]
    assert UNKNOWN in cutter.encode("漢", add_special_tokens=False).ids


def test_pieces_kept_are_those_in_use_and_those_that_spell(pieces):
    kept = pieces.only(pieces.used_by(["il faut une navette"]))
    assert {"▁il", "▁navette", "a", "é"} <= set(kept.names)
    assert "▁gare" not in kept.names
    assert kept.names[:4] == pieces.names[:4]
    assert kept.tokenizer().encode("gare", add_special_tokens=False).tokens == ["▁", "g", "a", "r", "e"]


def test_a_long_text_keeps_its_head_and_its_end():
    ids = list(range(10, 110))
    assert framed(ids, 64, 16) == [BEGIN, *ids[:48], *ids[-16:], END]
    assert framed(ids[:5], 64, 16) == [BEGIN, *ids[:5], END]


def test_two_texts_are_read_one_after_the_other():
    assert paired([10, 11], [12], 64, 16) == [BEGIN, 10, 11, END, END, 12, END]
    long = list(range(10, 110))
    assert paired(long, long, 64, 16) == [*framed(long, 64, 16), END, *framed(long, 64, 16)[1:]]


def test_a_pair_depends_on_its_two_texts_alone(classes):
    others = list(reversed([*ASKS, *GREETS]))
    together = classes.read_pairs([*ASKS, *GREETS], others)
    for text, other, row in zip([*ASKS, *GREETS], others, together, strict=True):
        assert classes.read_pairs([text], [other])[0].tobytes() == row.tobytes()
    assert together[0].tobytes() != classes.read_pairs(ASKS[:1], GREETS[:1])[0].tobytes()


@settings(max_examples=15, deadline=None)
@given(data=st.data(), threads=st.integers(1, 3))
def test_a_row_depends_on_its_own_text_alone(classes, data, threads):
    texts = [*ASKS, *GREETS, "navette " * 40]
    alone = {text: classes.read([text])[0].tobytes() for text in texts}
    company = data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=30))
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        rows = classes.read(company)
    finally:
        torch.set_num_threads(before)
    assert [row.tobytes() for row in rows] == [alone[text] for text in company]


def test_rows_are_log_probabilities(classes):
    rows = classes.read([*ASKS, "", "漢字"])
    assert rows.shape == (6, 2)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.exp(rows).sum(axis=1), 1, atol=1e-5)
    assert classes.read([]).shape == (0, 2)


def test_the_file_gives_the_same_network_but_for_eight_bits(tmp_path, pieces, network, classes):
    path = tmp_path / "encoder.npz"
    path.write_bytes(to_bytes(pieces, network, {"blend": np.array([1.0, 2.0])}))
    again, others = from_file(path)
    np.testing.assert_allclose(again.read(ASKS), classes.read(ASKS), atol=0.05)
    assert others["blend"].tolist() == [1.0, 2.0]
    assert path.read_bytes() == to_bytes(pieces, network, {"blend": np.array([1.0, 2.0])})


def test_what_is_tuned_learns_its_labels_and_leaves_the_base_as_it_was(network, classes):
    texts, answers = ASKS + GREETS, np.array([0] * 4 + [1] * 4)
    before = {name: values.clone() for name, values in network.state_dict().items()}
    lower = Lower(network, classes.ids(texts), RECIPE.frozen)
    places = np.arange(8)
    uppers = [tune(network, lower, places, Lesson(answers, np.ones(8), 2), RECIPE, seed) for seed in (0, 1)]
    assert (predict(uppers[0], lower, places).argmax(axis=1) == answers).all()
    assert all(torch.equal(values, before[name]) for name, values in network.state_dict().items())
    again = tune(network, lower, places, Lesson(answers, np.ones(8), 2), RECIPE, 0)
    np.testing.assert_array_equal(predict(again, lower, places), predict(uppers[0], lower, places))
    assert predict(averaged(uppers[:1]), lower, places).tobytes() == predict(uppers[0], lower, places).tobytes()


def test_what_two_texts_have_to_do_with_each_other_is_learned(network, classes):
    pairs = [(one, other) for one in ASKS + GREETS for other in (ASKS[0], GREETS[0])]
    answers = np.array([(one in ASKS) == (other in ASKS) for one, other in pairs], dtype=np.int64)
    lower = Lower(network, classes.pair_ids(*zip(*pairs, strict=True)), 0)
    recipe = Recipe(tuned=2, rounds=40, rate=1e-3, batch=4)
    upper = tune(network, lower, np.arange(len(pairs)), Lesson(answers, np.ones(len(pairs)), 2), recipe, 0)
    assert (predict(upper, lower, np.arange(len(pairs))).argmax(axis=1) == answers).all()


def test_lower_layers_move_less(network, classes):
    lower = Lower(network, classes.ids(ASKS + GREETS), 0)
    lesson = Lesson(np.array([0] * 4 + [1] * 4), np.ones(8), 2)
    recipe = Recipe(tuned=2, rounds=4, rate=1e-3, decay=0.01, batch=4)
    upper = tune(network, lower, np.arange(8), lesson, recipe, 0)
    moved = [
        float((own.inner.weight - base.inner.weight).detach().abs().mean())
        for own, base in zip(upper.layers, network.layers, strict=True)
    ]
    assert 0 < moved[0] < moved[1] / 10


def test_a_sentence_that_counts_for_little_is_hardly_learned(network, classes):
    texts = [*ASKS, *ASKS, *GREETS, *GREETS]
    answers = np.array([0] * 4 + [1] * 4 + [1] * 8)
    lower = Lower(network, classes.ids(texts), RECIPE.frozen)
    worth = np.ones(16)
    worth[4:8] = 0.01  # what says the contrary of the same sentences
    upper = tune(network, lower, np.arange(16), Lesson(answers, worth, 2), RECIPE, 0)
    assert (predict(upper, lower, np.arange(4)).argmax(axis=1) == 0).all()


def test_what_is_shipped_answers_as_what_was_tuned(pieces, network, classes):
    texts, answers = ASKS + GREETS, np.array([0] * 4 + [1] * 4)
    lower = Lower(network, classes.ids(texts), RECIPE.frozen)
    upper = tune(network, lower, np.arange(8), Lesson(answers, np.ones(8), 2), RECIPE, 0)
    kept = pieces.used_by(texts)
    shipped = SentenceClasses(pieces.only(kept), joined(network, kept, RECIPE, upper))
    # 16 bits while it learns, 32 here.
    np.testing.assert_allclose(shipped.read(texts), predict(upper, lower, np.arange(8)), atol=0.1)


def test_batches_hold_every_place_once():
    lengths = np.array([5, 3, 9, 3, 1])
    assert [batch.tolist() for batch in by_length(lengths, 2)] == [[4, 1], [3, 0], [2]]
