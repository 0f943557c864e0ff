import json

import desk_cycle as small
import pytest

from pipeline.desk import board
from pipeline.ledger.storage import NAME

PORTAGE, FUND, STUDIES = (small.proposal(name) for name in ("portage", "fonds", "etudes"))
EMPTY, AGE, MONEY = (small.theme(name) for name in ("vacance", "age", "argent"))


@pytest.fixture
def cards(session):
    return lambda key: session.deck.cards[key]


def test_accepting_is_one_line_of_the_ledger_and_a_new_card(nadia, cards, ledger):
    answer = nadia.gesture("décider", PORTAGE, status="accepté").json()
    (entry,) = ledger()
    assert (entry.who, entry.action, entry.change.target.id) == ("Nadia", "décider", PORTAGE)
    assert cards(PORTAGE).status == "accepté"
    assert 'data-etat="accepte"' in answer["cartes"][PORTAGE]["html"]
    said = "«\u00a0porter les immeubles pendant dix ans\u00a0»\u00a0: accepté."
    assert answer["dit"] == {"texte": said, "bien": True}
    assert "1 / 7" in answer["avancement"]


def test_the_entry_is_on_disk_before_the_answer(nadia, place):
    for n in range(1, 6):
        nadia.gesture("commenter", PORTAGE, text=f"Remarque {n}")
        lines = (place.cycle / NAME).read_bytes().splitlines()
        assert len(lines) == n
        assert json.loads(lines[-1])["wanted"]["text"] == f"Remarque {n}"


@pytest.mark.parametrize(
    ("action", "target", "more", "field", "value"),
    [
        ("déplacer", PORTAGE, {"theme": MONEY}, "theme_id", MONEY),
        ("déplacer", PORTAGE, {"theme": None}, "theme_id", None),
        ("titrer", PORTAGE, {"text": "  allonger le portage "}, "title", "allonger le portage"),
        ("décider", PORTAGE, {"status": "rejeté"}, "status", "rejeté"),
        ("joindre", FUND, {"others": [STUDIES]}, "n_statements", 2),
        ("commenter", PORTAGE, {"text": "À vérifier"}, "n_remarks", 1),
    ],
)
def test_gestures_on_a_proposition(nadia, cards, ledger, action, target, more, field, value):
    assert nadia.gesture(action, target, **more).status_code == 200
    assert getattr(cards(target), field) == value
    assert [entry.action for entry in ledger()] == [action]


def test_joined_propositions_leave_the_page(nadia, session):
    patch = nadia.gesture("joindre", FUND, others=[STUDIES]).json()
    assert patch["cartes"][STUDIES] is None
    assert STUDIES not in session.deck.cards


def test_a_detached_statement_makes_a_card(nadia, session):
    before = set(session.deck.cards)
    nadia.gesture("détacher", small.statement("plus longtemps"))
    (made,) = set(session.deck.cards) - before
    assert session.deck.cards[made].towns == ("Tulle",)
    assert session.deck.cards[PORTAGE].towns == ("Langres",)


def test_gestures_on_a_statement(nadia, cards):
    key = small.statement("trente vitrines")
    nadia.gesture("retyper", key, type="frein")
    assert (cards(key).kind, cards(key).status) == ("frein", "corrigé")
    nadia.gesture("déplacer", key, theme=MONEY)
    assert cards(key).theme_id == MONEY
    nadia.gesture("décider", key, status="rejeté")
    assert cards(key).status == "rejeté"


def test_a_proposition_without_any_statement_left_is_rejected(nadia, cards):
    nadia.gesture("décider", small.statement("guichet unique"), status="rejeté")
    assert cards(small.proposal("guichet")).status == "rejeté"


def test_gestures_on_a_theme(nadia, session):
    nadia.gesture("renommer", EMPTY, text="Vacance et portage")
    nadia.gesture("décrire", EMPTY, text="Les logements vides du centre.")
    theme = session.live.answer.themes[EMPTY]
    assert (theme.label, theme.description) == ("Vacance et portage", "Les logements vides du centre.")
    patch = nadia.gesture("fusionner", EMPTY, theme=MONEY).json()
    assert patch["recharger"]
    assert EMPTY not in {one.theme_id for one, _ in session.deck.themes}
    assert session.deck.cards[PORTAGE].theme_id == MONEY


def order_of(session, theme):
    cards = board.in_order(session.deck.cards.values(), session.live.answer)
    return [card.key for card in cards if card.key[0] == "p" and card.theme_id == theme]


def test_a_proposition_is_put_after_another_and_both_neighbours_are_noted(nadia, session, ledger):
    guichet = small.proposal("guichet")
    assert order_of(session, MONEY) == [FUND, STUDIES, guichet]
    patch = nadia.gesture("ordonner", FUND, after=STUDIES).json()
    assert patch["recharger"]
    assert patch["dit"]["bien"]
    assert order_of(session, MONEY) == [STUDIES, FUND, guichet]
    (entry,) = ledger()
    assert (entry.change.wanted.after.id, entry.change.wanted.before.id) == (STUDIES, guichet)
    page = nadia.http.get("/").text
    assert page.index(f'id="{STUDIES}"') < page.index(f'id="{FUND}"')


def test_a_theme_is_put_first(nadia, session):
    themes = [theme.theme_id for theme, _ in session.deck.themes]
    choices = nadia.http.get(f"/choix/ordre/{themes[-1]}").json()
    assert [choice["key"] for choice in choices] == ["", *themes[:-1]]
    nadia.gesture("ordonner", themes[-1], before=themes[0])
    assert [theme.theme_id for theme, _ in session.deck.themes] == [themes[-1], *themes[:-1]]


def test_who_saw_the_order_of_another_is_in_no_conflict(nadia, paul, session):
    nadia.gesture("ordonner", FUND, after=STUDIES)
    paul.look()
    said = paul.gesture("ordonner", FUND, before=STUDIES).json()["dit"]
    assert said["bien"], said


def test_a_duplicate_leaves_the_page_and_counts_with_the_other(nadia, cards, session):
    patch = nadia.gesture("doublon", STUDIES, into=FUND).json()
    assert patch["cartes"][STUDIES] is None
    assert (cards(FUND).n_statements, cards(FUND).n_speakers) == (2, 2)
    sheet = nadia.http.get(f"/fiche/{FUND}").text
    assert "Doublons, comptés avec elle" in sheet
    assert small.TITLES["etudes"] in sheet
    nadia.gesture("doublon", STUDIES)
    assert cards(STUDIES).n_statements == cards(FUND).n_statements == 1


def test_a_duplicate_statement_stands_aside_and_counts_with_the_other(nadia, cards, session):
    longer, counter = small.statement("plus longtemps"), small.statement("guichet unique")
    assert nadia.http.get(f"/choix/enonces/{longer}").json()[0]["key"] == small.statement("dix ans")
    nadia.gesture("doublon", longer, into=counter)
    assert cards(longer).kind == "doublon"
    assert set(cards(small.proposal("guichet")).towns) == {"Langres", "Tulle"}
    assert cards(PORTAGE).towns == ("Langres",)
    assert "N’est pas un doublon" in nadia.http.get(f"/fiche/{longer}").text
    assert longer in nadia.http.get("/", params={"type": "écarté"}).text
    assert f'id="{longer}"' not in nadia.http.get("/", params={"type": "énoncé"}).text


def test_a_new_theme_takes_the_passages_of_a_card(nadia, session):
    segments = [small.segment("établissement foncier"), small.segment("Porter les immeubles")]
    nadia.gesture("scinder", EMPTY, text="Portage foncier", others=segments)
    labels = {theme.label: theme.theme_id for theme, _ in session.deck.themes}
    assert session.deck.cards[PORTAGE].theme_id == labels["Portage foncier"]


def test_a_new_theme_can_be_made_of_what_has_none(nadia, session):
    segment = small.segment("salle des fêtes")
    nadia.gesture("scinder", segment, text="Vie locale", others=[segment])
    labels = {theme.label: theme.theme_id for theme, _ in session.deck.themes}
    assert session.deck.cards[small.proposal("fetes")].theme_id == labels["Vie locale"]


def test_a_rejected_theme_leaves_its_cards_under_none(nadia, cards):
    nadia.gesture("décider", EMPTY, status="rejeté")
    assert cards(PORTAGE).theme_id is None


def test_nothing_is_done_with_a_rejected_theme_but_to_take_it_back(nadia, session, ledger):
    nadia.gesture("décider", EMPTY, status="rejeté")
    for answer in (
        nadia.gesture("renommer", EMPTY, text="Autre"),
        nadia.gesture("fusionner", EMPTY, theme=MONEY),
        nadia.gesture("déplacer", FUND, theme=EMPTY),
    ):
        assert answer.status_code == 409
        assert "est rejeté" in answer.json()["erreur"]
    assert "Reprendre" in nadia.http.get("/").text
    assert nadia.gesture("décider", EMPTY, status="à relire").status_code == 200
    assert session.deck.cards[PORTAGE].theme_id == EMPTY
    assert len(ledger()) == 2


def test_a_role_is_corrected_everywhere(nadia, cards):
    nadia.gesture("identifier", small.speaker("AB"), role="association")
    assert "association" in cards(PORTAGE).roles
    assert "bailleur" not in cards(PORTAGE).roles


def test_facilitation_makes_no_proposition(nadia, cards):
    nadia.gesture("identifier", small.speaker("JR"), role="animation")
    assert cards(small.proposal("guichet")).status == "rejeté"


@pytest.mark.parametrize(
    ("action", "target", "more", "said"),
    [
        ("titrer", PORTAGE, {"text": "   "}, "Une proposition porte un titre"),
        ("titrer", PORTAGE, {"text": "x" * 2001}, "Une proposition porte un titre"),
        ("renommer", EMPTY, {}, "Un thème porte un libellé"),
        ("joindre", PORTAGE, {"others": []}, "au moins une proposition"),
        ("déplacer", PORTAGE, {"theme": "t-000000000000"}, "n’existe plus"),
        ("décider", "p-000000000000", {"status": "accepté"}, "n’existe plus"),
        ("retyper", PORTAGE, {"type": "frein"}, "ne s’applique pas"),
        ("doublon", PORTAGE, {"into": small.statement("guichet unique")}, "de même sorte"),
        ("ordonner", PORTAGE, {"after": EMPTY}, "de même sorte"),
        ("ordonner", small.statement("guichet unique"), {"after": EMPTY}, "ne s’applique pas"),
        ("décider", small.speaker("AB"), {"status": "accepté"}, "ne s’applique pas"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(nadia, ledger, action, target, more, said):
    answer = nadia.gesture(action, target, **more)
    assert answer.status_code == 409
    assert said in answer.json()["erreur"]
    assert ledger() == ()


@pytest.mark.parametrize(
    "body",
    [
        {"action": "effacer", "target": PORTAGE},
        {"action": "décider", "target": "../../x"},
        {"action": "décider", "target": PORTAGE, "status": "corrigé"},
        {"action": "décider", "target": PORTAGE, "status": "accepté", "pirate": 1},
        {"action": "décider", "target": PORTAGE, "status": "accepté", "who": ""},
    ],
)
def test_a_malformed_request_writes_nothing(nadia, ledger, body):
    answer = nadia.send("/geste", body)
    assert answer.status_code == 422
    assert "mal formée" in answer.json()["erreur"]
    assert ledger() == ()


def test_what_was_seen_is_noted(nadia, ledger):
    nadia.gesture("titrer", PORTAGE, text="Porter longtemps")
    nadia.gesture("déplacer", PORTAGE, theme=MONEY)
    first, second = (entry.change.seen for entry in ledger())
    assert first == {"title": small.TITLES["portage"], "theme": "Logements vacants", "status": "à relire"}
    assert second == {"title": "Porter longtemps", "theme": "Logements vacants", "status": "corrigé"}
