import pytest

from pipeline.errors import ConfigError
from pipeline.stages.ingest.folder import FoundFile
from pipeline.stages.ingest.metadata import CycleFile, WorkshopFile, read_cycle, read_workshop


@pytest.fixture
def workshop(tmp_path):
    def written(text, read=read_workshop, encoding="utf-8"):
        path = tmp_path / "atelier.toml"
        path.write_bytes(text.encode(encoding))
        return read(FoundFile(path, "Nevers/atelier.toml"))

    return written


def test_no_file_is_an_empty_one():
    assert read_cycle(None) == CycleFile()
    assert read_workshop(None) == WorkshopFile()


def test_all_that_a_workshop_may_say(workshop):
    said = workshop(
        """
        titre = "Bien vieillir"
        ville = "Nevers"
        date = "11 octobre 2022"
        format = "présentiel"
        partenaire = "CARSAT"
        "thèmes" = ["Adaptation", "Santé"]
        animateurs = ["Mathilde Lenoir (Espacité)"]
        participants_attendus = 50
        [[participants]]
        nom = "Isabelle Raynaud"
        structure = "CARSAT"
        "rôle" = "Caisse"
        [[participants]]
        nom = "Gérard Lamoureux"
        role = "élu"
        """
    )
    assert said.date == "2022-10-11"
    assert said.themes == ("Adaptation", "Santé")
    assert [one.role for one in said.participants] == ["caisse", "collectivité"]


def test_all_that_a_cycle_may_say(workshop):
    said = workshop(
        """
        titre = "Cœurs de ville"
        commanditaire = "USH"
        date = 2022-12-15
        [[themes]]
        "libellé" = "Vacance"
        exemples = ["Des immeubles fermés"]
        [glossaire]
        "État" = "l’administration"
        [roles]
        "Picardie Logis" = "bailleur"
        """,
        read_cycle,
    )
    assert said.date == "2022-12-15"
    assert said.themes[0].libelle == "Vacance"
    assert said.glossaire == {"État": "l’administration"}
    assert said.roles == {"Picardie Logis": "bailleur"}


def test_every_fault_at_once_with_the_nearest_key(workshop):
    with pytest.raises(ConfigError) as fault:
        workshop('titer = "x"\ndate = "hier"\nthemes = "a"\n[[participants]]\nnam = "A"\nrole = "elfe"\n')
    said = str(fault.value)
    assert said.startswith("Nevers/atelier.toml : à corriger.")
    assert "clé inconnue « titer » ; vouliez-vous dire « titre » ?" in said
    assert "« participants → n° 1 → nam » ; vouliez-vous dire « nom » ?" in said
    assert "« date » : une date est attendue" in said
    assert "« themes » : une liste est attendue" in said
    assert "« participants → n° 1 → role » : un rôle est attendu parmi animation, bailleur" in said


def test_an_unknown_key_far_from_all_gets_the_list(workshop):
    with pytest.raises(ConfigError, match="« xyz » ; noms possibles : animateurs, date"):
        workshop("xyz = 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('titre = "a"\nville = Nevers\n', "ligne 2 : ce n’est pas du TOML"),
        ('titre = "a"\nthèmes = []\n', "ligne 2 .* une clé avec accent s’écrit sans lui"),
        ('titre = "C:\\ateliers"', "ligne 1 .* barre oblique inverse"),
        ("themes = [", "ligne 1|trop tôt"),
    ],
)
def test_a_syntax_fault_has_its_line_and_advice(workshop, text, said):
    with pytest.raises(ConfigError, match=said):
        workshop(text)


def test_a_double_name_is_a_fault(workshop):
    with pytest.raises(ConfigError, match="le thème « a » est donné deux fois"):
        workshop('[[themes]]\nlibelle = "a"\n[[themes]]\nlibelle = "a"\n', read_cycle)
    with pytest.raises(ConfigError, match="le nom « A » est donné deux fois"):
        workshop('[[participants]]\nnom = "A"\n[[participants]]\nnom = "A"\n')


def test_a_file_saved_by_an_old_notepad_is_read(workshop):
    assert workshop('titre = "Été"', encoding="cp1252").titre == "Été"
    assert workshop('titre = "Été"', encoding="utf-8-sig").titre == "Été"
