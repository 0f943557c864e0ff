import desk_cycle as small
import pytest
from desk_client import Browser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import runner
from pipeline.desk import board
from pipeline.desk.session import Session
from pipeline.ledger.storage import NAME
from pipeline.store import Store

PORTAGE, FUND, STUDIES, GUICHET = (small.proposal(name) for name in ("portage", "fonds", "etudes", "guichet"))
EMPTY, AGE, MONEY = (small.theme(name) for name in ("vacance", "age", "argent"))
SHOPS = small.statement("trente vitrines")
LONGER = small.statement("plus longtemps")

GESTURES = [
    ("décider", PORTAGE, {"status": "accepté"}),
    ("décider", PORTAGE, {"status": "rejeté"}),
    ("décider", EMPTY, {"status": "rejeté"}),
    ("décider", SHOPS, {"status": "rejeté"}),
    ("décider", LONGER, {"status": "rejeté"}),
    ("titrer", PORTAGE, {"text": "Porter dix ans"}),
    ("déplacer", PORTAGE, {"theme": MONEY}),
    ("déplacer", PORTAGE, {"theme": None}),
    ("déplacer", small.proposal("fetes"), {"theme": AGE}),
    ("déplacer", SHOPS, {"theme": AGE}),
    ("déplacer", small.segment("trente vitrines"), {"theme": AGE}),
    ("retyper", SHOPS, {"type": "frein"}),
    ("joindre", FUND, {"others": [STUDIES]}),
    ("joindre", FUND, {"others": [STUDIES, GUICHET]}),
    ("détacher", LONGER, {}),
    ("renommer", MONEY, {"text": "L'argent"}),
    ("fusionner", EMPTY, {"theme": MONEY}),
    ("scinder", EMPTY, {"text": "Portage", "others": [small.segment("Porter les immeubles")]}),
    ("scinder", MONEY, {"text": "Guichets", "others": [small.segment("guichet unique"), small.segment("grand-rue")]}),
    ("ordonner", STUDIES, {"before": FUND}),
    ("ordonner", AGE, {"before": EMPTY}),
    ("doublon", STUDIES, {"into": FUND}),
    ("doublon", FUND, {"into": GUICHET}),
    ("doublon", LONGER, {"into": small.statement("guichet unique")}),
    ("identifier", small.speaker("AB"), {"role": "association"}),
    ("identifier", small.speaker("JR"), {"role": "animation"}),
    ("identifier", small.speaker("JR"), {"text": "Jules R."}),
]


def picture(session):
    """What a reader sees, told without ids: what is made again gets a new one."""
    labels = {theme.theme_id: theme.label for theme, _ in session.deck.themes} | {None: None}
    cards = session.deck.cards.values()
    shown = {
        (one.key[0], one.title, one.kind, labels[one.theme_id], one.status, one.towns, one.roles, one.n_statements)
        for one in cards
    }
    themes = {(theme.label, theme.status) for theme, _ in session.deck.themes}
    people = {(row.speaker, row.role) for row in session.live.answer.speakers.values()}
    return shown, themes, people, line(session)


def line(session):
    """What reviewers put in order, told without ids and without what they left to the program."""
    answer = session.live.answer
    placed = {one.title for one in answer.proposals.values() if one.places}
    placed |= {theme.label for theme in answer.themes.values() if theme.places}
    cards = [card.title for card in board.in_order(session.deck.cards.values(), answer) if card.key[0] == "p"]
    labels = [theme.label for theme, _ in session.deck.themes]
    return [(one, line.index(one)) for line in (cards, labels) for one in line if one in placed]


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: f"{gesture[0]} {gesture[1][0]}")
def test_every_gesture_can_be_undone_and_stays_in_the_ledger(nadia, session, ledger, gesture):
    before = picture(session)
    action, target, more = gesture
    assert nadia.gesture(action, target, **more).status_code == 200
    assert picture(session) != before
    answer = nadia.undo()
    assert answer.status_code == 200, answer.json()
    assert answer.json()["dit"]["texte"].startswith("Annulé")
    assert picture(session) == before
    assert ledger()[0].action == action
    assert len(ledger()) >= 2


def test_undo_goes_back_through_all_one_did(nadia, session):
    before = picture(session)
    nadia.gesture("décider", PORTAGE, status="accepté")
    nadia.gesture("titrer", PORTAGE, text="Porter")
    nadia.gesture("déplacer", PORTAGE, theme=MONEY)
    nadia.gesture("décider", PORTAGE, status="rejeté")
    for _ in range(4):
        assert nadia.undo().status_code == 200
    assert picture(session) == before
    answer = nadia.undo()
    assert answer.status_code == 409
    assert "Rien à annuler" in answer.json()["erreur"]


def test_each_undoes_only_their_own(nadia, paul, session):
    nadia.gesture("titrer", PORTAGE, text="De Nadia")
    paul.gesture("titrer", FUND, text="De Paul")
    nadia.undo()
    assert session.deck.cards[PORTAGE].title == small.TITLES["portage"]
    assert session.deck.cards[FUND].title == "De Paul"


def test_what_another_corrected_since_is_not_undone(nadia, paul, session, ledger):
    nadia.gesture("titrer", PORTAGE, text="De Nadia")
    paul.look()
    paul.gesture("titrer", PORTAGE, text="De Paul")
    answer = nadia.undo()
    assert answer.status_code == 409
    assert "de nouveau depuis" in answer.json()["erreur"]
    assert session.deck.cards[PORTAGE].title == "De Paul"
    assert len(ledger()) == 2


def test_two_speakers_made_one_stay_so_and_it_is_said(nadia, ledger):
    nadia.gesture("identifier", small.speaker("JR"), text="Agnès Bertin")
    answer = nadia.undo()
    assert answer.status_code == 409
    assert "ne se séparent plus" in answer.json()["erreur"]
    assert len(ledger()) == 1


def test_a_comment_is_taken_back_by_another(nadia, ledger):
    nadia.gesture("commenter", PORTAGE, text="À vérifier")
    nadia.undo()
    assert ledger()[1].change.wanted.text == "Commentaire retiré : « À vérifier »"


def test_a_joined_proposition_keeps_its_state_and_place(nadia, session):
    nadia.gesture("déplacer", STUDIES, theme=AGE)
    nadia.gesture("décider", STUDIES, status="accepté")
    before = picture(session)
    nadia.gesture("joindre", FUND, others=[STUDIES])
    nadia.undo()
    assert picture(session) == before


def test_what_is_taken_apart_again_stands_where_it_was_placed(nadia, session):
    nadia.gesture("ordonner", STUDIES, before=FUND)
    before = picture(session)
    nadia.gesture("joindre", FUND, others=[STUDIES])
    nadia.undo()
    assert picture(session) == before


def test_what_was_placed_beside_a_theme_poured_away_finds_it_again(nadia, session):
    nadia.gesture("ordonner", AGE, before=EMPTY)
    before = picture(session)
    nadia.gesture("fusionner", EMPTY, theme=MONEY)
    nadia.undo()
    assert picture(session) == before


def test_themes_are_ranked_by_what_all_steps_of_an_undo_leave(nadia, session):
    nadia.gesture("scinder", EMPTY, text="Portage", others=[small.segment("Porter les immeubles")])
    nadia.gesture("ordonner", AGE, before=EMPTY)
    before = picture(session)
    moved = [small.segment("guichet unique"), small.segment("grand-rue")]
    nadia.gesture("scinder", MONEY, text="Guichets", others=moved)
    nadia.undo()
    assert picture(session) == before


def test_what_joins_a_duplicate_is_counted_at_once_on_the_card_of_its_original(nadia, session):
    nadia.gesture("doublon", FUND, into=GUICHET)
    nadia.gesture("joindre", FUND, others=[STUDIES])
    shown = picture(session)
    session.deck.refresh()
    assert picture(session) == shown
    assert session.deck.cards[GUICHET].n_statements == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(GESTURES), min_size=1, max_size=7))
def test_any_sequence_can_be_undone(tmp_path_factory, written, chosen):
    folder = tmp_path_factory.mktemp("annuler")
    (folder / "villes").mkdir()
    session = Session(runner.find(folder / "villes"), Store(written), "Nadia")
    nadia = Browser(session, "Nadia")
    pictures = []
    for action, target, more in chosen:
        before = picture(session)
        if nadia.gesture(action, target, **more).status_code == 200:
            pictures.append(before)
    size = (folder / "villes" / NAME).stat().st_size
    while pictures:
        before = pictures.pop()
        if nadia.undo().status_code == 200:
            assert picture(session) == before
        else:
            break  # said to the reviewer, and nothing is changed
    assert (folder / "villes" / NAME).stat().st_size >= size


def test_a_chain_of_duplicates_finds_its_links_again(nadia, session):
    pictures = []
    for action, target, more in (
        ("doublon", STUDIES, {"into": FUND}),
        ("doublon", FUND, {"into": GUICHET}),
        ("joindre", FUND, {"others": [STUDIES]}),
    ):
        pictures.append(picture(session))
        assert nadia.gesture(action, target, **more).status_code == 200
    for before in reversed(pictures):
        assert nadia.undo().status_code == 200
        assert picture(session) == before
