"""Subjects of the trade name the themes that clearly are about one of them, and no other."""

import numpy as np
import pandas as pd
import pytest

from pipeline.french.model import annotate
from pipeline.french.tokens import rows
from pipeline.stages.cluster.subjects import named_by_subject, subjects
from pipeline.stages.cluster.terms import find_terms
from pipeline.stages.cluster.units import Units

TRANSPORT = (
    "La navette passe à huit heures devant la gare.",
    "Sans voiture ni permis, on reste chez soi.",
    "Le chauffeur du minibus est bénévole.",
    "Le covoiturage marche entre voisins, avec une voiture.",
    "La navette du soir, il manque un chauffeur.",
    "À la gare il n'y a plus de minibus.",
)
SCHOOL = (
    "Les parents attendent devant l'école.",
    "La crèche ferme, les enfants vont au bourg.",
    "Une classe de plus et l'école est sauvée.",
    "La cantine accueille les enfants du village.",
    "Les parents veulent une crèche.",
    "Le collège a perdu une classe.",
)
HOUSING = (
    "Les locataires de la résidence paient un loyer.",
    "Le bailleur a refait trois logements.",
    "Un logement, un loyer, voilà.",
    "Dans l'habitat ancien, la pierre.",
)
OTHERS = ("La peinture sèche vite.", "Le pain est bon.", "Les nuages passent.", "La fanfare joue fort.")


def named(*themes, taken=()):
    texts = [text for theme in themes for text in theme]
    of = np.array([number for number, theme in enumerate(themes) for _ in theme], dtype=np.int64)
    ids = tuple(f"s-{number:03d}" for number in range(len(texts)))
    tokens = pd.DataFrame([row for key, doc in zip(ids, annotate(texts), strict=True) for row in rows(key, doc)])
    ones, zeros = np.ones(len(texts)), np.zeros(len(texts), dtype=np.int64)
    units = Units(
        ids=ids,
        texts=tuple(texts),
        fates=("retenu",) * len(texts),
        vectors=np.eye(len(texts)),
        words=ones * 8,
        workshops=zeros,
        speakers=np.arange(len(texts)),
        sequences=zeros,
        talk=ones > 0,
        host=ones < 0,
    )
    return named_by_subject(units, find_terms(tokens, ids), of, taken)


def test_a_theme_that_keeps_saying_the_words_of_a_subject_has_its_name():
    assert named(TRANSPORT, SCHOOL, HOUSING, OTHERS) == {0: "Mobilité et transports", 1: "Petite enfance et école"}


def test_a_name_that_is_taken_is_not_given_again():
    assert named(TRANSPORT, SCHOOL, HOUSING, OTHERS, taken=["Mobilités"]) == {1: "Petite enfance et école"}


def test_two_themes_of_one_subject_are_both_named_otherwise():
    assert 0 not in named(TRANSPORT, TRANSPORT, HOUSING, OTHERS)


@pytest.mark.parametrize("word", ["navette", "voiture"])
def test_one_word_however_often_said_names_no_theme(word):
    assert named([f"La {word} est là." for _ in range(6)], HOUSING, OTHERS) == {}


def test_the_names_of_one_trade_are_not_given_to_another():
    assert named(TRANSPORT, SCHOOL, OTHERS) == {}


def test_no_two_subjects_have_a_name_and_each_has_words_enough():
    names = [one.name for one in subjects()]
    assert len(names) == len(set(names))
    assert all(len(one.words) == len(set(one.words)) >= 5 and all(one.words) for one in subjects())


def test_single_words_are_written_as_the_tagger_gives_them():
    nouns = sorted({word[0] for one in subjects() for word in one.words if len(word) == 1})
    known = {word.lemma_.lower() for doc in annotate(f"On a vu le {noun} ici." for noun in nouns) for word in doc}
    assert len(known & set(nouns)) > 0.9 * len(nouns)
