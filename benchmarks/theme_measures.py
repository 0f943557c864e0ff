"""How themes that were found compare with those that people wrote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sklearn.metrics import adjusted_rand_score, v_measure_score
from theme_corpora import Corpus, Text

# Shorter turns are backchannel: their theme is their neighbours'.
LEAST_WORDS = 15
# A theme is in a debate from so many turns.
PRESENT = 3
RECURS = 3


def by_text(corpus: Corpus, themes: Mapping[str, str | None]) -> list[str | None]:
    """Return the theme of each text: the one of most of its characters."""
    sizes = dict(zip(corpus.frames["passages"]["segment_id"], corpus.frames["passages"]["n_words"], strict=True))
    counts: dict[int, Counter[str | None]] = defaultdict(Counter)
    for segment_id, row in corpus.of_segment.items():
        theme = themes.get(segment_id)
        counts[row][theme if isinstance(theme, str) else None] += int(sizes[segment_id]) + 1
    best = {row: min(found, key=lambda theme: (-found[theme], str(theme))) for row, found in counts.items()}
    return [best.get(row) for row in range(max(corpus.of_segment.values()) + 1)]


def scored(texts: Sequence[Text]) -> list[int]:
    """Return the rows that are measured: those that have a theme and enough words."""
    return [row for row, text in enumerate(texts) if text.theme is not None and text.words >= LEAST_WORDS]


def v_and_ari(texts: Sequence[Text], themes: Sequence[str | None]) -> tuple[float, float]:
    """Return V-measure and adjusted Rand index; what has no theme counts as one more theme."""
    rows = scored(texts)
    gold = [texts[row].theme for row in rows]
    found = [themes[row] or "" for row in rows]
    return float(v_measure_score(gold, found)), float(adjusted_rand_score(gold, found))


def recurrence(texts: Sequence[Text], themes: Sequence[str | None]) -> tuple[float, float]:
    """Return precision and recall of « which theme recurs in which debate », among themes of three debates or more.

    A theme that was found stands for the written theme of most of its turns.
    """
    rows = scored(texts)
    means: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if (theme := themes[row]) is not None:
            means[theme][str(texts[row].theme)] += 1
    name = {theme: min(names, key=lambda key: (-names[key], key)) for theme, names in means.items()}
    found = _places((name.get(str(themes[row])), texts[row].workshop) for row in rows)
    gold = _places((texts[row].theme, texts[row].workshop) for row in rows)
    return len(found & gold) / max(len(found), 1), len(found & gold) / max(len(gold), 1)


def _places(said: Iterable[tuple[str | None, str]]) -> set[tuple[str, str]]:
    """Return the (theme, debate) pairs of enough turns, of the themes that recur."""
    counts = Counter(said)
    present = {(theme, debate) for (theme, debate), count in counts.items() if theme and count >= PRESENT}
    recurs = Counter(theme for theme, _ in present)
    return {(theme, debate) for theme, debate in present if recurs[theme] >= RECURS}
