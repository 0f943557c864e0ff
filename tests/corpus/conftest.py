import sys
from pathlib import Path

import pytest

# corpus/ is a folder of scripts, not an installed package.
sys.path.insert(0, str(Path(__file__).parents[2] / "corpus"))

SCENARIO = """# Scénario

## Thèmes

| identifiant | ce dont on parle | ateliers |
| --- | --- | --- |
| financement | prêts, subventions | les deux |
| lien-social | isolement | Vaubrenne |

## Propositions

| groupe | thème | la mesure | Vaubrenne | Corvigny |
| --- | --- | --- | --- | --- |
| fonds-amorcage | financement | créer un fonds | E N | |
| salle-commune | lien-social | ouvrir une salle | S | E |

## Autre
"""

MASTER = """@ATELIER 2022-03-02 Vaubrenne
@LOCUTEUR AC | Anne Clavel | Atelier des Bourgs | animation
@LOCUTEUR JD | Jean-Noël Désormière | Logis du Val | bailleur

@FICHIER Séance.docx | format=teams-docx | kind=transcript | debut=00:00:00
## -
AC : Bonjour à toutes et à tous.
## financement
AC : ⟦Q|Qu'est-ce qui coince, concrètement ?⟧
JD : Ben, euh, ⟦F|l'équilibre, on l'a pas.⟧ Voilà. ⟦P:fonds-amorcage|Il faudrait un fonds.⟧
JD : ⟦N:niee|Surtout pas une usine à gaz.⟧

@FICHIER Suite.docx | format=docx-labels | kind=transcript
## lien-social
JD : Et la salle, ⟦P:salle-commune|nous on l'ouvrirait bien aux habitants⟧, quoi.

@FICHIER Notes.md | format=md | kind=note
# Le titre
## financement
- ⟦C|Un tiers des opérations abandonnées⟧
# La suite
- ⟦P:fonds-amorcage|Fonds d'avance⟧
Une ligne sans puce.

@FICHIER Post-its.csv | format=csv | kind=postit
- financement | groupe 2 | ⟦P:fonds-amorcage|Fonds d'avance ; vite⟧
- - | groupe 3 | Merci !

@POINTS
- financement | fonds-amorcage | Un fonds est demandé.
- lien-social | - | Le lien social manque.
"""


@pytest.fixture(scope="session")
def scenario(tmp_path_factory):
    from rendering.scenario import read_scenario

    path = tmp_path_factory.mktemp("scenario") / "scenario.md"
    path.write_text(SCENARIO, encoding="utf-8")
    return read_scenario(path)


@pytest.fixture(scope="session")
def text():
    return MASTER


@pytest.fixture
def read(tmp_path, scenario):
    from rendering.parser import read_master

    def _read(text=MASTER):
        path = tmp_path / "vaubrenne.txt"
        path.write_text(text, encoding="utf-8")
        return read_master(path, scenario)

    return _read


@pytest.fixture
def swap(read):
    """Read the master with one piece of it replaced."""

    def _swap(old, new):
        assert MASTER.count(old) == 1, old
        return read(MASTER.replace(old, new))

    return _swap
