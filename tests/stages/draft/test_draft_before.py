"""Where a title does not stand alone, its card quotes what was said right before."""

from dataclasses import replace

import pytest

from pipeline.stages.draft import DraftSettings
from pipeline.stages.draft.before import said_before
from pipeline.stages.draft.compose_cards import card
from pipeline.stages.draft.material import gather

ASKED = "⟦P:amorcage|Il faudrait une case à cocher.⟧"
QUESTION = "nevers | a.txt | transcript | ML | !animation | Et pour le registre de la canicule, comment s’inscrire ?"


def line(text, kind="transcript", source="a.txt"):
    return f"nevers | {source} | {kind} | {'CM' if kind == 'transcript' else '-'} | financement | {text}"


@pytest.fixture
def before(build_tables):
    def _before(*lines):
        material = gather(build_tables("\n".join(lines)))
        (asked,) = (one for one in material.statements.values() if one.type == "proposition")
        return said_before(material, asked)

    return _before


def test_it_is_the_last_sentences_of_the_same_turn(before):
    quote = before(QUESTION, line(f"Bon. Le registre de la canicule est vide. On ne le connaît pas. {ASKED}"))
    assert quote.text == "Bon. Le registre de la canicule est vide. On ne le connaît pas."
    assert quote.source == "Bailleur social, Nevers"


def test_else_of_the_turn_before_signed_by_who_said_it(before):
    quote = before(QUESTION, line(ASKED))
    assert quote.text == "Et pour le registre de la canicule, comment s’inscrire ?"
    assert "nimation" in quote.source


def test_a_question_that_names_nothing_is_not_quoted(before):
    assert (
        before(
            QUESTION.replace(
                "Et pour le registre de la canicule, comment s’inscrire ?", "Et donc, vous demandez quoi ?"
            ),
            line(ASKED),
        )
        is None
    )


def test_a_note_has_nothing_to_do_with_the_line_before(before):
    notes = "Notes.md"
    assert before(line("Le registre de la canicule est vide.", "note", notes), line(ASKED, "note", notes)) is None


def test_what_was_set_aside_is_no_context(before):
    assert (
        before(
            line("Sous-titres réalisés par la communauté du sous-titrage.").replace(
                "| financement |", "| !hallucination |"
            ),
            line(ASKED),
        )
        is None
    )


def test_another_file_is_not_before(before):
    assert before(QUESTION.replace("a.txt", "0.txt"), line(ASKED)) is None


def test_what_names_somebody_or_is_too_long_is_not_quoted(before):
    assert before(line(f"C’est Mathilde Lenoir qui tient le registre de la canicule. {ASKED}")) is None
    assert before(QUESTION, line(f"{'Le registre, la liste et la canicule, ' * 12}voilà. {ASKED}")) is None


@pytest.mark.parametrize(
    ("title", "origin", "status", "shown"),
    [
        ("Prévoir une case à cocher", "infinitif à relire", "sûre", True),
        ("il faudrait une case à cocher", "verbatim", "sûre", True),
        ("Prévoir une case à cocher", "infinitif à relire", "accepté", False),
        ("Inscrire au registre par une case à cocher", "infinitif", "sûre", False),
    ],
    ids=["doubted", "spoken", "reviewed", "stands alone"],
)
def test_a_card_quotes_it_only_where_a_person_is_to_write_or_read_the_title(build_tables, title, origin, status, shown):
    material = gather(build_tables("\n".join([QUESTION, line(ASKED)])))
    proposal = replace(material.proposals[0], title=title, title_origin=origin, status=status)
    labels = [one.label for one in card(material, DraftSettings(), proposal).linked]
    assert ("Dit juste avant :" in labels) is shown
