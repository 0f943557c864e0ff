"""What the learned voices are fitted on: sentences of debates by their place, meetings written for the project."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pipeline.errors import CorpusError
from pipeline.stages.propose.learned.judge import FAITHFUL, FIT, GRAMMATICAL, NEITHER
from pipeline.stages.propose.titles.reading import CUT, RULES, Title
from pipeline.stages.propose.training.complete import seen_alone
from pipeline.stages.propose.training.debates import LABELLED, debates
from pipeline.stages.propose.training.examples import MODERATION, meetings, phrases, prepare
from pipeline.stages.propose.training.fit import Labelled, best_threshold, fit
from pipeline.stages.propose.training.titles import likeness, marked, titled
from pipeline.stages.propose.training.verdicts import Read, verdicts, weigh

DEBATE = """P1 : Bonsoir à tous. On commence par l’eau ?

MB : Le puits est à sec depuis mai. Il faut un second forage avant l’été.

P1 : Madame Colin ?

VC : Le forage, c’est non. Réparons d’abord les fuites du réseau, rue par rue.
"""
HEAD = "debate,turn,start,end,label\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Eau").mkdir()
    (tmp_path / "Eau" / "transcription.txt").write_text(DEBATE, encoding="utf-8")
    return tmp_path


def labels(folder, *rows):
    path = folder / "labels.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_label_finds_its_sentence_by_its_place(folder):
    found = debates(folder, labels(folder, "Eau,1,31,68,P", "Eau,1,0,30,F", "Eau,3,22,73,P"))
    assert [(one.text, one.label) for one in found] == [
        ("Le puits est à sec depuis mai.", "F"),
        ("Il faut un second forage avant l’été.", "P"),
        ("Réparons d’abord les fuites du réseau, rue par rue.", "P"),
    ]
    assert {one.group for one in found} == {"Eau"}
    assert [(one.position.index, one.position.count) for one in found] == [(0, 2), (1, 2), (1, 2)]


def test_who_mostly_asks_moderates(folder):
    (found,) = debates(folder, labels(folder, "Eau,0,16,39,Q"))
    assert found.group == f"Eau{MODERATION}"


def test_a_label_that_falls_beside_every_sentence_is_told(folder):
    with pytest.raises(CorpusError, match="1 étiquettes ne tombent sur aucune phrase"):
        debates(folder, labels(folder, "Eau,1,0,30,F", "Eau,1,2,30,C"))


def test_the_shipped_places_are_each_labelled_once():
    lines = LABELLED.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == len({line.rsplit(",", 1)[0] for line in lines}) > 8000
    assert set(Counter(line[-1] for line in lines)) == set("PFLCQO")


def test_meetings_are_known_by_their_author_and_leaders_are_set_apart(tmp_path):
    (tmp_path / "z1.txt").write_text(
        "# Conseil de quartier\n# Animatrice\nO o On reprend, il est tard.\n"
        "# Mme Roy\nF o La passerelle est fermée depuis un an.\nP o Rouvrez-la, même à pied.\n",
        encoding="utf-8",
    )
    found = meetings(tmp_path)
    assert [(one.label, one.group, one.position.count) for one in found] == [
        ("O", f"réunions z{MODERATION}", 1),
        ("F", "réunions z", 2),
        ("P", "réunions z", 2),
    ]


def test_own_meetings_hold_every_type_and_no_sentence_twice():
    found = meetings()
    # « Ah non. » may be said twice.
    said = Counter((one.text, one.group) for one in found if len(one.text.split()) > 5)
    assert len(found) > 10_000
    assert {one.label for one in found} == set("PFLCQO")
    assert [text for (text, _), count in said.items() if count > 1] == []


def test_what_counts_more_weighs_more():
    examples = [one for one in phrases() if one.label in "PFC"][:240]
    seen = [one.seen for one in prepare(examples)]
    vectors = np.zeros((len(examples), 512), dtype=np.float32)
    data = Labelled(seen, vectors, [one.type for one in examples], ["x"] * len(examples), np.ones(len(examples)))
    asked = np.array([one.label == "P" for one in examples])
    light = replace(data, worth=np.where(asked, 0.1, 1.0))
    mean = [np.mean([one.proposition for one in fit(one_).score(seen, vectors)]) for one_ in (light, data)]
    assert mean[0] < mean[1]


def test_the_threshold_is_half_of_the_best_f1():
    sure = np.array([0.9, 0.8, 0.55, 0.1])
    assert best_threshold(sure, np.array([True, True, False, False])) == 0.5
    assert best_threshold(sure, np.array([True, False, True, False])) == 0.4
    # Of two kinds the harder one decides.
    assert best_threshold(sure, np.array([True, False, True, False]), ["a", "a", "b", "b"]) == 0.33


def laid(text, title):
    """Return the words of a sentence that its title says, and those that open it."""
    spans, marks = marked(text, title)
    words = [text[start:end] for start, end in spans]
    return [[word for word, mark in zip(words, marks[:, column], strict=True) if mark] for column in (0, 1)]


@pytest.mark.parametrize(
    ("text", "title", "kept", "opening"),
    [
        (
            "Ben moi je dis qu'on ferme la rue le matin, et puis qu'on mette des bancs.",
            "Fermer la rue le matin et mettre des bancs",
            "ferme la rue le matin mette des bancs",
            "ferme",
        ),
        # What stands in brackets comes from the context: no word of the sentence is taken for it.
        (
            "La salle, qu'on l'ouvre aux habitants, deux soirs par semaine.",
            "Ouvrir [la salle du lycée] aux habitants, deux soirs par semaine",
            "ouvre aux habitants , deux soirs par semaine",
            "ouvre",
        ),
        # « Prévoir » is no word of the sentence: the thing opens. Of what was said twice, the whole is kept.
        (
            "On pourrait avoir un car, un car à douze places.",
            "Prévoir un car à douze places",
            "un car à douze places",
            "car",
        ),
        ("Alors voilà.", "Prévoir un car", "", ""),
    ],
)
def test_a_title_is_laid_on_the_words_of_its_sentence(text, title, kept, opening):
    assert [" ".join(words) for words in laid(text, title)] == [kept, opening]


def test_the_shipped_titles_each_name_a_proposition_and_say_words_of_it():
    found = titled()
    assert len({one.place for one in found}) == len(found) > 1200
    marks = [marked(one.text, one.title)[1] for one in found]
    assert all(own[:, 0].any() and own[:, 1].sum() == 1 for own in marks)


def test_titles_are_alike_by_the_words_that_count():
    assert likeness("Prévoir un car à douze places", "Un car à douze places") == 1.0
    assert likeness("Ouvrir [la salle] le soir", "Ouvrir le soir") == 1.0
    assert likeness("Fermer la rue", "Ouvrir la salle") == 0.0
    assert likeness("Ouvrir la salle le soir", "Ouvrir la salle") == pytest.approx(4 / 5)


def test_a_title_is_fit_when_it_is_grammatical_faithful_and_leaves_little_out():
    title, longer = (
        Title("Ouvrir la salle", "infinitif"),
        "Ouvrir la salle aux habitants du bourg le soir, avec un poêle",
    )
    assert Read("a1 1", title, True, True, False).verdict("Ouvrir la salle le soir") == FIT
    assert Read("a1 1", title, False, True, False).verdict("Ouvrir la salle le soir") == FAITHFUL
    assert Read("a1 1", title, True, False, False).verdict("Ouvrir la salle le soir") == GRAMMATICAL
    assert Read("a1 1", title, True, True, False).verdict(longer) == GRAMMATICAL
    assert Read("a1 1", title, False, True, False).verdict(longer) == NEITHER
    # Who had the longer one at hand has seen what is left out.
    assert Read("a1 1", title, True, True, True).verdict(longer) == FIT


def test_every_verdict_is_of_a_proposition_that_has_a_title():
    read = verdicts()
    places = {one.place for one in titled()}
    assert {one.place for one in read} <= places
    assert len({(one.place, one.title.text) for one in read}) == len(read) > 4000
    assert {RULES, CUT} < {one.title.maker for one in read}
    assert 0.4 < np.mean([one.grammatical for one in read]) < 0.8


def test_what_tells_fit_titles_from_others_is_weighed():
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(400, 2)) * [1.0, 10.0] + [0.0, 5.0]
    heard = chance.normal(size=400)
    found = weigh(rows, heard, rows[:, 0] + heard > 0)
    assert found.features[0] > 0.5
    assert abs(found.features[1]) < 0.05
    assert found.reading > 0.5
    assert found.usual == pytest.approx(heard.mean())
    told = found.sure(rows, heard) > 0.5
    assert (told == (rows[:, 0] + heard > 0)).mean() > 0.9


def test_titles_seen_alone_are_grammatical_titles_of_what_was_read():
    seen = seen_alone()
    grammatical = {(one.place, one.title.text) for one in verdicts() if one.grammatical}
    assert {(one.place, one.title) for one in seen} <= grammatical
    assert len({(one.place, one.title) for one in seen}) == len(seen)
    # Neither answer is rare.
    assert 0.4 < np.mean([one.is_complete for one in seen]) < 0.6
