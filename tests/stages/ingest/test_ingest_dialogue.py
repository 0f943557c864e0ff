import pytest

LABELLED = """Transcription de l’atelier de Nevers

P1 : Bonjour à tous, on commence.

JB : Merci. Alors l’équilibre, on l’a pas.

Il y a 2 options : vendre ou attendre.

P1 : D’accord.

10:30 Meeting: c’est ce qui était noté au tableau.

JB oui, bien sûr.

P1 : Et ensuite ?

JB : Ensuite : rien.
"""


def test_labels_are_those_of_the_file_and_other_paragraphs_join_the_turn(read, shown):
    reading = read("transcription.txt", LABELLED)
    assert reading.kind == "transcript"
    assert shown(reading) == [
        ("P1", "Bonjour à tous, on commence."),
        ("JB", "Merci. Alors l’équilibre, on l’a pas. Il y a 2 options : vendre ou attendre."),
        ("P1", "D’accord. 10:30 Meeting: c’est ce qui était noté au tableau."),
        ("JB", "oui, bien sûr."),
        ("P1", "Et ensuite ?"),
        ("JB", "Ensuite : rien."),
    ]
    assert [turn.locator for turn in reading.turns][:2] == ["ligne 3", "ligne 5"]
    assert reading.notes == ("1 ligne(s) d’en-tête ou de titre lues comme contexte",)


# Each file says the same two turns, twice; {} is where its own marks go.
SHAPES = {
    "name": "Marie Dupont : {a}\n\nJean Martin : {b}\n\n",
    "no blank line": "Marie Dupont : {a}\nJean Martin : {b}\n",
    "no space": "Marie Dupont: {a}\nJean Martin:{b}\n",
    "name first": "DUPONT Marie : {a}\n\nMARTIN Jean : {b}\n\n",
    "civility": "Mme DUPONT : {a}\n\nM. MARTIN : {b}\n\n",
    "initials": "MD : {a}\n\nJM : {b}\n\n",
    "dotted initials": "M.D. : {a}\n\nJ.M. : {b}\n\n",
    "capitals": "DUPONT : {a}\n\nMARTIN : {b}\n\n",
    "brackets": "[Marie Dupont] {a}\n\n[Jean Martin] {b}\n\n",
    "structure": "Marie Dupont (Picardie Logis) : {a}\n\nJean Martin (DDT) : {b}\n\n",
    "function": "Marie Dupont, Picardie Logis : {a}\n\nJean Martin, préfet : {b}\n\n",
    "parts": "Animatrice : {a}\n\nUn participant : {b}\n\n",
    "numbers": "Speaker 1 : {a}\n\nSpeaker 2 : {b}\n\n",
    "stamp before": "[00:05:27] Marie Dupont : {a}\n\n[00:06:00] Jean Martin : {b}\n\n",
    "stamp after": "Marie Dupont (00:05:27) : {a}\n\nJean Martin (00:06:00) : {b}\n\n",
    "time and name above": "00:05:27 Marie Dupont\n{a}\n\n00:06:00 Jean Martin\n{b}\n\n",
    "time and number above": "## 00:05:27 Speaker 1\n\n{a}\n\n## 00:06:00 Speaker 2\n\n{b}\n\n",
    "name and time above": "Marie Dupont   5:27\n{a}\n\nJean Martin   6:00\n{b}\n\n",
    "name above": "Marie Dupont\n{a}\n\nJean Martin\n{b}\n\n",
    "bold": "**Marie Dupont** : {a}\n\n**Jean Martin** : {b}\n\n",
}
SAID = {"a": "Il faut un fonds pour les études.", "b": "Nous, on a dit oui : c’est noté."}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_way_of_saying_who_speaks(read, shown, shape):
    reading = read("séance.md", SHAPES[shape].format(**SAID) * 3)
    turns = shown(reading)
    assert reading.kind == "transcript"
    assert [text for _, text in turns] == [SAID["a"], SAID["b"]] * 3
    speakers = [speaker for speaker, _ in turns]
    assert len(set(speakers)) == 2
    assert speakers == speakers[:2] * 3


def test_times_are_seconds_from_the_start(read):
    reading = read("a.txt", SHAPES["time and name above"].format(**SAID) * 2)
    assert [turn.start_s for turn in reading.turns][:2] == [327.0, 360.0]


def test_a_header_without_words_says_nothing(read, shown):
    text = "## 00:00:05 Speaker 1\n\n## 00:00:09 Speaker 2\nOui.\n\n## 00:00:12 Speaker 1\nBien.\n"
    assert shown(read("a.md", text)) == [("Speaker 2", "Oui."), ("Speaker 1", "Bien.")]


def test_a_declared_participant_is_a_label_whatever_its_case(read, shown):
    text = "marie dupont : Oui.\n\nJean Martin : Non.\n\nJean Martin : Si.\n\nMARTIN JEAN : Bien.\n"
    assert [speaker for speaker, _ in shown(read("a.txt", text, "Marie Dupont"))] == [
        "marie dupont",
        "Jean Martin",
        "Jean Martin",
        "MARTIN JEAN",
    ]


FUNCTIONS = """Présidente de séance : Le quorum y est.
Directrice des mobilités : Je présente la ligne.
Vice-président aux finances : Elle coûte deux millions.
Présidente de séance : Merci.
Directrice des mobilités : Elle passe par la gare.
Représentant de la MSA : Et le dimanche ?
Présidente de séance : On y vient.
"""


def test_a_function_is_a_speaker_even_once_where_others_of_the_file_are(read, shown):
    said = shown(read("Transcription.txt", FUNCTIONS))
    assert [speaker for speaker, _ in said] == [line.split(" : ")[0] for line in FUNCTIONS.splitlines()]


def test_a_turn_before_the_first_label_has_words_and_no_speaker(read, shown):
    said = shown(read("Transcription.txt", f"Le quorum y est, on commence.\n\n{FUNCTIONS}"))
    assert said[0] == (None, "Le quorum y est, on commence.")
    assert len(said) == 8


NOTES = """Nevers, 11 octobre, notes de séance

- Rue des Tanneurs : 2 960 € du m²
- Bailleurs et agglo : ne plus compter les friches
- État : exceptions illisibles
- État : effet d’aubaine

Freins :
* le portage est trop court
* personne ne
"""


def test_subjects_of_notes_are_not_speakers(read, shown):
    reading = read("Notes.txt", NOTES)
    assert reading.kind == "note"
    assert [speaker for speaker, _ in shown(reading)] == [None] * 6
    assert reading.turns[0].text == "Rue des Tanneurs : 2 960 € du m²"
    assert reading.turns[0].locator == "ligne 3, sous « Nevers, 11 octobre, notes de séance »"
    assert reading.turns[4].locator == "ligne 9, sous « Freins »"
    assert reading.notes == ("2 titre(s) lus comme contexte",)


def test_markdown_titles_lists_and_wrapped_paragraphs(read, shown):
    text = (
        "---\ntitle: x\n---\n# Séance\n\nUn paragraphe\ncoupé en deux.\n\n## Leviers\n"
        "- [x] une **vraie** [avance](https://a.fr)\n  1. deux\n> trois\n***\nTitre\n=====\nquatre\n"
    )
    reading = read("Notes.md", text)
    assert [said for _, said in shown(reading)] == [
        "Un paragraphe coupé en deux.",
        "une vraie avance",
        "deux",
        "trois",
        "quatre",
    ]
    assert reading.turns[1].locator == "ligne 10, sous « Leviers »"
    assert reading.turns[4].locator.endswith("sous « Titre »")


def test_a_markdown_table_of_opinions(read, shown):
    text = "# T\n\n| groupe | texte |\n| --- | --- |\n| 1 | Un fonds pour les études |\n| 2 | Des toits à refaire |\n"
    assert shown(read("Notes.md", text)) == [(None, "Un fonds pour les études"), (None, "Des toits à refaire")]


def test_lines_wrapped_at_eighty_columns_are_one_paragraph(read, shown):
    text = "Les bailleurs disent que le foncier du centre ancien coûte trop cher et\nqu’il faut attendre.\nautre idée\n"
    assert [said for _, said in shown(read("Notes.txt", text))] == [
        "Les bailleurs disent que le foncier du centre ancien coûte trop cher et qu’il faut attendre.",
        "autre idée",
    ]


def test_stage_directions_stand_apart(read, shown):
    text = "MD : On a perdu.\n\n(Rires)\n\nOn recommence.\n\nJM : Oui (sourire) bien sûr.\n\nMD : Bon.\n\nJM : Bon.\n"
    assert shown(read("a.txt", text))[:4] == [
        ("MD", "On a perdu."),
        (None, "(Rires)"),
        ("MD", "On recommence."),
        ("JM", "Oui (sourire) bien sûr."),
    ]


CHATS = {
    "two lines": "10:32:05 Marie Dupont\nBonjour.\nEt merci.\n\n10:33:00 Jean Martin\n+1\n",
    "zoom": (
        "10:32:05\tDe Marie Dupont à Tout le monde:\n\tBonjour.\n\tEt merci.\n"
        "10:33:00\tDe Jean Martin à Tout le monde:\n\t+1\n"
    ),
    "zoom, one line": "10:32:05 De Marie Dupont à Tout le monde : Bonjour. Et merci.\n10:33:00 De Jean Martin : +1\n",
    "english": (
        "10:32:05 From Marie Dupont to Everyone:\nBonjour. Et merci.\n10:33:00 From Jean Martin to Everyone:\n+1\n"
    ),
}


@pytest.mark.parametrize("shape", CHATS)
def test_chats(read, shown, shape):
    reading = read("Conversation.txt", CHATS[shape])
    assert reading.kind == "chat"
    assert shown(reading) == [("Marie Dupont", "Bonjour. Et merci."), ("Jean Martin", "+1")]
    assert reading.turns[0].start_s is None
    assert reading.turns[0].locator == "ligne 1, à 10:32:05"


def test_a_chat_takes_any_display_name(read, shown):
    text = "10:32:05 De iPhone de marie à Tout le monde : Bonjour\n10:33:00 De jdupont75 à Tout le monde : +1\n"
    assert [speaker for speaker, _ in shown(read("a.txt", text))] == ["iPhone de marie", "jdupont75"]


def test_timed_lines_of_a_speech_recogniser_name_nobody(read, shown):
    text = "[00:00:01.000 --> 00:00:03.000] Alors on voit bien\n[00:00:03.000 --> 00:00:05.000] que ça coince.\n"
    reading = read("whisper.txt", text)
    assert shown(reading) == [(None, "Alors on voit bien que ça coince.")]
    assert (reading.turns[0].start_s, reading.turns[0].end_s) == (1.0, 5.0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(read, shown, encoding, end):
    text = "Élu : L’équilibre coûte 3 000 €.\n\nMaire : C’est « ça ».\n\nÉlu : Été.\n\nMaire : Noël.\n"
    turns = shown(read("a.txt", text.replace("\n", end).encode(encoding)))
    assert turns[:2] == [("Élu", "L’équilibre coûte 3 000 €."), ("Maire", "C’est « ça ».")]


def test_old_bytes_inside_utf8(read, shown):
    data = "MD : d\x92accord, l’été à Orléans\n\nJM : né\n\n".encode() + b"MD : l\x92\xe9t\xe9\n\nJM : oui\n"
    assert shown(read("a.txt", data))[::2] == [("MD", "d’accord, l’été à Orléans"), ("MD", "l’été")]
