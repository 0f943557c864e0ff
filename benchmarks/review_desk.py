"""The desk as programs and browsers see it: two servers on one ledger, two thousand propositions in Chromium."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median

import pandas as pd

from pipeline import tables
from pipeline.ledger import journal
from pipeline.records import content_id
from pipeline.store import Store

CHROMIUM = "/usr/bin/chromium"
_SERVE = """
import sys
from pathlib import Path
from pipeline.desk.serve import serve
serve(Path(sys.argv[1]), Path(sys.argv[2]), None, "Anne")
"""


class Client:
    """A page without a screen."""

    def __init__(self, address: str) -> None:
        self.home = address.split("/?")[0]
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._opener.open(address).read()

    def post(self, path: str, **body: object) -> dict[str, object]:
        """Send a gesture."""
        sent = {"who": "Anne", "boot": "", "version": 0} | body if path != "/documents" else {}
        headers = {"Content-Type": "application/json", "Origin": self.home}
        request = urllib.request.Request(self.home + path, json.dumps(sent).encode(), headers)
        with self._opener.open(request) as answer:
            return dict(json.loads(answer.read()))


@contextmanager
def desk(cycle: Path, out: Path) -> Iterator[tuple[str, int]]:
    """Serve a cycle in a process of its own; yield the address with its token, and the process's id."""
    server = subprocess.Popen([sys.executable, "-c", _SERVE, str(cycle), str(out)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().split()[-1], server.pid
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def two_desks(cycle: Path, out: Path, n: int) -> tuple[int, int]:
    """Return how many entries two servers confirmed, ``n`` asked of each at once, and how many are in the ledger."""
    proposal = str(Store(out).read_table("proposals")["proposal_id"].iloc[0])
    confirmed: list[str] = []

    def write(address: str, who: str) -> None:
        client = Client(address)
        for number in range(n):
            text = f"remarque {who} {number}"
            client.post("/geste", action="commenter", target=proposal, who=who, text=text)
            confirmed.append(text)

    before = len(journal.read(cycle).entries)
    with desk(cycle, out) as (first, _), desk(cycle, out) as (second, _):
        threads = [threading.Thread(target=write, args=pair) for pair in ((first, "Anne"), (second, "Bruno"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    kept = {getattr(entry.change.wanted, "text", "") for entry in journal.read(cycle).entries[before:]}
    return len(confirmed), len(kept & set(confirmed))


def refresh(cycle: Path, out: Path, n: int) -> list[tuple[float, float]]:
    """Return what it takes from a correction to tables and documents written again, in an open desk, ``n`` times.

    Returns
    -------
    list of (float, float)
        Seconds elapsed, and seconds of computing: the same on a busy machine.
    """
    proposals = Store(out).read_table("proposals")["proposal_id"].astype(str).tolist()
    found = []
    with desk(cycle, out) as (address, process):
        client = Client(address)
        time.sleep(3)  # somebody reads before correcting; the server warms up meanwhile
        for number in range(n):
            started, computed = time.perf_counter(), _computed(process)
            client.post("/geste", action="titrer", target=proposals[number], text=f"Essayer la mesure {number}")
            client.post("/documents")
            found.append((time.perf_counter() - started, _computed(process) - computed))
    return found


def _computed(process: int) -> float:
    """Return the seconds of computing of a process so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def enlarge(out: Path, large: Path, times: int) -> int:
    """Write the tables of a run ``times`` over, each copy under other ids; return how many propositions that makes."""
    store, made = Store(out), Store(large)
    for name in ("cycle", "workshops", "speakers", "found_themes"):
        made.write_table(name, store.read_table(name))
    for name in ("utterances", "passages", "assignments", "found_statements", "found_proposals"):
        frame = store.read_table(name)
        copies = [_copied(frame, number) if number else frame for number in range(times)]
        made.write_table(name, pd.concat(copies, ignore_index=True)[list(tables.columns(name))])
    return times * len(store.read_table("found_proposals"))


def _copied(frame: pd.DataFrame, number: int) -> pd.DataFrame:
    made = frame.copy()
    for column in ("utterance_id", "segment_id", "statement_id", "proposal_id"):
        if column in made:
            made[column] = [content_id(key[0], key, number) for key in made[column]]
    for column in ("statement_ids", "nearby"):
        if column in made:
            made[column] = [[content_id(key[0], key, number) for key in keys] for keys in made[column]]
    return made


_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_WATCH = """() => {
    Object.assign(window, {longest: 0, dropped: 0, told: 0});
    let last = performance.now();
    const frame = (now) => {
        window.longest = Math.max(window.longest, now - last);
        last = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    for (const name of ["drop", "dragend", "pointerup"])
        document.addEventListener(name, () => { window.dropped ||= performance.now(); }, {capture: true});
    new MutationObserver(() => { window.told ||= performance.now(); })
        .observe(document.getElementById("annonce"), {childList: true, characterData: true, subtree: true});
}"""


def page(cycle: Path, out: Path, drags: int) -> dict[str, float]:
    """Return milliseconds in a real Chromium: first paint, the longest frame of a drag, from drop to saved.

    Medians of several; the page shows every proposition of the run.
    """
    from playwright.sync_api import sync_playwright

    with desk(cycle, out) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        shown.goto(address)
        home = address.split("?")[0]
        paints = []
        for _ in range(3):
            shown.goto(home)
            shown.wait_for_function(f"{_PAINT} > 0")
            paints.append(float(shown.evaluate(_PAINT)))
        cards = shown.locator(".carte").count()
        moves = [_drag(shown) for _ in range(drags)]
        browser.close()
    frames, saves = zip(*moves, strict=True)
    return {"cartes": cards, "peinture": median(paints), "image": median(frames), "enregistré": median(saves)}


def _drag(shown) -> tuple[float, float]:  # noqa: ANN001
    shown.evaluate(_WATCH)
    lists = shown.locator(".cartes[data-cle]")
    start = lists.nth(0).locator(".carte").first.bounding_box()
    end = lists.nth(1).bounding_box()
    shown.mouse.move(start["x"] + 40, start["y"] + 15)
    shown.mouse.down()
    shown.mouse.move(end["x"] + 80, end["y"] + 60, steps=12)
    longest = shown.evaluate("window.longest")
    shown.mouse.up()
    shown.wait_for_function("window.told > 0")
    return float(longest), float(shown.evaluate("window.told - window.dropped"))
