"""The desk in a real Chromium: what a reviewer does with the mouse, the keyboard, and another reviewer."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import desk_cycle as small
import pytest
import uvicorn
from desk_client import TOKEN
from playwright.sync_api import expect, sync_playwright

from pipeline.desk.app import build
from pipeline.ledger.storage import NAME

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_S = 10

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="Chromium est absent (/usr/bin/chromium) : page non essayée"
)

PORTAGE, FUND, STUDIES, GUICHET, VISIT = (
    small.proposal(name) for name in ("portage", "fonds", "etudes", "guichet", "visite")
)
EMPTY, AGE, MONEY = (small.theme(name) for name in ("vacance", "age", "argent"))


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def address(session):
    server = uvicorn.Server(uvicorn.Config(build(session, TOKEN), port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE_S)


@pytest.fixture
def enter(chromium, address):
    """Return a function that opens the page as a reviewer; no page may log an error."""
    faults, contexts = [], []

    def entered(who="Nadia", path="/", **options):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, **options)
        context.set_default_timeout(1000 * PATIENCE_S)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/?jeton={TOKEN}")
        if path != "/":
            page.goto(address + path)
        if who != "Nadia":
            page.get_by_label("Relecteur").fill(who)
            page.get_by_label("Relecteur").press("Tab")
        return page

    yield entered
    for context in contexts:
        context.close()
    assert faults == []


def until(true):
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, "en vain"
        time.sleep(0.02)


def card(page, key):
    return page.locator(f"#{key}")


def column(page, theme):
    return page.locator(f'.cartes[data-cle="{theme}"]')


def state(page, key, name):
    expect(card(page, key)).to_have_attribute("data-etat", name)


def expect_said(page, text):
    expect(page.get_by_role("status")).to_contain_text(text)


def drag(page, key, theme):
    start, end = card(page, key).bounding_box(), column(page, theme).bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 80, end["y"] + 40, steps=8)
    page.mouse.move(end["x"] + 85, end["y"] + 45, steps=2)
    page.mouse.up()


def test_the_printed_address_opens_the_page_and_nothing_else_does(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    assert page.goto(address).status == 403
    expect(page.locator("body")).to_contain_text("synthese review")
    assert page.goto(f"{address}/?jeton={TOKEN}").status == 200
    assert page.url == f"{address}/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Villes moyennes")
    assert page.evaluate("document.cookie") == ""
    context.close()


def test_another_site_can_neither_read_nor_write(chromium, address, ledger):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/?jeton={TOKEN}")
    page.route("http://pirate.test/*", lambda route: route.fulfill(body="<h1>pirate</h1>", content_type="text/html"))
    page.goto("http://pirate.test/")
    reached = page.evaluate(
        """async (address) => Promise.all(["/", "/geste", "/annuler"].map((path, n) =>
            fetch(address + path, {method: n ? "POST" : "GET", credentials: "include", body: n ? "{}" : undefined})
                .then(() => "lu", () => "refusé")))""",
        address,
    )
    assert reached == ["refusé"] * 3
    assert ledger() == ()
    context.close()


def test_dragging_a_card_moves_the_proposition(enter, ledger, session):
    page = enter()
    drag(page, PORTAGE, MONEY)
    expect(column(page, MONEY).locator(f"#{PORTAGE}")).to_be_visible()
    expect_said(page, "Rangé sous «\u00a0Financement des travaux\u00a0»")
    state(page, PORTAGE, "corrige")
    assert [(entry.action, entry.change.target.id) for entry in ledger()] == [("déplacer", PORTAGE)]
    assert session.deck.cards[PORTAGE].theme_id == MONEY
    page.reload()
    expect(column(page, MONEY).locator(f"#{PORTAGE}")).to_be_visible()


def test_undo_brings_a_dragged_card_back(enter, ledger):
    page = enter()
    drag(page, PORTAGE, MONEY)
    state(page, PORTAGE, "corrige")
    page.get_by_role("button", name="Annuler").click()
    expect_said(page, "Annulé")
    expect(column(page, EMPTY).locator(f"#{PORTAGE}")).to_be_visible()
    state(page, PORTAGE, "a-relire")
    assert ledger()[0].action == "déplacer"
    assert len(ledger()) > 1


def order_in(page, theme):
    return column(page, theme).locator(".carte").evaluate_all("cards => cards.map((card) => card.id)")


def test_dragging_a_card_within_its_theme_puts_it_in_order(enter, ledger):
    page = enter()
    assert order_in(page, MONEY) == [FUND, STUDIES, GUICHET]
    start, end = card(page, FUND).bounding_box(), card(page, STUDIES).bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + end["height"] - 10, steps=12)
    page.mouse.move(end["x"] + 42, end["y"] + end["height"] - 4, steps=3)
    page.mouse.up()
    expect_said(page, "rangé juste après")
    assert order_in(page, MONEY) == [STUDIES, FUND, GUICHET]
    (entry,) = ledger()
    assert (entry.action, entry.change.wanted.after.id, entry.change.wanted.before.id) == ("ordonner", STUDIES, GUICHET)


def test_order_and_duplicates_by_keyboard(enter, ledger):
    page = enter()
    keys = page.keyboard
    card(page, FUND).focus()
    keys.press("Shift+J")
    expect_said(page, "rangé juste après")
    expect(card(page, FUND)).to_be_focused()
    assert order_in(page, MONEY) == [STUDIES, FUND, GUICHET]
    keys.press("o")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("En tête")
    keys.press("Enter")
    expect_said(page, "rangé juste avant")
    assert order_in(page, MONEY) == [FUND, STUDIES, GUICHET]
    themes = page.locator(".colonne h2").all_text_contents()
    page.locator(f"#tete-{MONEY}").focus()
    keys.press("Shift+J" if themes[0] == "Financement des travaux" else "Shift+K")
    expect_said(page, "«\u00a0Financement des travaux\u00a0» rangé juste")
    assert page.locator(".colonne h2").all_text_contents() != themes
    card(page, STUDIES).focus()
    keys.press("d")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("proche")
    keys.press("Enter")
    expect(card(page, STUDIES)).to_have_count(0)
    keys.press("u")
    expect(card(page, STUDIES)).to_have_count(1)
    state(page, STUDIES, "a-relire")
    assert [entry.action for entry in ledger()][:4] == ["ordonner", "ordonner", "ordonner", "doublon"]


def test_renaming_a_theme_with_the_mouse(enter, session):
    page = enter()
    page.get_by_role("button", name="Fiche du thème Logements vacants").click()
    page.get_by_role("complementary").get_by_role("button", name="Renommer").click()
    page.get_by_role("textbox", name="Libellé du thème").fill("Vacance et portage")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(f"#titre-{EMPTY}")).to_have_text("Vacance et portage")
    expect(page.get_by_role("complementary").get_by_role("heading", level=2)).to_have_text("Vacance et portage")
    assert session.live.answer.themes[EMPTY].label == "Vacance et portage"


def test_everything_by_keyboard(enter, ledger, session):
    page = enter()
    keys = page.keyboard
    page.locator(f"#{STUDIES}").focus()
    keys.press("a")
    state(page, STUDIES, "accepte")
    keys.press("k")
    keys.press("k")
    keys.press("k")
    expect(page.locator(".tete:focus h2")).to_have_text("Financement des travaux")
    keys.press("e")
    keys.type("L’argent")
    keys.press("Enter")
    expect(page.locator(f"#titre-{MONEY}")).to_have_text("L’argent")
    keys.press("Escape")
    page.locator(f"#{FUND}").focus()
    keys.press("m")
    keys.type("vieil")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    expect(column(page, AGE).locator(f"#{FUND}")).to_be_visible()
    expect(page.locator(f"#{FUND}")).to_be_focused()
    keys.press("f")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_contain_text("proche")
    keys.press("Enter")
    expect(card(page, STUDIES)).to_have_count(0)
    keys.press("e")
    keys.type("Avancer et rembourser")
    keys.press("Enter")
    expect(card(page, FUND).locator(".titre")).to_contain_text("Avancer et rembourser")
    keys.press("c")
    keys.type("À voir avec la Banque")
    keys.press("Enter")
    expect(page.get_by_role("complementary").locator(".historique")).to_contain_text("À voir avec la Banque")
    keys.press("r")
    state(page, FUND, "rejete")
    keys.press("u")
    state(page, FUND, "corrige")
    done = [entry.action for entry in ledger()]
    assert done[:7] == ["décider", "renommer", "déplacer", "joindre", "titrer", "commenter", "décider"]
    assert session.deck.cards[FUND].title == "Avancer et rembourser"


def test_arrows_walk_through_cards_and_themes(enter):
    page = enter()
    page.keyboard.press("j")
    first = page.locator(".choisi").get_attribute("id")
    assert first == page.locator(".carte").first.get_attribute("id")
    page.keyboard.press("ArrowRight")
    here = page.locator(".choisi").evaluate("one => one.closest('.colonne').dataset.cle")
    assert here == page.locator(".colonne").nth(1).get_attribute("data-cle")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".choisi").get_attribute("id") == first
    for _ in range(30):
        page.keyboard.press("k")
    expect(page.locator(".choisi")).to_have_count(1)
    expect(page.locator("[tabindex='0'].carte, [tabindex='0'].tete")).to_have_count(1)


def test_the_letters_can_be_switched_off(enter, ledger):
    page = enter()
    page.keyboard.press("?")
    page.get_by_label("Raccourcis d’une lettre").uncheck()
    page.keyboard.press("Escape")
    card(page, PORTAGE).focus()
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    assert ledger() == ()


def test_the_queue_goes_on_by_itself(enter, session):
    page = enter(path="/")
    page.keyboard.press("3")
    expect(page.get_by_role("complementary")).to_be_visible()
    for _ in range(3):
        before = page.locator(".choisi").get_attribute("id")
        page.keyboard.press("a")
        expect(page.locator(f"#{before}")).to_have_attribute("data-etat", "accepte")
        expect(page.locator(f"#{before}")).not_to_have_class("carte choisi")
    expect(page.locator("#avancement")).to_contain_text("3 / 7")
    assert session.deck.n_settled == 3


def test_filters_and_search(enter):
    page = enter()
    page.get_by_label("Atelier").select_option("Langres")
    expect(page.locator(".carte")).to_have_count(2)
    page.get_by_role("link", name="Tout montrer").click()
    expect(page.locator(".carte")).to_have_count(7)
    page.keyboard.press("/")
    page.keyboard.type("tresorerie")
    expect(page.locator(".carte")).to_have_count(1)
    assert "q=tresorerie" in page.url
    page.keyboard.press("Enter")
    expect(card(page, FUND)).to_be_focused()
    page.go_back()
    expect(page.locator(".carte")).to_have_count(7)
    page.get_by_label("Type").select_option("Freins")
    expect(page.locator(".carte")).to_have_count(1)


def test_the_verbatim_in_its_conversation_is_one_click_away(enter):
    page = enter()
    card(page, PORTAGE).click()
    sheet = page.get_by_role("complementary")
    sheet.get_by_role("button", name="Dans la conversation").first.click()
    expect(sheet.locator("mark")).to_have_text("il faudrait que l'établissement foncier porte les immeubles dix ans")
    expect(sheet.locator(".conversation").first).to_contain_text("qui bloque dans le centre")
    expect(sheet.locator(".conversation").first).to_contain_text("Agnès Bertin (bailleur)")


def test_statements_are_retyped_and_rejected_from_the_sheet(enter, session):
    page = enter(path="/?type=constat")
    key = small.statement("trente vitrines")
    card(page, key).click()
    page.get_by_role("complementary").get_by_label("Type").select_option("frein")
    expect_said(page, "constat → frein")
    state(page, key, "corrige")
    page.get_by_role("button", name="Rejeter l’énoncé").click()
    state(page, key, "rejete")
    assert session.live.answer.statements[key].type == "frein"


def test_a_speaker_is_given_another_role(enter, session):
    page = enter(path="/?vue=locuteurs")
    page.get_by_label("Rôle de Agnès Bertin").select_option("association")
    expect_said(page, "bailleur → association")
    assert session.live.answer.speakers[small.speaker("AB")].role == "association"
    expect(page.get_by_label("Rôle de Agnès Bertin")).to_have_value("association")


def test_two_reviewers_at_once(enter, ledger):
    nadia, paul = enter(), enter("Paul")
    drag(nadia, PORTAGE, MONEY)
    expect(column(paul, MONEY).locator(f"#{PORTAGE}")).to_be_visible()
    expect_said(paul, "Nadia")
    card(paul, GUICHET).focus()
    paul.keyboard.press("a")
    state(paul, GUICHET, "accepte")
    state(nadia, GUICHET, "accepte")
    nadia.keyboard.press("u")
    expect(column(paul, EMPTY).locator(f"#{PORTAGE}")).to_be_visible()
    state(paul, GUICHET, "accepte")
    assert {entry.who for entry in ledger()} == {"Nadia", "Paul"}


def test_hostile_text_is_shown_as_text(enter):
    page = enter()
    expect(card(page, small.proposal("pirate"))).to_contain_text(small.HOSTILE)
    card(page, small.proposal("pirate")).click()
    expect(page.get_by_role("complementary").locator("blockquote").first).to_contain_text(small.HOSTILE)
    page.get_by_role("button", name="Dans la conversation").first.click()
    expect(page.locator(".conversation").first).to_contain_text(f"Max {small.HOSTILE}")
    card(page, PORTAGE).focus()
    page.keyboard.press("e")
    page.keyboard.type(small.HOSTILE)
    page.keyboard.press("Enter")
    expect(card(page, PORTAGE)).to_contain_text(small.HOSTILE)
    card(page, PORTAGE).focus()
    page.keyboard.press("m")
    expect(page.get_by_role("dialog").get_by_role("option").filter(has_text="<script>")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("5")
    expect(page.locator("#plateau")).to_contain_text(small.HOSTILE)
    assert page.evaluate("window.pirate === undefined")


def test_a_verdict_names_what_it_is_about(enter):
    page = enter()
    card(page, PORTAGE).focus()
    page.keyboard.press("a")
    expect_said(page, "«\u00a0porter les immeubles pendant dix ans\u00a0»\u00a0: accepté.")


def test_the_buttons_of_a_card_hide_none_of_its_words(enter):
    page = enter()
    covered = """() => {
        const buttons = document.querySelector(".choisi .gestes").getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(document.querySelector(".choisi .faits"));
        return [...words.getClientRects()].some((one) => one.width > 1 && one.right > buttons.left + 1
            && one.bottom > buttons.top + 4 && one.top < buttons.bottom);
    }"""
    for _ in range(5):
        page.keyboard.press("j")
        expect(page.locator(".choisi .gestes")).to_be_visible()
        assert page.evaluate(covered) is False


def test_light_and_dark(enter):
    def ground(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light, dark = enter(color_scheme="light"), enter(color_scheme="dark")
    bright, dim = ground(light), ground(dark)
    assert bright != dim
    light.get_by_role("button", name="Clair ou sombre").click()
    assert ground(light) == dim
    light.reload()
    assert ground(light) == dim
    dark.get_by_role("button", name="Clair ou sombre").click()
    assert ground(dark) == bright


def test_a_screen_reader_finds_its_way(enter):
    page = enter()
    for role in ("banner", "navigation", "main", "search", "status"):
        expect(page.get_by_role(role)).to_have_count(1)
    card(page, PORTAGE).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary").get_by_role("heading", level=2)).to_be_focused()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, textarea, a")]
            .filter((one) => one.type !== "hidden")
            .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.labels?.length))
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("Escape")
    expect(card(page, PORTAGE)).to_be_focused()
    page.keyboard.press("m")
    expect(page.get_by_role("combobox", name="Filtrer la liste")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page, PORTAGE)).to_be_focused()


def test_texts_have_enough_contrast(enter):
    ratio = """() => {
        const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
        const light = (colour) => {
            canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((one) => one / 255)
                .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (one) => {
            for (; one; one = one.parentElement) {
                const colour = getComputedStyle(one).backgroundColor;
                if (colour !== "rgba(0, 0, 0, 0)") return colour;
            }
        };
        return [...document.querySelectorAll("h1, h2, h3, p, span, button, label, a, dt, dd, kbd, blockquote, mark")]
            .filter((one) => one.checkVisibility() && one.textContent.trim())
            .map((one) => {
                const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
                return [(a + 0.05) / (b + 0.05), one.outerHTML.slice(0, 120)];
            }).filter(([found]) => found < 4.5);
    }"""
    for scheme in ("light", "dark"):
        page = enter(color_scheme=scheme)
        card(page, GUICHET).focus()
        page.keyboard.press("r")
        state(page, GUICHET, "rejete")
        card(page, PORTAGE).click()
        page.get_by_role("button", name="Dans la conversation").first.click()
        expect(page.locator("mark")).to_be_visible()
        assert page.evaluate(ratio) == []


def test_the_documents_are_updated_from_the_page(enter, store):
    page = enter()
    drag(page, PORTAGE, MONEY)
    state(page, PORTAGE, "corrige")
    page.get_by_role("button", name="Mettre à jour les documents").click()
    expect_said(page, str(store.folder / "synthese.docx"))
    assert (store.folder / "synthese.docx").stat().st_size > 0


SERVE = """
import sys
from pathlib import Path
from pipeline.desk.serve import serve
serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None, "Nadia")
"""


def started(place, store, port=None):
    command = [sys.executable, "-c", SERVE, str(place.cycle), str(store.folder), *([port] if port else [])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return server, server.stdout.readline().split()[-1]


def ended(server):
    server.kill()
    server.wait(PATIENCE_S)
    server.stdout.close()


def test_a_killed_server_is_said_and_what_was_typed_is_given_back(chromium, place, store):
    server, address = started(place, store)
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto(address)
        card(page, PORTAGE).focus()
        page.keyboard.press("c")
        page.keyboard.type("À voir avec la Banque")
        ended(server)
        expect(page.get_by_role("alert")).to_contain_text("ne répond plus")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("pas enregistré")
        expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("À voir avec la Banque")
        # The same port, another token: the page says where to go on.
        server, again = started(place, store, address.split(":")[2].split("/")[0])
        expect(page.get_by_role("alert")).to_contain_text("ouvrez la nouvelle adresse")
        page.goto(again)
        expect(card(page, PORTAGE)).to_be_visible()
    finally:
        context.close()
        ended(server)


def test_a_server_that_was_slow_goes_on_where_it_was(chromium, place, store):
    server, address = started(place, store)
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto(address)
        os.kill(server.pid, signal.SIGSTOP)
        card(page, PORTAGE).focus()
        page.keyboard.press("a")
        os.kill(server.pid, signal.SIGCONT)
        state(page, PORTAGE, "accepte")
        expect(page.get_by_role("alert")).to_have_text("")
    finally:
        os.kill(server.pid, signal.SIGCONT)
        context.close()
        ended(server)


def test_a_killed_server_loses_nothing_that_it_confirmed(chromium, place, store):
    server, address = started(place, store)
    try:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address)
        page.evaluate(
            """(target) => { window.sure = []; (async () => {
                for (let n = 0; ; n += 1) {
                    const text = `Remarque ${n}`;
                    const body = {action: "commenter", target, who: "Nadia", boot: "", version: 0, text};
                    const answer = await fetch("/geste", {method: "POST", body: JSON.stringify(body),
                        headers: {"Content-Type": "application/json"}});
                    if (answer.ok) window.sure.push(body.text);
                }
            })().catch(() => {}); }""",
            PORTAGE,
        )
        until(lambda: page.evaluate("window.sure.length") >= 20)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(PATIENCE_S)
        confirmed = page.evaluate("window.sure")
        expect(page.get_by_role("alert")).to_contain_text("ne répond plus")
        context.close()
    finally:
        ended(server)
    lines = (place.cycle / NAME).read_bytes().split(b"\n")
    kept = [json.loads(line)["wanted"]["text"] for line in lines[:-1]]
    assert set(confirmed) <= set(kept)
    assert len(kept) <= len(confirmed) + 1
