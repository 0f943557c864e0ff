from dataclasses import replace

import pytest

from pipeline.errors import ModelError
from pipeline.stages.propose.learned.complete import load_completeness
from pipeline.stages.propose.learned.judge import load_judge
from pipeline.stages.propose.learned.reader import load_reader, word_span
from pipeline.stages.propose.learned.voices import load_second
from pipeline.stages.propose.titles.choice import best_titles, ruled
from pipeline.stages.propose.titles.fitness import FEATURES
from pipeline.stages.propose.titles.reading import Title
from pipeline.stages.propose.titles.title import title
from pipeline.stages.propose.titles.whole import whole


@pytest.fixture(scope="session")
def reader():
    second = load_second()
    assert second is not None
    found = load_reader(second.classes)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def judge():
    found = load_judge(load_second().classes, len(FEATURES))
    assert found is not None
    return found


# Said in no text that was learned: the rules alone cut these wrong, or find no title.
SAID = {
    "Moi je dirais même un lavoir rénové dans chaque hameau, avec une clé chez le voisin.": (
        "Prévoir un lavoir rénové dans chaque hameau, avec une clé chez le voisin"
    ),
    "Le four du village, on le rallume en mai et on invite les écoles.": (
        "Rallumer le four du village en mai et inviter les écoles"
    ),
    "Ben euh oui je vois pas pourquoi on attendrait on vous prête la remorque tous les samedis.": (
        "Prêter la remorque tous les samedis"
    ),
    "Donc plus une seule antenne sur le clocher.": "Ne plus prévoir une seule antenne sur le clocher",
}


@pytest.mark.parametrize(("said", "expected"), SAID.items())
def test_the_reader_finds_the_measure_where_rules_alone_do_not(reader, judge, demand, said, expected):
    statement = demand(said)
    (made,) = best_titles([statement], reader, judge)
    assert (made.text, made.origin) == (expected, "infinitif")
    assert judge.weights.least <= made.fit <= 1
    assert title(statement).text != expected


def test_without_a_reader_or_a_judge_the_rules_decide_alone(reader, judge, demand):
    statement = demand("Il faudrait créer un fonds pour les petites écoles.")
    assert best_titles([statement], None, judge) == best_titles([statement], reader, None) == [title(statement)]
    assert best_titles([], reader, judge) == []


# No title of these is safe: half said, or of something that only the sentences before name.
UNSAFE = [
    "Les trente, ceux de mars, on verra, enfin, le tableau dessus, la dame, elle.",
    "Et si quelqu'un, nous, la clé, qu'on y aille, eh, dedans, le soir, tant pis.",
]


@pytest.mark.parametrize("said", UNSAFE)
def test_the_words_stand_where_the_judge_finds_no_title_fit(reader, judge, demand, said):
    (made,) = best_titles([demand(said)], reader, judge)
    assert made.origin == "verbatim"
    words = set(said.lower().replace(",", "").replace(".", "").split())
    assert set(made.text.lower().replace(",", "").split()) <= words


def test_where_no_title_is_fit_what_is_named_is_to_be_foreseen_and_read_again(reader, judge, demand):
    strict = replace(judge, weights=replace(judge.weights, least=0.999))
    said = "Il faudrait une évaluation dès le départ, avec des entretiens."
    (made,) = best_titles([demand(said)], reader, strict)
    assert made.text == "Prévoir une évaluation dès le départ, avec des entretiens"
    assert made.shown_as == "infinitif à relire"
    # The words of a note make a title as they are, and what has a verb stays as it was said.
    (noted,) = best_titles([demand("Une évaluation dès le départ, avec des entretiens", "note")], reader, strict)
    assert (noted.text, noted.origin) == ("Une évaluation dès le départ, avec des entretiens", "verbatim")
    (acted,) = best_titles([demand("On lui donne les clés, au gardien, tous les soirs.")], reader, strict)
    assert acted.origin == "verbatim"


def test_a_title_of_which_nobody_is_sure_is_shown_as_one_to_read_again():
    long = "Ouvrir la salle des fêtes aux associations le soir"
    assert Title(long, "infinitif", fit=0.3).shown_as == "infinitif à relire"
    assert Title(long, "infinitif", fit=0.7).shown_as == "infinitif"
    # It leaves unsaid which room.
    assert Title("Ouvrir la salle le soir", "infinitif", fit=0.9, complete=0.1).shown_as == "infinitif à relire"
    # Nobody has judged it, or it is none.
    assert Title("Ouvrir la salle", "infinitif").shown_as == "infinitif"
    assert Title("ouvrez la salle", "verbatim", fit=0.3).shown_as == "verbatim"


# What the sentence before named is not in the title: a convention of what, to do what again, double the staff of whom?
LACKING = ["Prévoir une convention de deux ans", "Refaire tous les six mois", "Doubler les effectifs"]
COMPLETE = [
    "Installer un ascenseur dans la résidence des Tilleuls",
    "Ouvrir une crèche à horaires décalés près de l'hôpital",
    "Former les gardiens à l'accueil des personnes âgées",
]


def test_a_title_that_leaves_unsaid_what_it_is_of_is_told_from_one_that_says_it(judge):
    told = judge.complete([*LACKING, *COMPLETE])
    assert max(told[: len(LACKING)]) < 0.3 < 0.8 < min(told[len(LACKING) :])
    assert judge.complete(COMPLETE[::-1]) == told[: len(LACKING) - 1 : -1]
    assert replace(judge, completeness=None).complete(LACKING) == [1.0] * len(LACKING)


def test_a_sure_title_that_leaves_unsaid_what_it_is_of_is_to_be_read_again(reader, judge, demand):
    said = ["Il faudrait installer un ascenseur dans la résidence des Tilleuls.", "Il faudrait doubler les effectifs."]
    asked = [_surely(demand(one)) for one in said]
    whole, lacking = best_titles(asked, reader, judge)
    assert (whole.text, whole.shown_as) == ("Installer un ascenseur dans la résidence des Tilleuls", "infinitif")
    assert (lacking.text, lacking.shown_as) == ("Doubler les effectifs", "infinitif à relire")


def test_the_title_of_what_may_be_no_demand_is_to_be_read_again(reader, judge, demand):
    sure = _surely(demand("Il faudrait installer un ascenseur dans la résidence des Tilleuls."))
    doubtful = replace(sure, verdict=replace(sure.verdict, score=0.5))
    assert [one.shown_as for one in best_titles([sure, doubtful], reader, judge)] == ["infinitif", "infinitif à relire"]


def _surely(one):
    return replace(one, verdict=replace(one.verdict, score=1.0))


def test_a_title_is_judged_alone_whatever_its_company(reader, judge, demand):
    asked = [demand("Il faudrait ouvrir la salle le soir."), demand("Je propose un banc devant la poste, en bois.")]
    together = best_titles(asked, reader, judge)
    assert [best_titles([one], reader, judge)[0] for one in asked] == together
    assert best_titles(asked[::-1], reader, judge) == together[::-1]


def test_a_title_that_says_the_contrary_is_never_given(reader, judge, demand):
    asks = demand("Pourquoi ne pas confier la clé à l'intercommunalité ?")
    assert ruled(asks).text != "Ne pas confier la clé à l'intercommunalité"
    (made,) = best_titles([asks], reader, judge)
    assert not made.text.startswith("Ne pas")


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Ouvrir la salle des fêtes aux habitants le soir", "Ouvrir la salle des fêtes les habitants on le soir"),
        ("Prévoir un car à douze places pour le marché", "Prévoir le car il passe douze places, hein, marché"),
    ],
)
def test_the_judge_hears_what_is_not_french(judge, good, bad):
    one, other = judge.classes.read([good, bad])
    assert one[1] - one[0] > other[1] - other[0]


def test_what_is_heard_has_a_number_a_word_and_does_not_depend_on_company(reader, sentence):
    said = [sentence("Il faudrait un banc devant la poste."), sentence("Bonjour à tous.")]
    together = reader.hear(said)
    assert [len(one.keeps) for one in together] == [len(one.tokens) for one in said]
    assert all(0 <= number <= 1 for one in together for number in (*one.keeps, *one.opens))
    assert reader.hear(said[:1]) == together[:1]
    banc = next(place for place, word in enumerate(said[0].tokens) if word.text == "banc")
    start, end = word_span(said[0], banc)
    assert said[0].text[start:end] == "banc"
    assert together[0].keeps[banc] > together[0].keeps[0]


def test_an_absent_reader_is_none_and_a_damaged_one_is_refused(reader, tmp_path):
    second = load_second()
    assert load_reader(second.classes, tmp_path / "absent.npz") is None
    damaged = tmp_path / "titles.npz"
    damaged.write_bytes(b"PK nothing")
    with pytest.raises(ModelError, match="réinstallez"):
        load_reader(second.classes, damaged)


def test_an_absent_judge_is_none_and_a_damaged_one_is_refused(tmp_path):
    second = load_second()
    assert load_judge(second.classes, len(FEATURES), tmp_path / "absent.npz") is None
    assert load_completeness(second.classes, tmp_path / "absent.npz") is None
    damaged = tmp_path / "fitness.npz"
    damaged.write_bytes(b"PK nothing")
    with pytest.raises(ModelError, match="si un titre suffit"):
        load_completeness(second.classes, damaged)
    with pytest.raises(ModelError, match="choix des titres"):
        load_judge(second.classes, len(FEATURES) + 1)
    with pytest.raises(ModelError, match="choix des titres"):
        load_judge(second.classes, len(FEATURES), damaged)


WHOLE = [
    "Prévoir des cars qui s'arrêtent ici et attendent le train",
    "Prendre la classe, quitte à ouvrir une heure plus tôt",
    "Faire en sorte que la maire signe et que le préfet réponde",
    "Vendre le bois à prix coûtant aux habitants",
]


@pytest.mark.parametrize("said", WHOLE)
def test_a_verb_that_hangs_on_something_is_part_of_a_title(said):
    assert whole([said]) == [True]


@pytest.mark.parametrize(
    "said",
    ["Prévoir des cars, ils attendront le train", "Prévoir les agents qui le veulent resteront jusqu'au soir"],
)
def test_a_clause_of_its_own_is_not(said):
    assert whole([said]) == [False]
