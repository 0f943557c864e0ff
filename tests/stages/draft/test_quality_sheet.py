import re
from pathlib import Path

import pandas as pd
import pytest

from pipeline.stages.draft.material import gather
from pipeline.stages.draft.outline import Bullets, Paragraph, Table
from pipeline.stages.draft.quality_sheet import UNSEEN_FOUND, UNSEEN_RIGHT, quality_sheet
from pipeline.stages.propose import learned


@pytest.fixture
def sheet(cycle_tables):
    """The sheet's checks by lead, its paragraphs, and its table's rows; a test changes the tables first."""

    def _sheet():
        blocks = quality_sheet(gather(cycle_tables))
        checks = {item.lead: item.text for block in blocks if isinstance(block, Bullets) for item in block.items}
        rows = [[cell.text for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows]
        return checks, [block.text for block in blocks if isinstance(block, Paragraph)], rows

    return _sheet


def test_what_the_program_doubts_comes_first(sheet, cycle_tables):
    unsure = cycle_tables["proposals"].query("status == 'à confirmer'")
    assert 1 < len(unsure) <= 8
    checks, _, _ = sheet()
    numbers = ", ".join(str(number) for number in unsure["number"][:-1]) + f" et {unsure['number'].iloc[-1]}"
    assert next(iter(checks)) == "Propositions à confirmer"
    assert checks["Propositions à confirmer"].startswith(
        f"{len(unsure)} sur {len(cycle_tables['proposals'])}, à commencer"
    )
    assert f"n°\u00a0{numbers} ;" in checks["Propositions à confirmer"]


def test_propositions_that_may_be_one_are_paired_once(sheet, cycle_tables):
    proposals = cycle_tables["proposals"]
    one, two = proposals["proposal_id"][:2]
    proposals["nearby"] = [[two], [one], *([] for _ in proposals["proposal_id"][2:])]
    assert sheet()[0]["Propositions à rapprocher"] == ("une paire dit peut-être la même mesure : n°\u00a01 et 2.")


def test_a_theme_whose_borders_move_is_fragile(sheet):
    checks, _, rows = sheet()
    assert checks["Thèmes fragiles"].startswith("« Ingénierie des petites communes » ; leurs passages changent")
    verdicts = {row[0]: (row[1], row[-1]) for row in rows}
    assert verdicts["Ingénierie des petites communes"] == ("0 %", "fragile")
    assert verdicts["Financer la réhabilitation des centres anciens"] == ("100 %", "robuste")


def test_a_theme_that_was_not_measured_is_not_called_fragile(sheet, cycle_tables):
    cycle_tables["segments"]["robust"] = None
    checks, _, rows = sheet()
    assert "Thèmes fragiles" not in checks
    assert {row[-1] for row in rows} == {"non mesuré"}


def test_a_theme_of_one_voice_is_said_and_never_robust(sheet, cycle_tables):
    cycle_tables["themes"]["n_speakers"] = 1
    checks, _, rows = sheet()
    assert checks["Thèmes d’une seule voix"].endswith(" : une seule personne en parle.")
    assert "robuste" not in {row[-1] for row in rows}


def test_a_role_that_one_person_holds_is_as_good_as_a_name(sheet, cycle_tables):
    assert sheet()[0]["Voix reconnaissables"] == (
        "Saint-Quentin (bailleur social, collectivité et représentant de l’État) ; "
        "Angoulême (bailleur social, collectivité et association) ; "
        "Nevers (bailleur social, caisse de retraite et locataire) : "
        "une seule personne y tient ce rôle, la signature de ses citations la désigne."
    )
    speakers = cycle_tables["speakers"]
    cycle_tables["speakers"] = pd.concat([speakers, speakers.assign(speaker_id=speakers["speaker_id"] + "x")])
    assert "Voix reconnaissables" not in sheet()[0]


def test_guessed_and_unknown_roles_are_said(sheet, cycle_tables):
    speakers = cycle_tables["speakers"]
    speakers.loc[speakers["role"] == "animation", "role_origin"] = "déduit"
    checks, _, _ = sheet()
    assert checks["Animation déduite"].startswith("elle n’est pas déclarée (Saint-Quentin), ")
    assert checks["Rôles inconnus"].startswith("un intervenant est signé « Participant »")


def test_files_without_words_and_turns_without_names_are_said(sheet, cycle_tables):
    cycle_tables["utterances"]["speaker_id"] = None
    checks, _, _ = sheet()
    assert checks["Fichiers sans parole"] == "nevers/Affiche.pdf."
    spoken = (cycle_tables["utterances"]["kind"] == "transcript").sum()
    assert checks["Prises de parole sans nom"].startswith(f"{spoken} sur {spoken} : ")


def test_what_was_set_aside_is_counted(sheet, cycle_tables):
    assert (~cycle_tables["segments"]["fate"].isin(["retenu", "animation"])).sum() == 3
    cycle_tables["statements"]["reason"] = ["niee", *cycle_tables["statements"]["reason"][1:]]
    said = sheet()[1][1]
    assert "une demande écartée par les règles" in said
    assert "trois passages mis de côté" in said


def test_what_the_sheet_promises_is_on_the_card_of_the_model():
    card = (Path(learned.__file__).parent / "FICHE.md").read_text(encoding="utf-8")
    row = re.search(r"ateliers du corpus d’exemple \| [\d,]+ \(([\d,]+) / ([\d,]+)\)", card)
    right, found = (float(figure.replace(",", ".")) for figure in row.groups())
    assert (round(10 * right), round(10 * found)) == (UNSEEN_RIGHT, UNSEEN_FOUND)


def test_nothing_to_check_is_said(sheet, cycle_tables):
    cycle_tables["proposals"]["status"] = "sûre"
    cycle_tables["proposals"]["nearby"] = [[] for _ in cycle_tables["proposals"]["nearby"]]
    cycle_tables["segments"]["robust"] = True
    cycle_tables["themes"]["n_speakers"] = 2
    cycle_tables["speakers"]["role"] = "bailleur"
    cycle_tables["speakers"]["workshop_id"] = "nevers"
    cycle_tables["sources"]["n_utterances"] = 1
    checks, said, _ = sheet()
    assert (checks, said[1]) == ({}, "Rien ne demande une vérification particulière.")
