"""What changed between two runs, on two small runs written by hand."""

import re

import pytest

from pipeline import tables
from pipeline.changes import runs
from pipeline.changes.report import sentences
from pipeline.changes.runs import TABLES, Run
from pipeline.store import Store

SAID = {
    "parc": "un logement sur cinq reste vide dans la rue principale depuis dix ans au moins",
    "halle": "la halle couverte ne sert plus que le samedi matin pour le marché des producteurs",
    "bus": "le dernier bus passe à dix-huit heures et personne ne peut rentrer du travail",
    "douche": "remplacer la baignoire par une douche coûte six mille euros par logement ancien",
    "voisine": "la voisine du troisième ne descend plus depuis que l’ascenseur est en panne",
}


class Small:
    """A run of which one says only what matters: themes hold passages, propositions rest on passages."""

    def __init__(self, **themes):
        self.rows = {name: {} for name in TABLES}
        self.texts = dict(SAID)
        self.town("langres", "Langres")
        for label, passages in themes.items():
            self.theme(label, passages)

    def town(self, key, town):
        self.rows["workshops"][key] = {"workshop_id": key, "town": town, "title": town}
        return self.source(f"{key}/Notes.txt", key, "1")

    def source(self, path, workshop, digest):
        self.rows["sources"][path] = {"source": path, "workshop_id": workshop, "digest": digest}
        return self

    def theme(self, key, passages, *, label=None, recurrence="localisé", status="à relire"):
        rank = len(self.rows["themes"])
        row = {"theme_id": key, "label": label or key, "recurrence": recurrence, "status": status, "rank": rank}
        self.rows["themes"][key] = row
        for name in passages:
            segment = {"segment_id": name, "theme_id": key, "text": self.texts.get(name.rstrip("*"), name)}
            segment["workshop_id"] = "tulle" if name == "voisine" else "langres"
            self.rows["segments"][name] = segment
        return self

    def proposal(self, key, said, theme, *, title=None, n_workshops=1, status="sûre"):
        row = {"proposal_id": key, "title": title or key, "theme_id": theme, "statement_ids": [f"e-{s}" for s in said]}
        self.rows["proposals"][key] = row | {"n_workshops": n_workshops, "status": status}
        for name in said:
            self.rows["statements"][f"e-{name}"] = {"text": self.texts.get(name.rstrip("*"), name)}
        return self

    def correction(self, key, outcome, target="t"):
        self.rows["corrections"][key] = {"entry_id": key, "outcome": outcome, "target": target}
        return self

    def run(self):
        return Run(**self.rows)


def told(before, after):
    return [line.replace("\u00a0", " ") for line in sentences(before.run(), after.run())]


def test_the_same_run_has_nothing_to_tell():
    def run():
        return Small(Vacance=["parc", "halle"]).proposal("Acheter", ["parc"], "Vacance").correction("c-1", "honorée")

    assert told(run(), run()) == []


def test_a_workshop_that_comes_and_one_that_leaves():
    assert told(Small(), Small().town("tulle", "Tulle"))[0] == "+1 atelier : Tulle."
    assert told(Small().town("tulle", "Tulle"), Small())[0] == "−1 atelier : Tulle."


def test_files_issued_again_added_and_removed_are_named():
    before = Small().source("langres/Matin.srt", "langres", "1")
    after = Small().source("langres/Notes.txt", "langres", "2").source("langres/Soir.srt", "langres", "1")
    assert told(before, after) == ["Langres : Matin.srt (retiré), Notes.txt (réédité), Soir.srt (ajouté)."]


def test_a_theme_that_comes_and_one_that_leaves():
    before, after = Small(Vacance=["parc"]), Small(Transports=["bus"])
    assert told(before, after) == ["+1 thème : « Transports ».", "−1 thème : « Vacance »."]


def test_a_theme_under_another_id_is_known_by_its_content():
    before = Small().theme("t-1", ["parc", "halle"], label="Vacance")
    same = Small().theme("t-2", ["parc*", "halle*"], label="Vacance")
    other = Small().theme("t-2", ["parc*", "halle*"], label="Centres anciens")
    assert told(before, same) == []
    assert told(before, other) == ["Le thème « Vacance » s’appelle maintenant « Centres anciens »."]


def test_a_theme_that_joins_another_is_not_said_to_vanish():
    before = Small(Vacance=["parc", "halle"], Immeubles=["douche"])
    after = Small(Vacance=["parc", "halle", "douche"])
    assert told(before, after) == ["« Immeubles » rejoint « Vacance »."]
    after = Small().theme("t-9", ["parc*", "halle*", "douche*"], label="Bâti")
    assert told(before, after) == ["« Vacance », « Immeubles » se rejoignent sous « Bâti »."]


def test_a_theme_of_the_same_name_is_the_same():
    before = Small().theme("t-1", ["parc"], label="Vacance")
    after = Small().theme("t-2", ["bus"], label="Vacance", recurrence="récurrent")
    assert told(before, after) == ["1 thème passe de localisé à récurrent : « Vacance »."]


def test_passages_of_a_new_town_that_join_a_known_theme_are_counted():
    before = Small(Vacance=["parc", "halle"], Bus=["bus"])
    after = Small(Vacance=["parc", "voisine"], Bus=["bus", "halle"]).town("tulle", "Tulle")
    assert told(before, after) == [
        "+1 atelier : Tulle.",
        "1 nouveau passage rejoint un thème déjà là.",
        "1 passage change de thème.",
    ]


def test_a_theme_heard_in_more_towns_says_so():
    names = {"a": "Vacance", "b": "Âge", "c": "Transports"}
    before, after = Small(), Small()
    for key, label in names.items():
        before.theme(key, [key], label=label)
        after.theme(key, [key], label=label, recurrence="localisé" if key == "c" else "récurrent")
    assert told(before, after) == ["2 thèmes passent de localisé à récurrent : « Vacance », « Âge »."]


def test_new_propositions_are_counted_by_where_they_land():
    before = Small(Vacance=["parc"])
    after = Small(Vacance=["parc"], Bus=["bus"])
    after.proposal("Acheter", ["parc"], "Vacance").proposal("Prolonger", ["bus"], "Bus")
    after.proposal("Danser", ["halle"], None).proposal("Louer", ["voisine"], "Vacance")
    assert told(before, after)[1:] == [
        "2 propositions rattachées à des thèmes déjà là.",
        "1 proposition sous les nouveaux thèmes.",
        "1 nouvelle proposition hors thème.",
    ]


def test_a_proposition_that_a_second_town_makes_is_not_new():
    before = Small(Vacance=["parc"]).proposal("Acheter", ["parc"], "Vacance")
    after = Small(Vacance=["parc"]).proposal("p-2", ["parc*", "halle"], "Vacance", title="Acheter", n_workshops=2)
    assert told(before, after) == ["1 proposition est portée par davantage d’ateliers : « Acheter »."]


def test_a_proposition_that_moves_vanishes_or_changes_title():
    before = Small(Vacance=["parc"], Bus=["bus"]).proposal("p-1", ["parc"], "Vacance", title="Acheter")
    moved = Small(Vacance=["parc"], Bus=["bus"]).proposal("p-1", ["parc"], "Bus", title="Racheter")
    assert told(before, moved) == ["1 proposition change de thème.", "1 proposition change de titre."]
    assert told(before, Small(Vacance=["parc"], Bus=["bus"])) == ["1 proposition disparaît : « Acheter »."]


def test_corrections_that_lose_or_find_their_object():
    before = Small().correction("c-1", "honorée").correction("c-2", "honorée", "e-1")
    after = Small().correction("c-1", "orpheline").correction("c-2", "honorée", "e-2").correction("c-3", "honorée")
    assert told(before, after) == [
        "1 correction de plus : 1 honorée.",
        "1 correction a retrouvé son objet sous un autre identifiant.",
        "1 correction devient orpheline.",
    ]


def accepted(label="Vacance", title="Acheter", said=("parc",), status="accepté"):
    run = Small().theme("t-1", ["parc"], label=label, status="accepté")
    return run.proposal("p-1", said, "t-1", title=title, status=status)


def test_what_was_accepted_is_said_to_stand():
    assert told(accepted(), accepted()) == []
    assert "2 éléments acceptés inchangés." in told(accepted(), accepted().town("tulle", "Tulle"))


@pytest.mark.parametrize("change", [{"title": "Vendre"}, {"said": ()}, {"status": "sûre"}])
def test_what_was_accepted_and_changes_is_a_warning(change):
    assert "Attention, 1 élément accepté change : « Acheter »." in told(accepted(), accepted(**change))


def test_what_a_reviewer_corrects_after_accepting_is_no_warning():
    after = accepted(title="Vendre").correction("c-9", "honorée", "p-1")
    assert not any("Attention" in line for line in told(accepted(), after))


def test_a_long_list_is_cut():
    after = Small(**{f"Thème {number}": [f"{number}"] for number in range(9)})
    assert re.search(r"« Thème 5 » et 3 autres\.$", told(Small(), after)[0])


def test_typography_is_french():
    (line,) = sentences(Small().run(), Small(Bus=["bus"]).run())
    assert line == "+1 thème\u00a0: «\u00a0Bus\u00a0»."


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path)
    for name in TABLES:
        store.write_table(name, tables.frame(name, []))
    return store


def test_a_run_is_read_from_its_tables_missing_cells_as_none(store):
    row = {name: 0 for name in tables.columns("proposals")} | {"theme_id": None, "statement_ids": ["e-1"]}
    row |= dict.fromkeys(("proposal_id", "title", "title_origin", "nature", "echelle", "porteur", "status"), "x")
    lists = {name: [] for name in ("workshops", "roles", "nearby")}
    words = {field.name: None for field in tables.schema("proposals") if field.nullable}
    store.write_table("proposals", tables.frame("proposals", [row | lists | words]))
    found = runs.read(runs.remember(store))
    assert found.proposals["x"]["theme_id"] is None
    assert list(found.proposals["x"]["statement_ids"]) == ["e-1"]


def test_a_first_run_and_a_damaged_one_have_no_past(store):
    assert runs.remember(Store(store.folder / "vide")) == {}
    assert runs.read({}) is None
    store.path("themes").write_bytes(b"torn")
    assert runs.read(runs.remember(store)) is None
