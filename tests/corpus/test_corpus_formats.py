import csv
import datetime
import io
import itertools
import json
import re
import zipfile
from dataclasses import replace

import pytest

from pipeline.errors import CorpusError


@pytest.fixture
def master(read):
    return read()


@pytest.fixture
def made(master):
    """The words of a document of the small workshop, written in a format."""
    from rendering.formats import write

    def _made(number, format_, kind=None):
        document = master.documents[number]
        return write(master, replace(document, format=format_, kind=kind or document.kind))

    return _made


def paragraphs(data):
    from docx import Document

    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_teams_export(made):
    lines = paragraphs(made(0, "teams-docx"))
    assert lines[0] == "Vaubrenne-20220302_093200-Transcription de la réunion"
    assert lines[1] == "2 mars 2022, 09:32AM"
    assert re.fullmatch(r"0h 0m \d+s", lines[2])
    assert lines[3] == "Anne CLAVEL a commencé la transcription"
    assert re.fullmatch(r"Anne CLAVEL   0:0\d", lines[4])
    assert lines[5] == "Bonjour à toutes et à tous."
    assert lines[9] == "Ben, euh, l'équilibre, on l'a pas. Voilà. Il faudrait un fonds."
    assert lines[-1] == "Anne CLAVEL a arrêté la transcription"


def test_labelled_word(made):
    (line,) = paragraphs(made(1, "docx-labels"))
    assert line.endswith(" : Et la salle, nous on l'ouvrirait bien aux habitants, quoi.")


def test_word_notes_have_real_headings(made):
    from docx import Document

    styles = [paragraph.style.name for paragraph in Document(io.BytesIO(made(2, "docx-notes"))).paragraphs]
    assert styles == ["Heading 1", "List Bullet", "Heading 1", "List Bullet", "Normal"]


def test_labelled_text(made):
    turns = made(0, "txt").decode().strip().split("\n\n")
    assert [turn.split(" : ", 1)[1] for turn in turns][2].startswith("Ben, euh, l'équilibre")
    assert turns[0].startswith("Anne CLAVEL : ")


def test_notes_in_markdown_and_in_plain_text(made):
    assert made(2, "md").decode() == (
        "# Le titre\n\n- Un tiers des opérations abandonnées\n\n## La suite\n\n- Fonds d'avance\nUne ligne sans puce.\n"
    )
    assert made(2, "txt").decode().startswith("Le titre\n\n- Un tiers des opérations abandonnées\n\nLa")


def test_chat_shows_the_time_and_the_name_above_the_message(made):
    blocks = [block.split("\n") for block in made(0, "chat", "chat").decode().strip().split("\n\n")]
    assert all(re.fullmatch(r"10:\d\d:\d\d [A-Z][\w-]+ \w+", head) for head, _ in blocks)
    assert [head for head, _ in blocks] == sorted(head for head, _ in blocks)
    assert blocks[0][1] == "Bonjour à toutes et à tous."


def long_turn(master, made_of):
    document = master.documents[0]
    item = replace(document.items[0], text=made_of)
    return replace(document, lines=(item, *document.items[1:]))


SPEECH = " ".join(f"mot{number} qu'on dit aujourd'hui, enfin, voilà," for number in range(40))


def cues(data, arrow="-->"):
    for block in data.decode().strip().split("\n\n"):
        lines = block.split("\n")
        at = next((n for n, line in enumerate(lines) if arrow in line), None)
        if at is not None:
            yield lines[at], lines[at + 1 :]


def test_srt_cues_are_short_and_give_back_the_words(master):
    from rendering.cues import srt

    read = list(cues(srt(master, long_turn(master, SPEECH))))
    assert all(len(lines) <= 2 and all(len(line) <= 42 for line in lines) for _, lines in read)
    words = " ".join(line for _, lines in read for line in lines)
    assert words.startswith(f"Anne CLAVEL : {SPEECH} Anne CLAVEL : Qu'est-ce qui coince")
    assert read[0][0].count(",") == 2


def test_cue_times_grow_and_never_overlap(master):
    from rendering.cues import srt

    times = [time.replace(",", ".").split(" --> ") for time, _ in cues(srt(master, long_turn(master, SPEECH)))]
    assert all(start < end for start, end in times)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(times))


def test_vtt_is_read_by_webvtt_with_its_voices(master, tmp_path):
    import webvtt

    from rendering.cues import teams_vtt

    path = tmp_path / "séance.vtt"
    path.write_bytes(teams_vtt(master, long_turn(master, SPEECH)))
    captions = webvtt.read(str(path)).captions
    assert " ".join(" ".join(caption.text.split()) for caption in captions if caption.voice == "Anne Clavel") == (
        f"{SPEECH} Qu'est-ce qui coince, concrètement ?"
    )
    assert re.fullmatch(r"[0-9a-f-]{36}/1-0", captions[0].identifier)


def test_vtt_escapes_what_would_be_a_tag(master):
    from rendering.cues import teams_vtt

    assert b"R&amp;D &lt;b>" not in teams_vtt(master, long_turn(master, "La R&D <b> enfin"))
    assert b"La R&amp;D &lt;b&gt; enfin" in teams_vtt(master, long_turn(master, "La R&D <b> enfin"))


def test_csv_of_excel_and_of_the_web(made):
    rows = list(csv.reader(io.StringIO(made(3, "csv").decode("cp1252"), newline=""), delimiter=";"))
    assert rows == [
        ["groupe", "thème", "texte"],
        ["groupe 2", "Financement", "Fonds d'avance ; vite"],
        ["groupe 3", "Divers", "Merci !"],
    ]
    web = made(3, "csv-simple")
    assert web.startswith(b"\xef\xbb\xbfTable,Contribution\r\n")


def test_workbook_has_a_sheet_without_opinions(made):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(made(3, "xlsx")))
    assert book.sheetnames == ["Post-its", "Participants"]
    assert [cell.value for cell in book["Post-its"][2]] == ["groupe 2", "Financement", "Fonds d'avance ; vite"]
    assert book["Participants"]["A2"].value == "Anne Clavel"


@pytest.mark.parametrize(("number", "format_"), [(0, "teams-docx"), (2, "docx-notes"), (3, "xlsx")])
def test_office_files_hold_no_clock(made, number, format_):
    data = made(number, format_)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2022-03-02T12:00:00Z") == 2
    assert str(datetime.datetime.now(tz=datetime.UTC).year) not in core


def test_an_unknown_format_and_a_lost_character_are_refused(master, made):
    from rendering.formats import write

    with pytest.raises(CorpusError, match=r"Séance\.docx.*« odt » \(transcript\) est inconnu"):
        made(0, "odt")
    postits = master.documents[3]
    lost = replace(postits, lines=(replace(postits.items[0], text="un → deux"),))
    with pytest.raises(CorpusError, match=r"Post-its\.csv.*« → » n’existe pas en"):
        write(master, lost)


def test_labels_slip_now_and_then_and_always_alike(master):
    from rendering.labels import typed

    speaker = master.documents[0].items[2]
    labels = [typed("séance", replace(speaker, n=n), "Jean-Noël DÉSORMIÈRE") for n in range(3000)]
    assert labels == [typed("séance", replace(speaker, n=n), "Jean-Noël DÉSORMIÈRE") for n in range(3000)]
    slips = [label for label in labels if label != "Jean-Noël DÉSORMIÈRE"]
    assert 120 < len(slips) < 280
    assert set(slips) == {
        "J.-N. DÉSORMIÈRE",
        "Désormière Jean-Noël",
        "Jean-Noel Desormiere",
        "JEAN-NOËL DÉSORMIÈRE",
        "jean-noël désormière",
    }


def test_answers_follow_the_masters(master, scenario):
    from rendering.answers import gold, lines

    answers = gold([master], scenario)
    assert len(answers.passages) == sum(len(document.items) for document in master.documents)
    assert answers.passages[2].speaker == "Jean-Noël Désormière"
    assert answers.passages[-1].role is None
    (fund, room) = answers.propositions
    assert (fund.group, [place.source for place in fund.occurrences]) == (
        "fonds-amorcage",
        [f"2022-03-02 Vaubrenne/{name}" for name in ("Séance.docx", "Notes.md", "Post-its.csv")],
    )
    assert room.ateliers == ("2022-03-02 Vaubrenne",)
    assert json.loads(lines(answers.points).decode().split("\n")[0])["text"] == "Un fonds est demandé."
