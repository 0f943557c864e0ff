import io
import random
import shutil

import pandas as pd
import pytest

from pipeline import tables
from pipeline.errors import ConfigError, CorpusError
from pipeline.stages.ingest import STAGE

TALK = """MD : Bonjour à tous, on commence ?

JM : Oui. {town} manque de moyens, et {town} le dit depuis longtemps sans être entendue par personne.

Personne ne répond : ni l’État, ni la Région.

MD : Qu’est-ce qu’il faudrait ?

AB : Un fonds. {town} avance les études aujourd’hui, et quand l’opération s’arrête, tout est perdu.

MD : Merci. Et vous ?

JM : Oui.

MD : On conclut ?

JM : Oui.

MD : Merci à tous, bonne route.
"""
TOWNS = ["Laon", "Nevers", "Cognac", "Guéret", "Tulle", "Vierzon", "Decize", "Ham", "Guise", "Ruffec"]


def ten(write, name="cycle", shuffle=0):
    files = {f"{town}/transcription.txt": TALK.format(town=town) for town in TOWNS}
    files |= {f"{town}/themes.jsonl": "{}" for town in TOWNS}
    order = sorted(files)
    random.Random(shuffle).shuffle(order)
    return write({path: files[path] for path in order}, name)


def test_ten_plain_transcripts_need_nothing_else(write, ingest):
    outcome = ingest(ten(write))
    for name in STAGE.writes:
        tables.check(name, outcome.tables[name])
        tables.to_bytes(name, outcome.tables[name])
    assert outcome.counts == {
        "ateliers": 10,
        "fichiers": 10,
        "fichiers_ecartes": 10,
        "prises_de_parole": 90,
        "mots": outcome.tables["utterances"]["text"].str.split().str.len().sum(),
        "locuteurs": 30,
    }
    workshops = outcome.tables["workshops"]
    assert workshops["town"].tolist() == sorted(TOWNS)
    assert workshops["date"].isna().all()
    roles = outcome.tables["speakers"].set_index(["workshop_id", "speaker"])["role"]
    assert roles["laon"].to_dict() == {"AB": "inconnu", "JM": "inconnu", "MD": "animation"}
    assert any(
        message.startswith("Laon\u00a0: animation déduite pour MD (80\u00a0% de questions")
        for message in outcome.messages
    )


def test_the_order_of_files_changes_no_byte(write, ingest):
    first, second = (ingest(ten(write, name="cycle", shuffle=seed)) for seed in (1, 2))
    shutil.rmtree(ten(write))
    third = ingest(ten(write, shuffle=3))
    for name in STAGE.writes:
        data = {tables.to_bytes(name, outcome.tables[name]) for outcome in (first, second, third)}
        assert len(data) == 1, name
    assert first.messages == third.messages


def test_an_utterance_keeps_its_words_place_and_id(write, ingest):
    utterances = ingest(write({"Nevers/Jour 1/a.txt": TALK.format(town="Nevers")})).tables["utterances"]
    assert utterances["position"].tolist() == list(range(9))
    assert utterances["text"][1].endswith("Personne ne répond : ni l’État, ni la Région.")
    assert (utterances["source"] == "Nevers/Jour 1/a.txt").all()
    same = utterances[utterances["text"] == "Oui."]
    assert len(same) == 2
    assert same["utterance_id"].is_unique
    assert utterances["locator"].tolist() == [f"ligne {n}" for n in (1, 3, 7, 9, 11, 13, 15, 17, 19)]


def test_an_id_follows_the_words_not_the_rest_of_the_file(write, ingest):
    text = TALK.format(town="Nevers")
    before = ingest(write({"Nevers/a.txt": text})).tables["utterances"]
    after = ingest(write({"Nevers/a.txt": "JM : Avant tout, bonjour.\n\n" + text})).tables["utterances"]
    assert set(before["utterance_id"]) < set(after["utterance_id"])


METADATA = {
    "cycle.toml": """
titre = "Cœurs de ville"
commanditaire = "USH"
[[themes]]
libelle = "Vacance"
[glossaire]
ORT = "opération de revitalisation"
[roles]
"Maison Bleue" = "recherche"
""",
    "2022-10-11 Nevers/atelier.toml": """
titre = "Bien vieillir"
themes = ["Adaptation"]
animateurs = ["Mathilde Denis (Espacité)"]
participants_attendus = 50
[[participants]]
nom = "Jean Morel"
structure = "CARSAT"
role = "caisse"
""",
    "2022-10-11 Nevers/a.txt": TALK.format(town="Nevers"),
    "2022-10-11 Nevers/Chat.txt": "10:00:00 De Anna Blum (Maison Bleue) à Tout le monde : Merci\n",
}


def test_metadata_say_the_rest(write, ingest):
    outcome = ingest(write(METADATA))
    workshop = outcome.tables["workshops"].iloc[0]
    assert (workshop["title"], workshop["town"], workshop["date"]) == ("Bien vieillir", "Nevers", "2022-10-11")
    assert (workshop["agenda"], workshop["expected_participants"], workshop["n_speakers"]) == (["Adaptation"], 50, 3)
    speakers = outcome.tables["speakers"].set_index("speaker")
    assert speakers["role"].to_dict() == {
        "Anna Blum": "recherche",
        "Jean Morel": "caisse",
        "Mathilde Denis": "animation",
    }
    assert speakers["role_origin"].to_dict() == {
        "Anna Blum": "déduit",
        "Jean Morel": "déclaré",
        "Mathilde Denis": "déclaré",
    }
    assert speakers["structure"].to_dict() == {
        "Anna Blum": "Maison Bleue",
        "Jean Morel": "CARSAT",
        "Mathilde Denis": "Espacité",
    }
    assert list(speakers.loc["Anna Blum", "spellings"]) == ["AB", "Anna Blum (Maison Bleue)"]
    assert outcome.tables["cycle"].set_index("key")["value"].to_dict() == {
        "titre": "Cœurs de ville",
        "commanditaire": "USH",
        "dossier": "cycle",
    }
    assert outcome.tables["glossary"]["term"].tolist() == ["ORT"]
    assert outcome.tables["guided_themes"]["label"].tolist() == ["Vacance"]
    assert not outcome.messages


def test_kinds_come_from_names_and_shapes(write, ingest):
    cycle = write(
        {
            "A/Notes de séance.md": "- une idée",
            "A/Post-its.csv": "texte\nun fonds pour les études\n",
            "A/Matin.txt": TALK.format(town="A"),
            "A/Conversation.txt": "10:00:00 De Zoé Lin à Tout le monde : Merci\n",
            "A/idées.txt": "une idée\nune autre idée\n",
        }
    )
    sources = ingest(cycle).tables["sources"].set_index("source")["kind"]
    assert sources.to_dict() == {
        "A/Notes de séance.md": "note",
        "A/Post-its.csv": "postit",
        "A/Matin.txt": "transcript",
        "A/Conversation.txt": "chat",
        "A/idées.txt": "note",
    }


def test_faults_of_every_metadata_file_come_at_once(write, ingest):
    with pytest.raises(ConfigError) as fault:
        ingest(
            write({"cycle.toml": "titer = 1", "A/atelier.toml": "vile = 2", "A/a.txt": "x", "B/atelier.toml": "= 3"})
        )
    assert "cycle.toml" in str(fault.value)
    assert "A/atelier.toml" in str(fault.value)
    assert "B/atelier.toml, ligne 1" in str(fault.value)


def test_a_cycle_without_workshops_says_what_a_cycle_is(write, ingest):
    with pytest.raises(CorpusError, match="aucun atelier ; un cycle contient un sous-dossier par atelier"):
        ingest(write({"a.txt": "Une idée."}))


def test_a_cycle_without_words_says_why_file_by_file(write, ingest):
    with pytest.raises(CorpusError, match="aucun atelier n’a de texte lisible") as fault:
        ingest(write({"A/a.pdf": "x", "B/b.txt": ""}))
    assert "A/a.pdf" in str(fault.value)
    assert "B/b.txt" in str(fault.value)


def test_the_inference_can_be_turned_off(write, ingest):
    speakers = ingest(ten(write), infer_facilitators=False).tables["speakers"]
    assert set(speakers["role"]) == {"inconnu"}


def test_missing_values_are_null_in_parquet(write, ingest):
    outcome = ingest(write({"Nevers/Notes.md": "- une idée"}))
    row = pd.read_parquet(io.BytesIO(tables.to_bytes("utterances", outcome.tables["utterances"]))).iloc[0]
    assert row[["speaker", "speaker_id", "start_s", "end_s"]].isna().all()
    assert row["role"] == "inconnu"


def test_a_workshop_that_expects_a_number_beside_one_that_does_not(write, ingest):
    files = {"A/atelier.toml": "participants_attendus = 50", "A/a.txt": "Une idée.", "B/b.txt": "Une autre idée."}
    frame = ingest(write(files)).tables["workshops"]
    stored = tables.from_bytes(tables.to_bytes("workshops", frame))
    assert stored["expected_participants"][0] == 50
    assert pd.isna(stored["expected_participants"][1])
