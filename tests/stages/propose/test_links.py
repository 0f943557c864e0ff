"""What bears on a proposition, and what only stands beside it."""

import pandas as pd
import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.links import UNLINKED, links
from pipeline.stages.propose.sentences import sentences
from pipeline.stages.propose.statements import statement
from pipeline.stages.propose.verdict import Verdict

TYPES = {"P": "proposition", "C": "constat", "F": "frein", "Q": "question", "N": "constat"}
DENIED = "niee"


@pytest.fixture
def bearing():
    """Return the finding, the limit and the answer of the only proposition of a talk of (speaker, sentences)."""

    def read(*turns):
        passages, said, found = [], [], []
        for place, (speaker, *marked) in enumerate(turns):
            text = " ".join(one.partition(":")[2] for one in marked)
            key = f"s-{place}"
            role = "animation" if speaker == "A" else "autre"
            passages.append(
                {"segment_id": key, "utterance_id": f"u-{place}", "source": "a.txt", "position": place, "char_start": 0}
                | {"speaker_id": speaker, "role": role, "fate": "retenu", "kind": "transcript"}
            )
            (doc,) = annotate([text])
            for sentence, mark in zip(sentences(key, doc, "transcript"), marked, strict=True):
                said.append(sentence)
                if mark[0] in TYPES:
                    reason = DENIED if mark[0] == "N" else None
                    found.append(statement(sentence, Verdict(TYPES[mark[0]], None, 0.9, reason)))
        (linked,) = links(found, said, pd.DataFrame(passages)).values()
        texts = {one.statement_id: one.text for one in found}
        return tuple(
            (texts[link.statement_id], link.words) if link else None
            for link in (linked.origin, linked.reserve, linked.answer)
        )

    return read


def test_the_obstacle_said_just_before_is_the_origin(bearing):
    origin, *_ = bearing(("M", "F:Le gymnase est fermé le soir.", "P:Je voudrais une clé pour chaque club."))
    assert origin[0] == "Le gymnase est fermé le soir."


def test_a_finding_from_which_the_speaker_draws_is_the_origin(bearing):
    origin, *_ = bearing(("M", "C:Il y a trois clubs ici.", "O:Voilà.", "P:Donc il faut une deuxième salle."))
    assert origin == ("Il y a trois clubs ici.", "Donc")


def test_a_finding_that_names_the_measure_is_preferred_to_a_nearer_one(bearing):
    said = ("F:La piscine fuit depuis dix ans.", "F:Le maire est malade.", "P:Donc il faut refaire la piscine.")
    origin, *_ = bearing(("M", *said))
    assert origin == ("La piscine fuit depuis dix ans.", "piscine")


def test_the_reason_may_follow(bearing):
    origin, *_ = bearing(("M", "P:Il faudrait un car.", "C:Parce que le train part à midi."))
    assert origin == ("Parce que le train part à midi.", "Parce que")


@pytest.mark.parametrize(
    "turns",
    [
        # another speaker's, a mere neighbour, too far
        (("M", "F:Le gymnase est fermé le soir."), ("N", "P:Donc il faut une clé.")),
        (("M", "C:Nous sommes venus en train.", "P:Il faut une clé pour chaque club."),),
        (("M", "F:Le toit fuit.", *["O:Bon."] * 6, "P:Donc il faut une clé."),),
    ],
)
def test_a_neighbour_is_no_origin(bearing, turns):
    assert bearing(*turns)[0] is None


ASKED = ("M", "P:Il faudrait fermer la rue aux voitures.")


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        ((ASKED, ("N", "O:Je suis pas d'accord.", "F:Les livreurs passent par là.")), "Je suis pas d'accord"),
        ((ASKED, ("N", "Q:Oui mais qui va payer les bornes ?")), "Oui mais"),
        ((ASKED, ("A", "O:Qui veut répondre ?"), ("N", "F:Le problème, c'est les livreurs.")), "Le problème"),
        ((ASKED, ("O", "O:D'accord."), ("N", "F:Non, les voitures iront ailleurs.")), "Non"),
    ],
)
def test_who_answers_against_objects(bearing, turns, words):
    answer = bearing(*turns)[2]
    assert answer is not None
    assert answer[1] == words


@pytest.mark.parametrize(
    "turns",
    [
        (ASKED, ("N", "C:Oui, la rue est dangereuse.")),
        (ASKED, ("N", "C:Non mais justement, les enfants y jouent.")),
        (ASKED, ("M", "F:Le problème, c'est les livreurs.")),
        (ASKED, ("O", "O:D'accord."), ("N", "F:Non, la cantine est trop chère.")),
        (ASKED, ("N", "O:Je suis pas d'accord.")),
        (("M", ASKED[1], *["O:Bon."] * 4), ("N", "F:Le problème, c'est la cantine.")),
    ],
)
def test_who_agrees_or_speaks_of_something_else_does_not_object(bearing, turns):
    assert bearing(*turns)[2] is None


def test_what_nothing_bears_on_has_empty_columns():
    assert set(UNLINKED.row().values()) == {None}


@pytest.mark.parametrize(
    ("turns", "limit"),
    [
        (
            [("M", "P:Je signe pour une visite par an.", "N:Il faudrait surtout pas nous imposer ça par décret.")],
            ("Il faudrait surtout pas nous imposer ça par décret.", "faudrait surtout pas"),
        ),
        (
            [("M", "N:Je suis pas en train de réclamer une subvention.", "P:Je voudrais une cagnotte commune.")],
            ("Je suis pas en train de réclamer une subvention.", "pas en train de réclamer"),
        ),
        ([("M", "P:Il faut un car.", "N:Faut pas oublier le papier.")], None),
        ([("M", "P:Il faut un car."), ("B", "N:Il ne faut pas de car.")], None),
        ([("M", "P:Il faut un car.", "O:Voilà.", "N:Il ne faut pas de taxi.")], None),
    ],
)
def test_what_the_same_person_asks_not_to_have_right_beside_is_a_limit(bearing, turns, limit):
    assert bearing(*turns)[1] == limit
