"""The review in progress: one answer, one ledger, several reviewers, one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from threading import RLock
from typing import Final

from pipeline import config
from pipeline.desk import machine as run_under_review
from pipeline.desk.deck import Deck
from pipeline.desk.gestures import change, seen
from pipeline.desk.live import Live
from pipeline.desk.ordering import with_both_sides
from pipeline.desk.pace import Pace
from pipeline.desk.regathering import made_again, regathered
from pipeline.desk.requests import Gesture
from pipeline.desk.restoring import cards_home, fields_back, orders_back, passages_home, remark_back
from pipeline.desk.undoing import Done, check_undoable, renamed
from pipeline.errors import ReviewError
from pipeline.ledger.entries import Change, Decide
from pipeline.ledger.journal import record
from pipeline.ledger.storage import NAME
from pipeline.stage import Place
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.settling import CONFLICT, HONOURED, ORPHAN, Report
from pipeline.store import Store
from pipeline.text.typography import typeset

# A longer title does not fit in a sentence.
_TITLE: Final = 70


@dataclass(frozen=True, slots=True)
class Said:
    """What the page tells the reviewer after a gesture: a French sentence, and whether it went as wished."""

    text: str
    smooth: bool


class Session:
    """What the desk keeps in memory; all of it can be made again from the tables and the ledger.

    Parameters
    ----------
    place : Place
        The cycle.
    store : Store
        Its last run.
    who : str
        Who signs when the browser gives no name.

    Attributes
    ----------
    boot : str
        Changes when everything was read again: a page of before must be loaded again.
    """

    def __init__(self, place: Place, store: Store, who: str) -> None:
        self.place, self.store, self.who = place, store, who
        self._lock = RLock()
        self._paces: dict[str, Pace] = defaultdict(Pace)
        self._read()

    def _read(self) -> None:
        settings = config.load(self.place.root, self.place.cycle.name)["review"]
        assert isinstance(settings, ReviewSettings)
        signature = run_under_review.signature(self.store)
        machine = run_under_review.load(self.place, self.store)
        live = Live(self.place.cycle, machine.answer)
        self.deck = Deck(live, settings)
        # All or nothing: while the pipeline is writing, what is read may not fit together, and is read again.
        self.machine, self.live, self._signature = machine, live, signature
        self.numbers = machine.numbers
        self.boot = token_hex(4)
        self._anchors: Anchors | None = None
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._done: dict[str, list[Done]] = defaultdict(list)
        self._heard: list[tuple[int, Report]] = []

    @property
    def ledger(self) -> Path:
        """Where corrections are kept."""
        return self.place.cycle / NAME

    @property
    def count(self) -> int:
        """How many corrections the ledger holds."""
        return len(self.live.reports)

    @contextmanager
    def up_to_date(self) -> Iterator[None]:
        """Hold the session for oneself, with everything that was recorded meanwhile, here or by another program."""
        with self._lock:
            if run_under_review.signature(self.store) != self._signature or self.live.was_cut():
                self._read()
            self._take()
            yield

    @property
    def anchors(self) -> Anchors:
        """Anchors of the answer as it stands."""
        if self._anchors is None:
            self._anchors = Anchors(self.live.answer, self._known)
        return self._anchors

    def warm_up(self) -> None:
        """Make what the first gestures will need, a piece at a time: whoever asks for the page goes first."""
        for key in [theme.theme_id for theme, _ in self.deck.themes]:
            with self._lock:
                if key in self.live.answer.themes:
                    self.anchors.theme(key)

    def act(self, gesture: Gesture) -> Said:
        """Record a correction and fold it in; once this returns it survives a crash.

        Raises
        ------
        ReviewError
            If it makes no sense any more, or cannot be recorded.
        """
        with self.up_to_date():
            settled = self.deck.n_settled
            gesture = with_both_sides(gesture, self.deck, self.live.answer)
            asked = replace(change(gesture, self.anchors, self.live.answer), seen=self._seen(gesture))
            (done,) = self._record([asked], gesture.who)
            self._done[gesture.who].append(done)
            if self.deck.n_settled > settled:
                self._paces[gesture.who].note()
            return _said(self.live.reports[done.entry.entry_id])

    def undo(self, who: str) -> Said:
        """Record what undoes the last correction of ``who`` in this session.

        Raises
        ------
        ReviewError
            If there is none, if somebody corrected the same since, or if it has no inverse.
        """
        with self.up_to_date():
            if not self._done[who]:
                raise ReviewError("Rien à annuler : vous n’avez rien corrigé depuis que le serveur est ouvert.")
            done = self._done[who].pop()
            check_undoable(done, self.live.answer)
            self._take_back(done, who)
            return Said(typeset(f"Annulé : {told(self.live.reports[done.entry.entry_id])}"), True)

    def _take_back(self, done: Done, who: str) -> None:
        """Record what undoes a correction, in steps: each looks at what the last one left."""
        answer, shape = self.live.answer, self.deck.shape
        try:
            taken = self._record(regathered(done.entry.action, done.delta, self.anchors), who)
            alias = made_again(done.delta, [one.entry for one in taken])
            # A theme is taken back before anything is put under it.
            taken += self._record(fields_back(("themes",), done, taken, alias, answer, self.anchors), who)
            taken += self._record(passages_home(done, alias, answer, self.anchors), who)
            taken += self._record(cards_home(done, alias, self.deck.cards, self.anchors), who)
            rest = ("statements", "proposals", "speakers")
            self._record(fields_back(rest, done, taken, alias, answer, self.anchors), who)
            self._record(orders_back(done, alias, answer, self.anchors), who)
            self._record(remark_back(done), who)
        except KeyError as error:
            raise ReviewError("Annulation impossible : le thème d’avant n’existe plus ; corrigez à la main.") from error
        if self.deck.shape != shape:
            # Themes were ranked between two steps; what the last ones moved counts too.
            self.deck.refresh()
        for earlier in self._done.values():
            earlier[:] = [renamed(one, alias) for one in earlier]

    def remaining(self, who: str) -> str:
        """Return in French the time that the rest will take ``who``; empty until their pace is known."""
        return self._paces[who].remaining(self.deck.n_proposals - self.deck.n_settled)

    def heard(self, boot: str, version: int) -> list[Report]:
        """Return the corrections taken in after ``version``; none for a page of before everything was read again."""
        return [report for at, report in self._heard if at > version and boot == self.boot]

    def refresh(self) -> None:
        """Count and number everything again, after the documents were written."""
        with self.up_to_date():
            self.numbers = run_under_review.numbers(self.store)
            self.deck.refresh()

    def _seen(self, gesture: Gesture) -> dict[str, str]:
        """Return what the reviewer saw of the target; nothing when it has changed since the page was drawn."""
        stale = gesture.boot != self.boot or self.deck.changed.get(gesture.target, 0) > gesture.version
        if stale:
            return {}
        card = self.deck.cards.get(gesture.target)
        return seen(self.live.answer, gesture.target, None if card is None else card.theme_id)

    def _record(self, changes: list[Change], who: str) -> list[Done]:
        entries = record(self.place.cycle, changes, who)
        taken = self._take()
        return [taken[entry.entry_id] for entry in entries]

    def _take(self) -> dict[str, Done]:
        """Fold in what the ledger gained; return it by entry id."""
        taken = {}
        for entry, delta in self.live.take():
            shown = {key: card.theme_id for key, card in self.deck.cards.items()}
            self.deck.update(delta)
            homes = {key: shown[key] for key in self.deck.latest() if key in shown}
            self._heard.append((self.deck.version, self.live.reports[entry.entry_id]))
            taken[entry.entry_id] = Done(entry, delta, homes)
            if delta.themes or delta.segments or delta.speakers:
                self._anchors = None
        return taken


def told(report: Report) -> str:
    """Return what became of a correction as the page says it: a verdict names what it is about."""
    wanted, about = report.entry.change.wanted, report.entry.change.target.text
    if isinstance(wanted, Decide) and report.outcome == HONOURED:
        title = about if len(about) <= _TITLE else about[:_TITLE].rsplit(" ", 1)[0] + " …"
        return typeset(f"« {title} » : {wanted.status}.")
    return report.detail


def _said(report: Report) -> Said:
    warning = {CONFLICT: "En conflit : ", ORPHAN: "Sans effet : "}.get(report.outcome, "")
    return Said(typeset(warning + told(report)), report.outcome == HONOURED)
