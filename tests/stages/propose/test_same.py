from dataclasses import replace

import numpy as np
import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.around import Spot, likeness, nearness, noted, workshops_heard
from pipeline.stages.propose.measure import Measure, content, measure, opposed
from pipeline.stages.propose.same import group, probability
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.signs import Lexicon, Signs, sentence_likeness, signs, word_likeness

TALK = [Spot("a.txt", position, "a", True) for position in range(30)]


def plain(*lemmas, figures=(), direction=0):
    return Measure(" ".join(lemmas), frozenset(lemmas), frozenset(figures), direction)


def alike(matrix):
    """Signs that all say the same."""
    whole = np.array(matrix, dtype=float)
    return Signs(whole, whole, whole, whole, np.zeros_like(whole))


@pytest.fixture
def lexicon():
    lemmas = ["car", "abri", "collège", "piscine", "prix"]
    return Lexicon({lemma: place for place, lemma in enumerate(lemmas)}, np.eye(5, dtype=np.float32), np.ones(5))


def test_the_same_words_are_alike_and_others_are_not(lexicon):
    measures = [plain("abri", "collège"), plain("abri", "collège"), plain("piscine", "prix"), plain("abri", "prix")]
    found = word_likeness(measures, lexicon)
    assert found[0].tolist() == [1.0, 1.0, 0.0, 0.5]
    assert np.array_equal(found, found.T)


def test_what_all_say_makes_no_two_alike():
    common, own = np.array([1.0, 0, 0]), np.eye(3)[1:]
    texts = np.array([common, common + own[0], common + own[1]] * 30, dtype=np.float32)
    found = sentence_likeness(texts, texts)
    assert found[1, 4] == pytest.approx(1.0)
    assert found[1, 2] < 0.3


def test_alike_statements_go_together_and_others_stay_apart():
    labels = group(alike([[1, 0.8, 0], [0.8, 1, 0], [0, 0, 1]]), [plain("car")] * 3, 0.4).labels
    assert labels[0] == labels[1] != labels[2]


def test_a_chain_does_not_glue():
    signs = alike([[1, 0.2, 0], [0.2, 1, 0.19], [0, 0.19, 1]])
    labels = group(signs, [plain("car")] * 3, 0.6).labels
    assert labels[0] == labels[1] != labels[2]


def test_other_figures_and_opposite_directions_stay_apart():
    five, ten = (plain("prix", figures=[("an", number)]) for number in ("5", "10"))
    up, down = (plain("prix", direction=direction) for direction in (1, -1))
    for pair in ([five, ten], [up, down]):
        assert len(set(group(alike(np.ones((2, 2))), pair, 0.3).labels)) == 2
    assert len(set(group(alike(np.ones((2, 2))), [five, five], 0.3).labels)) == 1


def test_each_sign_counts():
    nothing = np.zeros((2, 2))
    low = probability(Signs(*[nothing] * 5))[0, 1]
    for place in range(4):
        given = [np.ones((2, 2)) if place == rank else nothing for rank in range(5)]
        assert probability(Signs(*given))[0, 1] > 2 * low


def test_a_note_of_the_workshop_speaks_for_two_statements_without_deciding():
    half, nothing, whole = np.full((2, 2), 0.2), np.zeros((2, 2)), np.ones((2, 2))
    said, written, strangers = (
        probability(Signs(*[like] * 2, nothing, nothing, sign))[0, 1]
        for like, sign in ((half, nothing), (half, whole), (nothing, whole))
    )
    assert written > 2 * said
    assert strangers < 0.05


def test_a_written_paragraph_goes_on_to_another_measure():
    here, there = Spot("Compte rendu.txt", 4, "a", False), Spot("Compte rendu.txt", 5, "a", False)
    assert noted([here, here, there], {"a"})[0].tolist() == [0, 0, 1]
    docs = [doc[:] for doc in annotate(["Il demande un quai.", "Elle demande aussi un préau.", "Un quai à Vignol."])]
    own = [Sentence(key, doc, "note") for key, doc in zip("aab", docs, strict=True)]
    rarity = {lemma: 1.0 for one in own for lemma in content(one.tokens)}
    found = likeness(own, own, {"a": here, "b": there}, rarity)
    assert found[0, 1] == 0
    assert 0 < found[0, 2] < 1


def test_what_is_noted_goes_with_what_was_said_in_its_workshop():
    talk, again, note, postit, elsewhere = (
        Spot("a/oral.txt", 1, "a", True),
        Spot("a/soir.txt", 1, "a", True),
        Spot("a/notes.md", 4, "a", False),
        Spot("a/post-its.csv", 5, "a", False),
        Spot("b/notes.md", 4, "b", False),
    )
    found = noted([talk, again, note, postit, elsewhere], {"a"})
    assert found[0].tolist() == [0, 0, 1, 1, 0]
    assert found[2].tolist() == [1, 1, 0, 1, 0]


def test_where_nobody_kept_what_was_said_one_file_of_notes_lists_measures():
    first, second, postit = (
        Spot(source, rank, "a", False) for rank, source in enumerate(("a/n.md", "a/n.md", "a/p.csv"))
    )
    assert noted([first, second, postit], set())[0].tolist() == [0, 0, 1]
    assert noted([first, second, postit], {"a"})[0].tolist() == [0, 1, 1]
    talk = Spot("b/oral.txt", 1, "b", True)
    assert workshops_heard([first, talk]) == {"b"}


def test_what_a_pair_is_worth_hangs_on_how_often_pairs_of_the_run_are_the_same():
    """Ten towns that ask for the same thirty things, and one pair among as many meetings that ask for others."""
    count = 300
    towns = np.where(np.arange(count)[:, None] % 30 == np.arange(count) % 30, 0.2, 0.02)
    lone = np.full((count, count), 0.02)
    lone[0, 30] = lone[30, 0] = 0.2
    repeated, scattered = (float(probability(alike(matrix))[0, 30]) for matrix in (towns, lone))
    assert repeated > 0.8 > 0.3 > scattered


def test_a_run_of_few_propositions_is_judged_by_what_was_learned():
    two = probability(alike(np.array([[1.0, 0.4], [0.4, 1.0]])))[0, 1]
    three = probability(alike(np.array([[1.0, 0.4, 0.1], [0.4, 1.0, 0.1], [0.1, 0.1, 1.0]])))[0, 1]
    assert two == pytest.approx(three, abs=0.02)


def test_nearness_fades_along_one_talk_and_is_nothing_elsewhere():
    found = nearness([TALK[0], TALK[1], TALK[2], TALK[20], Spot("b.txt", 1, "b", True), Spot("a.txt", 1, "a", False)])[
        0
    ]
    assert 1 > found[1] > found[2] > 0.4
    assert found[3] < 0.01
    assert found[4] == found[5] == 0
    # Whoever goes on most often asks for something else: neither one turn nor one speaker is near itself.
    assert found[0] == 0
    one, again, other = (Spot("a.txt", place, "a", True, who) for place, who in ((1, "l-1"), (3, "l-1"), (4, "l-2")))
    assert nearness([one, again])[0, 1] == 0
    assert nearness([again, other])[0, 1] > 0.5


@pytest.fixture
def asked(proposition, sentence):
    """Four demands, in two talks; « la dérogation » is named only in the turns beside two of them."""
    talk = {
        ("a", 4): "Cette dérogation, le préfet la donne chaque année pour les plafonds.",
        ("a", 5): "Faites-la pour cinq ans.",
        ("a", 20): "Il faudrait un marché couvert sur la place.",
        ("b", 7): "Les plafonds, il suffit que le préfet signe la dérogation.",
        ("b", 8): "Il faudrait la garder.",
    }
    spots, said, made = {}, [], []
    for (source, position), text in talk.items():
        one = proposition(text)
        object.__setattr__(one.sentence, "segment_id", f"{source}{position}")
        spots[one.sentence.segment_id] = Spot(source, position, source, True)
        said.append(one.sentence)
        if (source, position) in (("a", 5), ("a", 20), ("b", 8)):
            made.append(one)
    return made, said, spots


def test_what_is_said_around_brings_two_talks_together(asked):
    made, said, spots = asked
    rarity = {lemma: 1.0 for one in said for lemma in {word.lemma_.lower() for word in one.tokens}}
    derogation, market, other = 0, 1, 2
    found = likeness([one.sentence for one in made], said, spots, rarity)
    assert found[derogation, other] > 0.3
    assert found[derogation, market] == found[market, other] == 0


def test_between_two_notes_what_is_around_says_their_own_words_again_and_counts_half(asked):
    made, said, spots = asked
    rarity = {lemma: 1.0 for one in said for lemma in {word.lemma_.lower() for word in one.tokens}}
    alone = {key: Spot(key, 1, key, False) for key in spots}
    twins = alone | {"twin": Spot("twin", 1, "twin", False)}
    market = made[1].sentence
    twin = replace(market, segment_id="twin")
    found = likeness([market, twin], [*said, twin], twins, rarity)
    assert found[0, 1] == pytest.approx(0.5)


def test_unrelated_neighbours_are_not_near(proposition):
    one, other, again = (
        proposition(text)
        for text in ("Il faut une piscine.", "Il faut un médecin.", "Il faudrait une piscine couverte.")
    )
    spots = {}
    for rank, own in enumerate((one, other, again)):
        object.__setattr__(own.sentence, "segment_id", f"s{rank}")
        spots[f"s{rank}"] = TALK[rank]
    made = [one, other, again]
    lemmas = ["piscine", "médecin", "couvrir", "couvert"]

    def encode(texts):
        return np.array([[float(word in text) for word in lemmas] + [0.1] for text in texts], dtype=np.float32)

    found = signs(made, [measure(own) for own in made], [own.sentence for own in made], spots, encode).nearness
    assert found[0, 1] == 0
    assert found[0, 2] > 0.3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Il faut porter le bail à dix ans.", "Il faut porter le bail à quinze ans.", True),
        ("Il faut augmenter la prime.", "Il faut réduire la prime.", True),
        ("Moi je démolirais la halle.", "On répare d'abord, et on démolit que ce qui tombe.", True),
        ("On met tout en ligne.", "Il faut garder un guichet.", True),
        ("On met tout en ligne.", "Il ne faut pas de guichet.", False),
        ("Il faut cinq ans de délai.", "Il faudrait cinq ou six ans de délai.", False),
        ("Il faut quarante ans de prêt.", "Il faudrait vingt ans de plus.", False),
        ("Il faut une salle pour trois clubs.", "Il faut une salle pour deux clubs.", False),
        ("Il faut porter le bail à dix ans.", "Il faudrait un bail de dix ans.", False),
    ],
)
def test_measures_are_opposed(proposition, one, other, expected):
    assert opposed(measure(proposition(one)), measure(proposition(other))) is expected


def test_one_statement_is_one_group():
    assert group(alike([[1.0]]), [plain("car")], 0.5).labels.tolist() == [0]
