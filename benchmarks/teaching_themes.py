"""A tenth of the misplaced passages are moved to the theme that means theirs; the next run is measured without them."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import v_measure_score
from theme_corpora import Corpus, Text, debates, make_corpus, sample_texts
from theme_measures import by_text, scored

from pipeline import tables
from pipeline.ledger import journal
from pipeline.ledger.entries import Change, Decide, Move, Split
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.cluster import STAGE as CLUSTER
from pipeline.stages.cluster import ClusterSettings
from pipeline.stages.learn import STAGE as LEARN
from pipeline.stages.learn import LearnSettings
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer, gather
from pipeline.store import project_root

ROOT = project_root()
SHARE = 0.1
_ADDED = ("thèmes tous acceptés, puis un débat ajouté (5 débats tour à tour)", "passages qui gardent leur thème")
Measured = tuple[str, str, list[int], list[float], list[float]]


def measure_themes(data: Path, draws: int) -> Iterator[Measured]:
    """Yield a line for the debates, for halves of them, and for the sample corpus."""
    for folder in sorted(path.parent for path in data.rglob("debats")):
        texts = debates(folder)
        corpus = make_corpus(texts, ROOT)
        yield ("passages mal rangés (débats)", "V", *_drawn([(texts, corpus)], draws))
        halves = [half for seed in range(3) for half in _halves(texts, corpus, seed)]
        yield ("– moitiés des débats", "V", *_drawn(halves, draws // 2))
        yield ("– les mêmes débats, 5 % des passages", "V", *_drawn([(texts, corpus)], draws, SHARE / 2))
        yield (*_ADDED, *added(texts, corpus))
    texts = sample_texts(ROOT / "corpus" / "gold")
    sample = [(texts, make_corpus(texts, ROOT))]
    yield ("passages mal rangés (corpus d’exemple, sans métadonnées)", "V", *_drawn(sample, draws))


def added(texts: Sequence[Text], corpus: Corpus) -> tuple[list[int], list[float], list[float]]:
    """Return how many themes were accepted on all debates but one; the share of passages that keep their theme.

    The last debate is added without lessons, then with those of the acceptances.
    """
    counts, before, after = [], [], []
    for name in sorted({text.workshop for text in texts})[::2]:
        fewer = corpus.take(np.array([row for row, text in enumerate(texts) if text.workshop != name]))
        found = cluster(fewer)
        was = _given(found)
        answer = gather(_whole(fewer, found))
        anchors = Anchors(answer)
        accepted = [key for key, theme in answer.themes.items() if theme.parent_id is None]
        changes = [Change(anchors.theme(key), Decide(status="accepté")) for key in accepted]
        counts.append(len(changes))
        before.append(_same(was, cluster(corpus)))
        after.append(_same(was, cluster(corpus, learned(corpus, {}, changes))))
    return counts, before, after


def _given(found: dict[str, object]) -> dict[str, str]:
    return {key: theme for key, theme in _themes(found).items() if isinstance(theme, str)}


def _same(was: dict[str, str], found: dict[str, object]) -> float:
    now = _themes(found)
    return float(np.mean([now[key] == theme for key, theme in was.items()]))


def _halves(texts: Sequence[Text], corpus: Corpus, seed: int) -> Iterator[tuple[list[Text], Corpus]]:
    names = sorted({text.workshop for text in texts})
    order = np.random.default_rng(100 + seed).permutation(len(names))
    for part in (order[: len(names) // 2], order[len(names) // 2 :]):
        chosen = {names[index] for index in part}
        rows = np.array([row for row, text in enumerate(texts) if text.workshop in chosen])
        yield [texts[row] for row in rows], corpus.take(rows)


def _drawn(
    sets: Sequence[tuple[Sequence[Text], Corpus]], draws: int, share: float = SHARE
) -> tuple[list[int], list[float], list[float]]:
    counts, before, after = [], [], []
    for texts, corpus in sets:
        found = cluster(corpus)
        themes = by_text(corpus, _themes(found))
        for seed in range(draws):
            moved = draw(texts, themes, share, seed)
            lessons = corrected(corpus, found, right_themes(texts, themes), moved)
            again = by_text(corpus, _themes(cluster(corpus, lessons)))
            counts.append(len(moved))
            before.append(measured(texts, themes, moved))
            after.append(measured(texts, again, moved))
    return counts, before, after


def cluster(corpus: Corpus, lessons: dict[str, object] | None = None) -> dict[str, object]:
    """Return the tables of the themes, after lessons if any."""
    given = corpus.frames | (lessons or {})
    return dict(CLUSTER.run(Inputs(Place(ROOT, ROOT), given), ClusterSettings(), Silent()).tables)


def _themes(found: dict[str, object]) -> dict[str, str | None]:
    return found["assignments"].set_index("segment_id")["theme_id"].to_dict()


def draw(texts: Sequence[Text], themes: Sequence[str | None], share: float, seed: int) -> dict[int, str]:
    """Return some misplaced texts, and the written theme where each belongs.

    A theme that was found means the written theme of most of its texts; a text of another one is misplaced.
    """
    means = meanings(texts, themes)
    wrong = [row for row in scored(texts) if means.get(themes[row]) != texts[row].theme]
    picked = np.random.default_rng(seed).permutation(len(wrong))[: round(share * len(wrong))]
    return {wrong[index]: str(texts[wrong[index]].theme) for index in sorted(picked)}


def meanings(texts: Sequence[Text], themes: Sequence[str | None]) -> dict[str, str]:
    """Return the written theme that each theme found means."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in scored(texts):
        if (theme := themes[row]) is not None:
            counts[theme][str(texts[row].theme)] += 1
    return {theme: min(said, key=lambda name: (-said[name], name)) for theme, said in counts.items()}


def right_themes(texts: Sequence[Text], themes: Sequence[str | None]) -> dict[str, str]:
    """Return the theme found that a reviewer would choose for each written theme: the largest of those that mean it."""
    means = meanings(texts, themes)
    sizes = Counter((means[theme], theme) for row in scored(texts) if (theme := themes[row]) in means)
    return {name: theme for (name, theme), _ in sorted(sizes.items(), key=lambda item: (item[1], item[0]))}


def measured(texts: Sequence[Text], themes: Sequence[str | None], moved: dict[int, str]) -> float:
    """Return the V-measure of the texts that were not moved."""
    others = [row for row in scored(texts) if row not in moved]
    return float(v_measure_score([texts[row].theme for row in others], [themes[row] or "" for row in others]))


def corrected(
    corpus: Corpus, found: dict[str, object], targets: dict[str, str], moved: dict[int, str]
) -> dict[str, object]:
    """Return the tables of lessons of a ledger where the texts were moved."""
    frames = _whole(corpus, found)
    return learned(corpus, found, list(_changes(gather(frames), corpus, targets, moved)))


def learned(corpus: Corpus, found: dict[str, object], changes: Sequence[Change]) -> dict[str, object]:
    """Return the tables of lessons of a ledger that holds ``changes``."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(len(changes)))
        journal.record(Path(folder), changes, "Anne", clock=lambda: "2026", identify=lambda: f"c-{next(numbers):012x}")
        inputs = Inputs(Place(Path(folder), ROOT), _whole(corpus, found))
        return dict(LEARN.run(inputs, LearnSettings(), Silent()).tables)


def _whole(corpus: Corpus, found: dict[str, object]) -> dict[str, object]:
    people = sorted({*corpus.frames["passages"]["speaker_id"].dropna()})
    named = [
        dict(zip(("workshop_id", "speaker"), key.split("/", 1), strict=True)) | {"speaker_id": key} for key in people
    ]
    speakers = tables.frame("speakers", [row | {"role": "inconnu"} for row in named])
    empty = {name: tables.frame(name, []) for name in ("found_statements", "found_proposals")}
    return corpus.frames | found | empty | {"speakers": speakers}


def _changes(answer: Answer, corpus: Corpus, targets: dict[str, str], moved: dict[int, str]) -> Iterator[Change]:
    """Yield what a reviewer asks: a move to the largest theme that means the right one, else a new theme."""
    anchors = Anchors(answer)
    for name in sorted(set(moved.values())):
        rows = [row for row in moved if moved[row] == name]
        segments = [anchors.segment(key) for key, row in corpus.of_segment.items() if row in rows]
        if name in targets:
            yield from (Change(segment, Move(theme=anchors.theme(targets[name]))) for segment in segments)
        else:
            yield Change(segments[0], Split(label=name, segments=tuple(segments)))
