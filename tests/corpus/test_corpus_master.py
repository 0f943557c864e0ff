import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CorpusError


def test_scenario_keeps_empty_cells_in_their_column(scenario):
    assert scenario.groups["fonds-amorcage"].cells == {"Vaubrenne": {"E", "N"}}
    assert scenario.groups["salle-commune"].cells == {"Vaubrenne": {"S"}, "Corvigny": {"E"}}
    assert list(scenario.themes) == ["financement", "lien-social"]


def test_a_workshop_is_read_whole(read):
    master = read()
    assert (master.folder, master.town, master.day.isoformat()) == ("2022-03-02 Vaubrenne", "Vaubrenne", "2022-03-02")
    assert [(document.name, len(document.items)) for document in master.documents] == [
        ("Séance.docx", 4),
        ("Suite.docx", 1),
        ("Notes.md", 3),
        ("Post-its.csv", 2),
    ]
    assert [(point.theme, point.group) for point in master.points] == [
        ("financement", "fonds-amorcage"),
        ("lien-social", None),
    ]


def test_marks_leave_the_text_and_keep_their_place(read):
    item = read().documents[0].items[2]
    assert item.text == "Ben, euh, l'équilibre, on l'a pas. Voilà. Il faudrait un fonds."
    assert [(mark.type, mark.group, item.text[mark.start : mark.end]) for mark in item.marks] == [
        ("frein", None, "l'équilibre, on l'a pas."),
        ("proposition", "fonds-amorcage", "Il faudrait un fonds."),
    ]


def test_refused_demands_keep_their_reason(read):
    (mark,) = read().documents[0].items[3].marks
    assert (mark.type, mark.refused) == ("autre", "niee")


def test_a_proposition_of_its_own_has_no_group(swap):
    master = swap("P:fonds-amorcage|Il faudrait un fonds.", "P:autre|Il faudrait un fonds.")
    mark = master.documents[0].items[2].marks[1]
    assert (mark.type, mark.group) == ("proposition", None)


def test_themes_last_until_the_next(read):
    assert [item.theme for item in read().documents[0].items] == [None, "financement", "financement", "financement"]
    assert [item.theme for item in read().documents[3].items] == ["financement", None]


def test_notes_keep_headings_apart(read):
    notes = read().documents[2]
    assert [line.text for line in notes.lines] == [
        "Le titre",
        "Un tiers des opérations abandonnées",
        "La suite",
        "Fonds d'avance",
        "Une ligne sans puce.",
    ]
    assert [(item.n, item.bullet) for item in notes.items] == [(1, True), (2, True), (3, False)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("@ATELIER 2022-03-02 Vaubrenne", "@ATELIER Vaubrenne", "AAAA-MM-JJ"),
        ("@LOCUTEUR JD | Jean-Noël Désormière | Logis du Val | bailleur", "@LOCUTEUR JD | X", "@LOCUTEUR"),
        ("| bailleur", "| bailleuse", "rôle inconnu « bailleuse »"),
        ("@LOCUTEUR JD", "@LOCUTEUR AC", "deux fois"),
        ("format=md | kind=note", "format=md | kind=notes", "kind parmi"),
        ("debut=00:00:00", "debut", "clé=valeur"),
        ("Suite.docx", "Séance.docx", "deux fois"),
        ("## lien-social", "## liens", "thème inconnu"),
        ("## lien-social\n", "", "avant le premier « ## thème »"),
        ("AC : Bonjour", "ZZ : Bonjour", "« SIGLE : texte »"),
        ("AC : Bonjour", "Bonjour", "« SIGLE : texte »"),
        ("⟦Q|Qu'est-ce", "⟦F|Qu'est-ce", "que des marques Q"),
        ("⟦F|l'équilibre", "⟦F|l'équi⟦C|libre", "imbriquée"),
        ("on l'a pas.⟧", "on l'a pas.", "mal fermée"),
        ("⟦F|l'équilibre", "⟦X|l'équilibre", "marque inconnue « X »"),
        ("⟦F|l'équilibre", "⟦P|l'équilibre", "marque inconnue « P »"),
        ("⟦F|l'équilibre", "⟦F| l'équilibre", "un espace"),
        ("N:niee", "N:refus", "motif inconnu"),
        ("P:salle-commune", "P:salles", "groupe inconnu"),
        ("Ben, euh", "Ben,  euh", "espace double"),
        ("Ben, euh", "Ben, e\u0301h", "NFC"),
        ("## financement\nAC", "# Financement\nAC", "seule une note"),
        ("- - | groupe 3 | Merci !", "- groupe 3 | Merci !", "- thème | groupe | texte"),
        ("- lien-social | - | Le", "- lien-social | Le", "- thème | groupe"),
        ("- lien-social | - | Le", "- - | - | Le", "un point clé a un thème"),
        ("- lien-social | - | Le", "- lien-social | salles | Le", "groupe inconnu"),
        ("@POINTS", "@POINT", "@POINTS"),
    ],
)
def test_a_malformed_line_is_refused_with_its_number(swap, text, old, new, said):
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(CorpusError) as caught:
        swap(old, new)
    assert f"vaubrenne.txt, ligne {line} : " in str(caught.value)
    assert said in str(caught.value)


def test_an_unfinished_workshop_is_refused(read, text):
    with pytest.raises(CorpusError, match="n’est pas complet"):
        read(text[: text.index("@POINTS")])
    with pytest.raises(CorpusError, match="aucun passage"):
        read(text.replace("@POINTS", "@FICHIER vide.md | format=md | kind=note\n@POINTS"))


def test_text_before_a_file_and_latin_bytes_are_refused(read, tmp_path, scenario):
    from rendering.parser import read_master

    with pytest.raises(CorpusError, match="avant la première ligne « @FICHIER »"):
        read("@ATELIER 2022-03-02 Vaubrenne\nAC : Bonjour.\n")
    path = tmp_path / "latin.txt"
    path.write_bytes("@ATELIER 2022-07-04 Angoulême".encode("cp1252"))
    with pytest.raises(CorpusError, match="UTF-8"):
        read_master(path, scenario)


WORDS = st.text(alphabet="abé ’,.", min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(st.booleans(), WORDS), min_size=1))
def test_unmark_gives_back_every_word(pieces):
    from rendering.marks import unmark

    marked = "".join(f"⟦C|{words}⟧" if is_marked else words for is_marked, words in pieces)
    text, marks = unmark(marked)
    assert text == "".join(words for _, words in pieces)
    assert [text[mark.start : mark.end] for mark in marks] == [words for is_marked, words in pieces if is_marked]
