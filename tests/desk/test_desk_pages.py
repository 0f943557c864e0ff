import re

import desk_cycle as small
import pytest
from desk_client import HOME, TOKEN
from starlette.testclient import TestClient

from pipeline import runner
from pipeline.desk import board
from pipeline.desk.app import build
from pipeline.desk.doubt import priority, theme_doubt
from pipeline.desk.pace import Pace
from pipeline.desk.requests import Filters
from pipeline.desk.session import Session
from pipeline.errors import PipelineError
from pipeline.store import Store

PORTAGE, FUND, STUDIES = (small.proposal(name) for name in ("portage", "fonds", "etudes"))


def shown(page):
    return set(re.findall(r'<li class="carte" id="([pe]-[0-9a-f]{12})"', page.text))


def names(session, keys):
    return {session.deck.cards[key].title for key in keys}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, set(small.TITLES.values())),
        ({"atelier": "langres"}, {small.TITLES["portage"], small.TITLES["guichet"]}),
        ({"role": "association"}, {small.TITLES["portage"], small.TITLES["etudes"]}),
        ({"etat": "accepté"}, set()),
        ({"q": "tresorerie"}, {small.TITLES["fonds"]}),
        ({"q": "ÉTUDES abandonnées"}, {small.TITLES["etudes"]}),
        ({"q": "plus longtemps"}, {small.TITLES["portage"]}),
        ({"q": "rien de tel"}, set()),
        ({"vue": "liste", "role": "état"}, {small.TITLES["fonds"], small.TITLES["fetes"]}),
        ({"type": "frein"}, {"un propriétaire sur deux ne répond jamais à nos courriers"}),
        ({"type": "question"}, {"Qui paiera les études quand le projet s'arrête ?"}),
        ({"type": "levier", "atelier": "tulle"}, set()),
    ],
)
def test_filters(nadia, session, asked, expected):
    assert names(session, shown(nadia.http.get("/", params=asked))) == expected


def test_every_statement_is_on_some_page(nadia, session):
    kinds = ("constat", "frein", "levier", "question", "demande", "écarté")
    found = [shown(nadia.http.get("/", params={"type": kind})) for kind in kinds]
    assert sorted(key for keys in found for key in keys) == sorted(session.live.answer.statements)
    assert shown(nadia.http.get("/", params={"type": "énoncé"})) | found[-1] == set(session.live.answer.statements)


def test_a_search_by_id_finds_what_a_reference_names(nadia):
    assert shown(nadia.http.get("/", params={"q": PORTAGE})) == {PORTAGE}


@pytest.mark.parametrize("asked", [{"vue": "pirate"}, {"type": "x"}, {"etat": "perdu"}])
def test_an_unknown_filter_is_a_malformed_request(nadia, asked):
    assert nadia.http.get("/", params=asked).status_code == 422


def test_columns_hold_every_card_once_and_end_with_those_without_theme(session):
    cards = board.chosen(session.deck.cards, Filters(), session.live.answer)
    columns = board.columns(cards, session.deck.themes)
    assert sorted(card.key for column in columns for card in column.cards) == sorted(card.key for card in cards)
    assert columns[-1].key == "hors-theme"
    assert [card.title for card in columns[-1].cards] == [small.TITLES["fetes"]]
    assert [column.theme.label for column in columns[:-1]] == [theme.label for theme, _ in session.deck.themes]


def test_the_queue_holds_what_waits_and_only_that(nadia, session):
    first = [card.key for card in board.queue(session.deck.cards.values())]
    nadia.gesture("décider", PORTAGE, status="accepté")
    nadia.gesture("titrer", FUND, text="Avancer l'argent")
    second = [card.key for card in board.queue(session.deck.cards.values())]
    assert second == [key for key in first if key not in (PORTAGE, FUND)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"score": 0.5}, {"score": 0.9}),
        ({"of_theme": 0.6}, {"of_theme": 0.1}),
        ({"n_workshops": 4}, {"n_workshops": 1}),
        ({"n_speakers": 9}, {"n_speakers": 1}),
        ({"maybe_double": True}, {"maybe_double": False}),
    ],
)
def test_the_least_certain_and_the_weightiest_come_first(before, after):
    usual = {"score": 0.7, "of_theme": 0.3, "n_workshops": 2, "n_speakers": 3, "maybe_double": False}
    assert priority(**{**usual, **before}) > priority(**{**usual, **after})


def test_what_has_no_theme_is_in_doubt():
    assert theme_doubt([1.0, 1.0]) == 0
    assert theme_doubt([None]) == theme_doubt([]) == 0.5
    assert theme_doubt([1.4, -3.0]) == 0.5


def test_the_time_that_remains_follows_the_pace_and_forgets_pauses():
    clock = iter([0, 10, 20, 1000, 1010, 1020]).__next__
    pace = Pace(clock)
    assert pace.remaining(30) == ""
    for _ in range(6):
        pace.note()
    assert pace.remaining(30) == "environ 5 min"
    assert pace.remaining(720) == "environ 2 h 00"
    assert pace.remaining(1) == "moins d’une minute"
    assert pace.remaining(0) == ""


def test_hostile_text_is_text_everywhere(nadia):
    pages = [
        "/",
        "/?vue=liste",
        "/?vue=file",
        "/?vue=locuteurs",
        "/?type=énoncé",
        f"/?q={small.HOSTILE}",
        f"/fiche/{small.proposal('pirate')}",
        f"/fiche/{small.theme('pirate')}",
        f"/fiche/{small.statement('pirate')}",
        f"/conversation/{small.statement('pirate')}",
    ]
    nadia.gesture("commenter", small.proposal("pirate"), text=small.HOSTILE)
    nadia.gesture("renommer", small.theme("age"), text=small.HOSTILE)
    for path in [*pages, "/?vue=journal"]:
        text = nadia.http.get(path).text
        assert "&lt;script&gt;" in text, path
        assert "<script>" not in text, path
        assert "<img" not in text, path


def test_a_name_full_of_quotes_stays_in_its_attribute(nadia):
    nadia.gesture("titrer", PORTAGE, text='" onmouseover="window.pirate=3')
    sheet = nadia.http.get(f"/fiche/{PORTAGE}").text
    assert 'onmouseover="' not in sheet
    assert "&#34; onmouseover=&#34;" in sheet


def test_the_conversation_marks_the_words_and_shows_the_neighbours(nadia):
    text = nadia.http.get(f"/conversation/{small.statement('établissement foncier')}?avant=1&apres=1").text
    assert "<mark>il faudrait que l&#39;établissement foncier porte les immeubles dix ans</mark>" in text
    assert "qui bloque dans le centre" in text
    assert "trente vitrines" in text
    assert "guichet unique" not in text
    assert 'data-plus="apres"' in text
    assert 'data-plus="avant"' not in text
    assert "langres/Transcription.txt, ligne 2" in text


def test_a_turn_is_shown_whole(nadia, session):
    for key, segment in session.live.answer.segments.items():
        text = nadia.http.get(f"/conversation/{key}?avant=0&apres=0").text
        plain = re.sub(r"<[^>]+>", "", text).replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
        assert segment.text in plain


def test_choosing_a_theme_offers_the_hesitation_first_and_never_its_own(nadia):
    choices = nadia.http.get(f"/choix/themes/{PORTAGE}").json()
    keys = [choice["key"] for choice in choices]
    assert keys[0] == small.theme("argent")
    assert keys[-1] == ""
    assert small.theme("vacance") not in keys
    filtered = nadia.http.get(f"/choix/themes/{PORTAGE}", params={"q": "vieillis"}).json()
    assert [choice["key"] for choice in filtered] == [small.theme("age")]


def test_choosing_a_proposition_offers_the_near_first(nadia):
    choices = nadia.http.get(f"/choix/propositions/{FUND}").json()
    assert choices[0]["key"] == STUDIES
    assert choices[0]["detail"].startswith("proche")
    assert FUND not in [choice["key"] for choice in choices]
    assert len(choices) == len(small.TITLES) - 1


def test_the_journal_tells_every_correction(nadia):
    nadia.gesture("décider", PORTAGE, status="accepté")
    nadia.undo()
    journal = nadia.http.get("/?vue=journal").text
    assert "2\u00a0corrections" in journal
    assert journal.count("honorée") >= 2


def test_a_cycle_that_was_not_run_says_what_to_do(place, tmp_path):
    with pytest.raises(PipelineError, match="synthese run"):
        Session(place, Store(tmp_path / "vide"), "x")


def test_the_documents_are_written_with_the_corrections(nadia, session, store):
    nadia.gesture("titrer", PORTAGE, text="Porter les immeubles quinze ans")
    done = nadia.http.post("/documents", headers={"origin": "http://127.0.0.1:8765"}).json()
    assert "mis à jour" in done["texte"]
    assert any(path.endswith("synthese.docx") for path in done["fichiers"])
    assert "orter les immeubles quinze ans" in (store.folder / "synthese.html").read_text(encoding="utf-8")
    proposals = store.read_table("proposals")
    assert "Porter les immeubles quinze ans" in set(proposals["title"])
    assert session.numbers == dict(zip(proposals["proposal_id"], proposals["number"], strict=True))
    patch = nadia.look()
    assert patch["recharger"]
    assert f"P{session.numbers[PORTAGE]}" in nadia.http.get("/").text


def test_page_and_tables_agree(nadia, session, store):
    nadia.gesture("déplacer", PORTAGE, theme=small.theme("argent"))
    nadia.gesture("identifier", small.speaker("JR"), role="animation")
    nadia.gesture("décider", small.theme("age"), status="rejeté")
    runner.run(session.place.cycle, store.folder, first="review")
    for row in store.read_table("proposals").to_dict("records"):
        card = session.deck.cards[row["proposal_id"]]
        assert card.title == row["title"]
        assert card.theme_id == (row["theme_id"] if isinstance(row["theme_id"], str) else None)
        assert card.workshops == tuple(row["workshops"])
        assert card.roles == tuple(row["roles"])
        assert card.n_speakers == row["n_speakers"]
        assert (card.status == "rejeté") == (row["status"] == "rejeté")
    themes = list(store.read_table("themes")["theme_id"])
    assert [theme.theme_id for theme, _ in session.deck.themes] == themes


def test_a_fault_of_the_program_is_said_in_french_and_in_the_terminal(session, capfd):
    http = TestClient(build(session, TOKEN), base_url=HOME, raise_server_exceptions=False)
    http.get(f"/?jeton={TOKEN}")
    session.deck = None
    answer = http.get("/")
    assert answer.status_code == 500
    assert "le terminal en dit plus" in answer.json()["erreur"]
    assert "à signaler" in capfd.readouterr().err


def test_a_card_says_what_its_title_asks_for_until_somebody_has_decided(nadia, session):
    asked = {key: session.deck.cards[key].title_task for key in (PORTAGE, FUND, STUDIES)}
    assert asked == {PORTAGE: "", FUND: "titre à relire", STUDIES: "à intituler"}
    assert nadia.http.get("/").text.count("titre à relire") == 1
    answer = nadia.gesture("décider", FUND, status="accepté").json()
    assert session.deck.cards[FUND].title_task == ""
    assert "titre à relire" not in answer["cartes"][FUND]["html"]
