import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from pipeline.stages.ingest.readers.reading import Refused


def archive(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def sound(kind):
    stream = io.BytesIO()
    (Document() if kind == "docx" else Workbook()).save(stream)
    return stream.getvalue()


PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ce n’est pas un vrai fichier"),
        (b"<html>pas du tout</html>", "ce n’est pas un vrai fichier"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "mot de passe"),
        (archive({"autre.xml": "<a/>"}), "ce n’est pas un document"),
    ],
)
def test_another_type_of_file_is_refused(read, kind, content, said):
    with pytest.raises(Refused, match=said):
        read(f"a.{kind}", content)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_cut_short_is_refused(read, kind):
    data = sound(kind)
    with pytest.raises(Refused, match="endommagé"):
        read(f"a.{kind}", data[: len(data) // 2])


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_damaged_xml_is_refused(read, kind):
    with pytest.raises(Refused, match="endommagé"):
        read(f"a.{kind}", archive({PART[kind]: "<pas fini", "[Content_Types].xml": "<Types/>"}))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_bomb_is_not_unpacked(read, kind):
    with pytest.raises(Refused, match="décompressé, il dépasse 1 Mo"):
        read(f"a.{kind}", archive({PART[kind]: "0" * 2_000_000}), max_unpacked_mb=1)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_entities_are_refused(read, kind):
    bomb = '<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'
    with pytest.raises(Refused, match="fichier suspect"):
        read(f"a.{kind}", archive({PART[kind]: bomb}))


def test_a_large_file_is_not_opened(read):
    with pytest.raises(Refused, match="2 Mo, plus que max_file_mb"):
        read("a.txt", b"mot " * 500_000, max_file_mb=1)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.vtt", "a.srt"])
def test_a_picture_is_no_text(read, name):
    with pytest.raises(Refused, match="ce n’est pas un fichier de texte"):
        read(name, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_a_csv_with_an_endless_cell_is_refused(read):
    with pytest.raises(Refused, match="mal formé"):
        read("a.csv", 'a;b\n"' + "mot;" * 60_000)


@pytest.fixture
def mixed(write):
    """A workshop that can be read, beside all that cannot."""
    good = "MD : Il faut un fonds pour les études.\n\nJM : Oui.\n\nMD : Voilà.\n\nJM : Bon.\n"
    return write(
        {
            "Nevers/transcription.txt": good,
            "Nevers/a copie.txt": good,
            "Nevers/bombe.docx": archive({PART["docx"]: "0" * 2_000_000}),
            "Nevers/faux.xlsx": "pas un classeur",
            "Nevers/compte rendu.pdf": "%PDF",
            "Nevers/ancien.doc": b"\xd0\xcf\x11\xe0",
            "Nevers/whisper.json": "{}",
            "Nevers/photo.jpg": b"\xff\xd8",
            "Nevers/vide.txt": "",
            "Nevers/<script>alert(1).md": "Une idée.",
            "Vide/.gitkeep": "",
            "Photos/photo.jpg": b"\xff\xd8",
            "oublié.docx": "x",
        }
    )


def test_one_bad_file_never_takes_the_others_with_it(ingest, mixed):
    (mixed / "Nevers" / "cassé.txt").symlink_to(mixed / "nulle part")
    outcome = ingest(mixed, max_unpacked_mb=1)
    sources = outcome.tables["sources"].set_index("source")
    assert sources["status"].to_dict() == {
        "Nevers/<script>alert(1).md": "lu",
        "Nevers/a copie.txt": "lu",
        "Nevers/ancien.doc": "refusé",
        "Nevers/bombe.docx": "refusé",
        "Nevers/cassé.txt": "refusé",
        "Nevers/compte rendu.pdf": "refusé",
        "Nevers/faux.xlsx": "refusé",
        "Nevers/photo.jpg": "ignoré",
        "Nevers/transcription.txt": "ignoré",
        "Nevers/vide.txt": "vide",
        "Nevers/whisper.json": "refusé",
        "Photos/photo.jpg": "ignoré",
        "oublié.docx": "refusé",
    }
    assert sources.loc["Nevers/transcription.txt", "reason"] == "copie exacte de « Nevers/a copie.txt »"
    assert outcome.tables["workshops"]["folder"].tolist() == ["Nevers"]
    assert outcome.counts["fichiers"] + outcome.counts["fichiers_ecartes"] == len(sources)


def test_every_refusal_is_one_french_sentence_with_its_file(ingest, mixed):
    said = "\n".join(ingest(mixed, max_unpacked_mb=1).messages)
    for expected in (
        "Nevers/ancien.doc\u00a0: format non lu\u202f; enregistrez-le en .docx.",
        "Nevers/bombe.docx\u00a0: décompressé, il dépasse 1 Mo",
        "Nevers/compte rendu.pdf\u00a0: format non lu\u202f; exportez-le en .docx ou .txt",
        "Nevers/vide.txt\u00a0: aucun texte.",
        "oublié.docx\u00a0: à la racine du cycle\u202f; déplacez-le dans le sous-dossier de son atelier.",
        "Nevers/photo.jpg, Photos/photo.jpg\u00a0: format non reconnu",
        "Atelier «\u00a0Vide\u00a0»\u00a0: le dossier est vide",
        "Atelier «\u00a0Photos\u00a0»\u00a0: aucun texte lisible",
    ):
        assert expected in said


def test_a_folder_that_cannot_be_listed_is_said(ingest, write, monkeypatch):
    from pathlib import Path

    cycle = write({"Nevers/a.txt": "Une idée.", "Fermé/b.txt": "x"})
    iterdir = Path.iterdir

    def refusing(path):
        if path.name == "Fermé":
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert "Dossier «\u00a0Fermé\u00a0»\u00a0: illisible\u202f; vérifiez les droits d’accès." in ingest(cycle).messages
