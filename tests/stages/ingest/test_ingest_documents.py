import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


@pytest.fixture
def docx():
    """Return the bytes of a document; an item is (style, text), a text, or rows of a table."""

    def built(*items):
        document = Document()
        for item in items:
            if isinstance(item, list):
                table = document.add_table(rows=0, cols=len(item[0]))
                for row in item:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = text
            else:
                style, text = item if isinstance(item, tuple) else (None, item)
                document.add_paragraph(text, style)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return built


TEAMS = (
    "Atelier de lancement-20220630_140312-Transcription de la réunion",
    "30 juin 2022, 12:03PM",
    "1 h 32 min 10 s",
    "Mathilde Lenoir a commencé la transcription",
    "Mathilde LENOIR   0:03",
    "Bonjour à toutes. Il y a 2 options : vendre ou attendre.",
    "Karim Belhadi   0:12\nOui, alors le",
    "Karim Belhadi   0:19\nfoncier : trop cher.",
    "Salle du conseil   1:02:03",
    "On n’entend pas.",
    "Mathilde LENOIR   1:02:10",
    "Rendez-vous à 10:30",
    "Mathilde Lenoir a arrêté la transcription",
)


def test_a_teams_export(read, shown, docx):
    reading = read("Transcription.docx", docx(*TEAMS))
    assert reading.kind == "transcript"
    assert shown(reading) == [
        ("Mathilde LENOIR", "Bonjour à toutes. Il y a 2 options : vendre ou attendre."),
        ("Karim Belhadi", "Oui, alors le foncier : trop cher."),
        ("Salle du conseil", "On n’entend pas."),
        ("Mathilde LENOIR", "Rendez-vous à 10:30"),
    ]
    assert [turn.start_s for turn in reading.turns] == [3.0, 12.0, 3723.0, 3730.0]
    assert reading.notes == ("5 ligne(s) d’en-tête ou de titre lues comme contexte",)


def test_labelled_paragraphs(read, shown, docx):
    reading = read(
        "a.docx", docx("Atelier", "Marie Dupont : Oui.", "Et puis voilà.", "Jean Martin : Non.", "Marie Dupont : Si.")
    )
    assert shown(reading) == [
        ("Marie Dupont", "Oui. Et puis voilà."),
        ("Jean Martin", "Non."),
        ("Marie Dupont", "Si."),
    ]
    assert reading.turns[1].locator == "paragraphe 4"


def test_notes_with_titles_and_lists(read, shown, docx):
    reading = read(
        "Notes.docx", docx(("Title", "Nevers"), ("Heading 1", "Freins"), ("List Bullet", "Le coût : trop haut"), "Fin.")
    )
    assert reading.kind == "note"
    assert shown(reading) == [(None, "Le coût : trop haut"), (None, "Fin.")]
    assert reading.turns[0].locator == "paragraphe 3, sous « Freins »"


@pytest.mark.parametrize("header", [[["Intervenant", "Propos"]], []])
def test_a_table_of_speakers_and_words(read, shown, docx, header):
    rows = [
        *header,
        ["Marie Dupont", "Il faut un fonds pour avancer les études."],
        ["Jean Martin", "Oui mais qui paie à la fin ?"],
    ]
    reading = read("a.docx", docx("Transcription", rows))
    assert shown(reading)[-2:] == [
        ("Marie Dupont", "Il faut un fonds pour avancer les études."),
        ("Jean Martin", "Oui mais qui paie à la fin ?"),
    ]
    assert reading.turns[-1].locator == f"tableau 1, ligne {len(rows)}, colonne 2"


def test_a_table_without_opinions_is_said(read, shown, docx):
    reading = read("Notes.docx", docx([["Nom", "Structure"], ["Marie Dupont", "CARSAT"]], "Une idée."))
    assert shown(reading) == [(None, "Une idée.")]
    assert reading.warnings == ("tableau 1 : aucun avis trouvé",)


def test_a_frame_of_one_cell_is_only_paragraphs(read, shown, docx):
    assert shown(read("Notes.docx", docx([["Une idée\nUne autre"]]))) == [(None, "Une idée"), (None, "Une autre")]


def test_tracked_changes_are_accepted_and_text_boxes_read_once(read, shown):
    document = Document()
    paragraph = document.add_paragraph("Le fonds ")._p
    ns = nsdecls("w")
    paragraph.append(parse_xml(f"<w:del {ns}><w:r><w:delText>national</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {ns}><w:r><w:t>régional</w:t></w:r></w:ins>"))
    box = "<w:txbxContent><w:p><w:r><w:t>Dans la marge</w:t></w:r></w:p></w:txbxContent>"
    paragraph.append(
        parse_xml(
            f'<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
        )
    )
    stream = io.BytesIO()
    document.save(stream)
    reading = read("Notes.docx", stream.getvalue())
    assert shown(reading) == [(None, "Le fonds régional"), (None, "Dans la marge")]
    assert reading.turns[1].locator == "paragraphe 1, zone de texte"
