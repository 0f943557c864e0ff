import os

import desk_cycle as small
import pytest
from desk_client import Browser

from pipeline.desk.live import Live
from pipeline.desk.session import Session
from pipeline.ledger import journal
from pipeline.ledger.entries import Change, Comment, Retitle
from pipeline.ledger.storage import NAME
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.folding import fold

PORTAGE, FUND, GUICHET = (small.proposal(name) for name in ("portage", "fonds", "guichet"))


def script(nadia):
    """A bit of everything."""
    nadia.gesture("déplacer", PORTAGE, theme=small.theme("argent"))
    nadia.gesture("renommer", small.theme("age"), text="Bien vieillir")
    nadia.gesture("joindre", FUND, others=[small.proposal("etudes")])
    nadia.gesture("identifier", small.speaker("AB"), role="collectivité")
    nadia.gesture("retyper", small.statement("trente vitrines"), type="proposition")
    nadia.gesture("scinder", small.theme("argent"), text="Guichets", others=[small.segment("guichet unique")])
    nadia.gesture("fusionner", small.theme("vacance"), theme=small.theme("argent"))
    nadia.gesture("décider", GUICHET, status="accepté")


def test_one_at_a_time_gives_what_folding_all_gives(nadia, session, place, ledger):
    script(nadia)
    assert len(ledger()) == 8
    assert session.live.answer == fold(session.machine.answer, ledger()).answer
    fresh = Session(place, session.store, "x")
    assert fresh.live.answer == session.live.answer
    assert fresh.deck.cards == session.deck.cards
    assert [one for one, _ in fresh.deck.themes] == [one for one, _ in session.deck.themes]


def test_two_reviewers_see_each_other_and_nothing_is_lost(nadia, paul, ledger):
    nadia.gesture("titrer", PORTAGE, text="Porter dix ans")
    patch = paul.look()
    assert "Porter dix ans" in patch["cartes"][PORTAGE]["html"]
    (news,) = patch["nouvelles"]
    assert news.startswith("Nadia\u00a0: Proposition «\u00a0porter les immeubles pendant dix ans\u00a0» intitulée")
    paul.gesture("décider", FUND, status="accepté")
    assert FUND in nadia.look()["cartes"]
    assert [entry.who for entry in ledger()] == ["Nadia", "Paul"]


def test_a_page_is_not_told_what_it_knows(nadia):
    nadia.gesture("titrer", PORTAGE, text="Porter dix ans")
    patch = nadia.look()
    assert (patch["cartes"], patch["tetes"], patch["nouvelles"], patch["recharger"]) == ({}, {}, [], False)


def test_a_contradiction_made_unawares_is_shown_a_change_of_mind_is_not(nadia, paul, session):
    nadia.gesture("titrer", PORTAGE, text="Porter dix ans")
    said = paul.gesture("titrer", PORTAGE, text="Porter vingt ans").json()["dit"]
    assert not said["bien"]
    assert "à trancher" in said["texte"]
    assert session.deck.cards[PORTAGE].contested
    nadia.look()
    nadia.gesture("titrer", FUND, text="Avancer l'argent")
    paul.look()
    assert paul.gesture("titrer", FUND, text="Avancer la trésorerie").json()["dit"]["bien"]


def test_a_passage_moved_twice_unawares_is_a_contradiction(nadia, paul):
    segment = small.segment("trente vitrines")
    assert nadia.gesture("déplacer", segment, theme=small.theme("age")).json()["dit"]["bien"]
    assert not paul.gesture("déplacer", segment, theme=small.theme("argent")).json()["dit"]["bien"]


def test_another_program_writing_the_ledger_is_heard(nadia, session, place):
    change = Change(Anchors(session.machine.answer).proposal(PORTAGE), Retitle(title="Venu du classeur"))
    journal.record(place.cycle, [change], "Import")
    assert "Venu du classeur" in nadia.look()["cartes"][PORTAGE]["html"]


def test_two_desks_on_one_ledger(place, store, ledger):
    one, two = Browser(Session(place, store, "A"), "A"), Browser(Session(place, store, "B"), "B")
    for n in range(20):
        one.gesture("commenter", PORTAGE, text=f"A{n}")
        two.gesture("commenter", FUND, text=f"B{n}")
    assert one.look()["boot"] == one.session.boot
    two.look()
    assert len(ledger()) == 40
    assert one.session.live.answer == two.session.live.answer
    assert one.session.deck.cards == two.session.deck.cards


def test_a_line_half_written_waits_for_its_end(session, place):
    live = session.live
    change = Change(session.anchors.proposal(PORTAGE), Comment(text="Entier"))
    journal.record(place.cycle, [change], "Paul")
    path = place.cycle / NAME
    whole = path.read_bytes()
    os.truncate(path, 0)
    for cut in (1, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert live.take() == []
    path.write_bytes(whole)
    assert len(live.take()) == 1
    assert live.unreadable == 0


def test_a_damaged_line_is_counted_and_the_others_are_read(session, place):
    (place.cycle / NAME).write_bytes(b'{"id": "c-1", cass\xc3\n')
    journal.record(place.cycle, [Change(session.anchors.proposal(PORTAGE), Comment(text="Après"))], "Paul")
    live = Live(place.cycle, session.machine.answer)
    assert (len(live.reports), live.unreadable) == (1, 1)


@pytest.mark.parametrize("older", [True, False])
def test_what_was_made_again_under_the_page_is_read_again(nadia, session, place, store, older):
    nadia.gesture("titrer", PORTAGE, text="Porter dix ans")
    if older:  # an older copy of the ledger is put back
        (place.cycle / NAME).write_bytes(b"")
    else:  # the pipeline was run again
        os.utime(store.path("assignments"), ns=(1, 1))
    boot = nadia.boot
    patch = nadia.look()
    assert patch["recharger"]
    assert patch["boot"] != boot
    title = session.deck.cards[PORTAGE].title
    assert title == (small.TITLES["portage"] if older else "Porter dix ans")


def test_a_gesture_from_a_page_of_before_says_it_saw_nothing(nadia, ledger):
    nadia.boot = "autre"
    nadia.gesture("titrer", PORTAGE, text="Porter dix ans")
    assert ledger()[0].change.seen == {}


def test_fingerprints_kept_from_one_gesture_to_the_next_are_those_of_the_themes_as_they_stand(session, nadia):
    session.warm_up()
    before = session.anchors.theme(small.theme("vacance"))
    segment = small.segment("établissement foncier")
    assert nadia.gesture("déplacer", segment, theme=small.theme("argent")).status_code == 200
    for name in ("vacance", "argent"):
        fresh = Anchors(session.live.answer).theme(small.theme(name))
        assert session.anchors.theme(small.theme(name)) == fresh
    assert session.anchors.theme(small.theme("vacance")) != before


def test_the_progress_counts_what_the_cards_say(session, nadia):
    nadia.gesture("décider", small.proposal("portage"), status="accepté")
    nadia.gesture("joindre", small.proposal("fonds"), others=[small.proposal("etudes")])
    nadia.undo()
    proposals = [card for key, card in session.deck.cards.items() if key[0] == "p"]
    assert session.deck.n_proposals == len(proposals)
    assert session.deck.n_settled == sum(not card.to_review for card in proposals)
