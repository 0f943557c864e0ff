"""Place anchors in the answer of today: by id, else by the same words, else by nearly the same in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.ledger.entries import Anchor
from pipeline.ledger.locating import Place, locate
from pipeline.ledger.matching import Items, Placed
from pipeline.ledger.passages import as_items, item, surroundings
from pipeline.ledger.prints import Votes, stretch, words
from pipeline.stages.review.anchors import name, within
from pipeline.stages.review.answer import Answer

# A group found again by its members holds a good share of what is left of its sample (a mark is lost with any of its
# four words), or a small share that no other group comes near (its members left for no theme, or the program no longer
# sees them). Cut in parts as large, it is any of them.
_SHARE: Final = 0.3
_AHEAD: Final = 0.05
_SMALL_SHARE: Final = 0.1
_ALONE: Final = 3.0
# A member of a group keeps half of its few marks, and more than any other segment.
_HALF: Final = 0.5
# « DUPONT Jean » and « Jean Dupond »: token_sort_ratio, 0–100.
_SAME_NAME: Final = 80.0


class OrphanError(Exception):
    """An anchor that fits nowhere, with its nearest candidates as French text."""

    def __init__(self, anchor: Anchor, near: Iterable[str]) -> None:
        self.anchor = anchor
        self.near = tuple(near)
        super().__init__(anchor.id)


class Placer:
    """Places anchors in an answer that corrections go on changing.

    Parameters
    ----------
    answer : Answer
        The answer being corrected; texts of segments stay as they are, all else may change between two calls.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        # Themes and propositions that were poured into others: id → where they went.
        self.poured: dict[str, str] = {}
        # Themes that earlier corrections named by the id they have today, or made.
        self.met: set[str] = set()
        # Which of several parts as large stands for the whole: id of the whole → id of the part.
        self._chosen: dict[str, str] = {}

    def theme(self, anchor: Anchor) -> Placed:
        """Place a theme: by id, by label, by its members' words."""
        key = self._followed(anchor.id)
        if key in self._answer.themes:
            self.met.add(key)
            return Placed(key)
        labels = {key: theme.label for key, theme in self._answer.themes.items()}
        return _by_text(anchor, labels) or self._by_members(anchor, self._segment_votes, self._theme_of, labels)

    def is_another(self, anchor: Anchor, key: str) -> bool:
        """Tell whether the theme that took in most of what is gone was seen beside it: it may hold it, it is not it."""
        return key in self.met and key != self._followed(anchor.id)

    def holds(self, key: str, anchor: Anchor) -> bool:
        """Tell whether a theme holds a good share of what is left of another's words."""
        shares = {theme: share for share, theme in self._segment_votes.share(anchor.prints, self._theme_of)}
        return shares.get(key, 0.0) >= self._enough(anchor, self._segment_votes)

    def proposal(self, anchor: Anchor) -> Placed:
        """Place a proposition: by id, by its statements' words, by title."""
        key = self._followed(anchor.id)
        if key in self._answer.proposals:
            return Placed(key)
        titles = {key: proposal.title for key, proposal in self._answer.proposals.items()}
        holder = {member: key for key, proposal in self._answer.proposals.items() for member in proposal.statement_ids}
        try:
            return self._by_members(anchor, self._statement_votes, holder.get, titles)
        except OrphanError:
            if placed := _by_text(anchor, titles):
                return placed
            raise

    def statement_like(self, anchor: Anchor) -> Placed | Place | None:
        """Return what holds most of a lost proposition's words: a statement, else a stretch of a segment."""
        ranked = self._statement_votes.share(anchor.prints, lambda member: member)
        if ranked and ranked[0][0] >= _HALF:
            return Placed(ranked[0][1])
        passages = self._segment_votes.share(anchor.prints, lambda member: member)
        if not passages or passages[0][0] < max(_SHARE * self._segment_votes.present(anchor.prints), _SMALL_SHARE):
            return None
        key = passages[0][1]
        found = stretch(self._answer.segments[key].text, anchor.prints)
        return None if found is None else (key, *found)

    def member(self, anchor: Anchor) -> str | None:
        """Return the segment that a theme's member is, known by its id and a few of its words; None when unsure."""
        if anchor.id in self._answer.segments:
            return anchor.id
        ranked = self._segment_votes.share(anchor.prints, lambda member: member) if anchor.prints else []
        (share, key), (second, _) = (*ranked, (0.0, ""), (0.0, ""))[:2]
        return key if share >= _HALF and share > second else None

    def segment(self, anchor: Anchor) -> Placed:
        """Place a segment by its words."""
        row = self._answer.segments.get(anchor.id)
        if row is not None and words(row.text) == words(anchor.text):
            return Placed(anchor.id)
        placed = self._segments.same(anchor) or self._segments.alike(anchor)
        if placed is None:
            raise OrphanError(anchor, _shown(self._segments, anchor))
        return placed

    def statement(self, anchor: Anchor) -> Placed | tuple[str, int, int]:
        """Place a statement by its words; where the program no longer sees one, return segment and offsets."""
        row = self._answer.statements.get(anchor.id)
        if row is not None and words(row.text) == words(anchor.text):
            return Placed(anchor.id)
        if placed := self._statements.same(anchor):
            return placed
        if found := locate(anchor, self._answer.segments.values(), exact=True):
            return found
        if placed := self._statements.alike(anchor):
            return placed
        if found := locate(anchor, self._answer.segments.values(), exact=False):
            return found
        raise OrphanError(anchor, _shown(self._statements, anchor))

    def speaker(self, anchor: Anchor) -> Placed:
        """Place a speaker: by id, else by nearly the same name in the workshop."""
        speakers = self._answer.speakers
        if anchor.id in speakers:
            return Placed(anchor.id)
        own = [speaker for speaker in speakers.values() if speaker.workshop_id == anchor.workshop]
        pool = own or list(speakers.values())
        short = [speaker for speaker in pool if _abbreviated(words(anchor.text), words(speaker.speaker))]
        if len(short) == 1:
            return Placed(short[0].speaker_id, f"retrouvé sous le nom « {short[0].speaker} »")
        names = [" ".join(words(speaker.speaker)) for speaker in pool]
        near = process.extract(" ".join(words(anchor.text)), names, scorer=fuzz.token_sort_ratio, limit=3)
        if near and near[0][1] >= _SAME_NAME and (len(near) == 1 or near[0][1] > near[1][1]):
            speaker = pool[near[0][2]]
            return Placed(speaker.speaker_id, f"retrouvé sous le nom « {speaker.speaker} »")
        raise OrphanError(
            anchor, [f"[{pool[at].speaker_id}] {pool[at].speaker} ({score:.0f} %)" for _, score, at in near]
        )

    def _followed(self, key: str) -> str:
        while key in self.poured:
            key = self.poured[key]
        return key

    def _theme_of(self, segment_id: str) -> str | None:
        return self._answer.segments[segment_id].theme_id

    def _enough(self, anchor: Anchor, votes: Votes) -> float:
        return max(_SHARE * votes.present(anchor.prints), _SMALL_SHARE)

    def _by_members(
        self, anchor: Anchor, votes: Votes, group_of: Callable[[str], str | None], labels: dict[str, str]
    ) -> Placed:
        ranked = [(share, key) for share, key in votes.share(anchor.prints, group_of) if key in labels]
        (best, first), (second, _) = (*ranked, (0.0, ""), (0.0, ""))[:2]
        if best >= self._enough(anchor, votes) or best >= max(_SMALL_SHARE, second * _ALONE):
            likely = {key: share for share, key in ranked if share >= best - _AHEAD}
            # All that was asked of the whole goes to the same part.
            key = self._chosen.get(anchor.id, first)
            key = self._chosen[anchor.id] = key if key in likely else first
            rest = ", ".join(f"« {labels[other]} »" for other in likely if other != key)
            shared = f", qui le partage avec {rest}" if rest else ""
            return Placed(key, f"retrouvé par son contenu ({likely[key]:.0%}) sous « {labels[key]} »{shared}")
        raise OrphanError(anchor, [f"[{key}] {labels[key]} ({share:.0%} du contenu)" for share, key in ranked[:3]])

    @cached_property
    def _segment_votes(self) -> Votes:
        return Votes({key: segment.text for key, segment in self._answer.segments.items()})

    @cached_property
    def _statement_votes(self) -> Votes:
        return Votes({key: statement.text for key, statement in self._answer.statements.items()})

    @cached_property
    def _around(self) -> dict[str, tuple[str, str]]:
        return surroundings(self._answer.segments.values())

    @cached_property
    def _segments(self) -> Items:
        return as_items(self._answer.segments.values(), self._around, lambda one: name(self._answer, one))

    @cached_property
    def _statements(self) -> Items:
        pairs = [(row, self._answer.segments[row.segment_id]) for row in self._answer.statements.values()]
        return Items(
            (
                segment.workshop_id,
                item(
                    row.statement_id,
                    row.text,
                    within(row, segment, self._around[segment.segment_id]),
                    name(self._answer, segment),
                ),
            )
            for row, segment in pairs
        )


def _abbreviated(one: list[str], other: list[str]) -> bool:
    """Tell whether two names are the same but for initials and spaces: « J. Duvignaud », « Jean-Claude Duvignaud »."""
    return "".join(one) == "".join(other) or _shortens(one, other) or _shortens(other, one)


def _shortens(short: list[str], full: list[str]) -> bool:
    initials = [word for word in short if len(word) == 1]
    family = short[len(initials) :]
    given = full[: len(full) - len(family)]
    same = bool(initials and family) and full[len(given) :] == family
    return same and len(initials) <= len(given) and all(a == b[0] for a, b in zip(initials, given, strict=False))


def _by_text(anchor: Anchor, labels: dict[str, str]) -> Placed | None:
    """Return the one thing of that label."""
    wanted = words(anchor.text)
    same = [key for key, label in labels.items() if words(label) == wanted]
    return Placed(same[0], "retrouvé par son intitulé") if wanted and len(same) == 1 else None


def _shown(items: Items, anchor: Anchor) -> list[str]:
    return [f"[{found.item.key}] « {found.item.text[:80]} » ({found.likeness:.0%})" for found in items.nearest(anchor)]
