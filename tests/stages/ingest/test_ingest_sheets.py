import datetime as dt
import io

import pytest
from openpyxl import Workbook

IDEAS = [
    "Un fonds pour les études",
    "Portage trop court",
    "Des logements témoins ouverts le samedi",
    "Trop d’appels à projets",
]


@pytest.fixture
def xlsx():
    """Return the bytes of a workbook from {sheet name: rows}; « * » before a name hides the sheet."""

    def built(sheets):
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name.lstrip("*"))
            sheet.sheet_state = "hidden" if name.startswith("*") else "visible"
            for row in rows:
                sheet.append(row)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return built


HEADERS = {
    "french": ("groupe;thème;texte", "groupe 1;Financement;{}"),
    "english": ("id,category,title/fr,body/fr,created_at", '12,Housing,Titre,"{}",2022-06-30 10:00:00'),
    "tabs": ("Table\tContribution", "Table 1\t{}"),
    "one column": ("Post-it", "{}"),
    "no header": (None, "groupe 1;{};3"),
    "no header, one column": (None, "{}"),
    "survey": ("Horodateur,Quels freins voyez-vous dans votre commune ?", "2022-06-30 10:00,{}"),
}


@pytest.mark.parametrize("shape", HEADERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_column_of_opinions_is_found(read, shown, shape, encoding):
    header, row = HEADERS[shape]
    lines = ([header] if header else []) + [row.format(idea) for idea in IDEAS]
    reading = read("Post-its.csv", "\r\n".join(lines).encode(encoding))
    assert reading.kind == "postit"
    assert shown(reading) == [(None, idea) for idea in IDEAS]
    assert reading.turns[0].locator.startswith("ligne 2," if header else "ligne 1,")


def test_columns_not_read_are_said(read):
    header, row = HEADERS["french"]
    assert read("a.csv", f"{header}\n{row.format(IDEAS[0])}\n").notes == ("colonnes non lues : groupe, thème",)


def test_line_ends_entities_tags_and_lists_in_a_cell(read, shown):
    text = 'texte;votes\n"<p>L&#39;accueil<br>&amp; le courrier</p>";3\n"- un fonds\n- des toits";4\n"deux\nlignes";5\n'
    reading = read("a.csv", text)
    assert [said for _, said in shown(reading)] == ["L'accueil & le courrier", "un fonds", "des toits", "deux lignes"]
    assert [turn.locator for turn in reading.turns] == [
        "ligne 2, colonne 1",
        "ligne 3, colonne 1",
        "ligne 3, colonne 1",
        "ligne 5, colonne 1",
    ]


def test_authors_and_their_structure(read, shown):
    text = "Prénom;Nom;Structure;Idée\nMarie;Dupont;DDT;Un fonds pour les études\nJean;Martin;;Des toits à refaire\n"
    assert shown(read("a.csv", text)) == [
        ("Marie Dupont (DDT)", "Un fonds pour les études"),
        ("Jean Martin", "Des toits à refaire"),
    ]


@pytest.mark.parametrize("header", ["start,end,text\n", ""])
def test_a_speech_recognisers_table_is_a_transcript(read, shown, header):
    text = (
        header
        + '0,2000," Alors on voit bien que"\n2000,4000," ça coince partout."\n4100,6000," Voilà, on est d’accord."\n'
    )
    reading = read("a.csv", text)
    assert shown(reading) == [(None, "Alors on voit bien que ça coince partout. Voilà, on est d’accord.")]
    assert (reading.kind, reading.turns[0].end_s) == ("transcript", 6.0)


def test_long_words_of_named_people_are_a_transcript(read):
    said = "mot " * 60
    assert read("a.csv", f"Intervenant;Propos\nMarie;{said}\nJean;{said}\n").kind == "transcript"


def test_a_sheet_of_names_dates_and_numbers_gives_nothing_and_is_said(read, shown, xlsx):
    data = xlsx(
        {
            "Post-its": [["Mur de l’atelier"], [], ["groupe", "texte"], *[["groupe 1", idea] for idea in IDEAS]],
            "Participants": [["Nom", "Structure", "Présent"], ["Marie Dupont", "CARSAT", "oui"]],
            "Budget": [["Poste", "Montant"], ["Salle", 1200], ["Repas", 800.5], ["Total", None]],
            "Dates": [[dt.date(2022, 6, 30), 1], [dt.date(2022, 7, 4), 2]],
            "*Listes": [["texte"], ["valeur cachée mais longue"]],
            "Vide": [],
        }
    )
    reading = read("Post-its.xlsx", data)
    assert [said for _, said in shown(reading)] == IDEAS
    assert reading.turns[0].locator == "feuille « Post-its », cellule B4"
    assert reading.warnings == (
        "feuille masquée « Listes » laissée de côté",
        "feuille « Participants » : aucun avis trouvé (colonnes Nom, Structure, Présent)",
        "feuille « Budget » : aucun avis trouvé (colonnes Poste, Montant)",
        "feuille « Dates » : aucun avis trouvé (colonnes colonne 1, colonne 2)",
        "feuille « Vide » : aucun avis trouvé",
    )


def test_several_columns_of_opinions(read, shown, xlsx):
    rows = [["Freins", "Leviers"], ["Le coût des études", "Un fonds régional"], ["Le temps", None]]
    assert [said for _, said in shown(read("a.xlsx", xlsx({"A": rows})))] == [
        "Le coût des études",
        "Un fonds régional",
        "Le temps",
    ]


def test_cells_that_look_like_formulas_are_words(read, shown):
    text = 'texte\n=HYPERLINK("http://x")\n+ de moyens pour les communes\n@tous : merci de répondre\n'
    assert [said for _, said in shown(read("a.csv", text))][1:] == [
        "+ de moyens pour les communes",
        "@tous : merci de répondre",
    ]
