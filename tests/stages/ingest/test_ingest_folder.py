import unicodedata

import pytest

from pipeline.errors import CorpusError
from pipeline.stages.ingest.folder import clean_name, corpus_digest, read_folder


def test_files_belong_to_their_top_folder_however_deep(write):
    folder = read_folder(write({"Nevers/Jour 1/Matin/a.txt": "x", "Nevers/b.txt": "x", "Laon/c.txt": "x"}))
    assert [workshop.workshop_id for workshop in folder.workshops] == ["laon", "nevers"]
    assert [file.source for file in folder.workshops[1].files] == ["Nevers/Jour 1/Matin/a.txt", "Nevers/b.txt"]


def test_what_is_not_the_analysts_is_not_seen(write):
    folder = read_folder(
        write(
            {
                "cycle.toml": "",
                "README.md": "x",
                ".DS_Store": "x",
                "corrections.jsonl": "x",
                ".synthese/x.txt": "x",
                "__MACOSX/Nevers/a.txt": "x",
                "Nevers/atelier.toml": "",
                "Nevers/~$Notes.docx": "x",
                "Nevers/.cache/x.txt": "x",
                "Nevers/Notes.docx": "x",
                "oublié.docx": "x",
            }
        )
    )
    assert folder.metadata.source == "cycle.toml"
    assert [file.source for file in folder.strays] == ["oublié.docx"]
    assert [workshop.folder for workshop in folder.workshops] == ["Nevers"]
    assert folder.workshops[0].metadata.source == "Nevers/atelier.toml"
    assert [file.source for file in folder.workshops[0].files] == ["Nevers/Notes.docx"]


def test_names_are_composed_and_unique(write):
    decomposed = unicodedata.normalize("NFD", "Évreux/Été.txt")
    folder = read_folder(write({decomposed: "un", "Évreux/Été.txt": "deux", "evreux/a.txt": "x"}))
    assert [workshop.folder for workshop in folder.workshops] == ["evreux", "Évreux", "Évreux 2"]
    assert [workshop.workshop_id for workshop in folder.workshops] == ["evreux", "evreux-2", "evreux-2-2"]
    assert all(unicodedata.is_normalized("NFC", file.source) for one in folder.workshops for file in one.files)


def test_names_in_an_old_encoding_are_read():
    assert clean_name("Angoul\udceame") == "Angoulême"


def test_a_link_to_its_own_folder_does_not_loop(write):
    cycle = write({"Nevers/a.txt": "x"})
    (cycle / "Nevers" / "encore").symlink_to(cycle / "Nevers")
    assert [file.source for file in read_folder(cycle).workshops[0].files] == ["Nevers/a.txt"]


def test_a_missing_folder_is_one_french_sentence(tmp_path):
    with pytest.raises(CorpusError, match="dossier introuvable ; donnez le dossier d’un cycle"):
        read_folder(tmp_path / "rien")


def test_the_digest_follows_names_and_contents_but_not_the_ledger(write):
    cycle = write({"Nevers/a.txt": "un", "cycle.toml": "titre = 'x'"})
    first = corpus_digest(cycle)
    (cycle / "corrections.jsonl").write_text("{}")
    (cycle / ".synthese").mkdir()
    assert corpus_digest(cycle) == first
    digests = {first}
    for path, content in (("Nevers/a.txt", "deux"), ("Nevers/b.txt", "x"), ("cycle.toml", ""), ("Laon/.vide", "")):
        write({path: content})
        digests.add(corpus_digest(cycle))
    assert len(digests) == 5
