"""How well themes are found: ``python benchmarks/themes.py --data DIR``.

``DIR`` holds debates (``*/debats/<debate>/transcription.txt`` with ``themes.jsonl``, one line a turn) and loose
texts (``*/amendements.jsonl``, with their ``bill``); each debate is a workshop without metadata. The sample corpus is
measured against ``corpus/gold``. BERTopic runs on the same passages and vectors where it is installed
(``pip install bertopic``; it is no dependency of the project). The table goes to ``benchmarks/themes.md``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from published import machine, write
from theme_corpora import Corpus, Text, debates, loose_texts, make_corpus, sample_texts
from theme_measures import by_text, recurrence, scored, v_and_ari

from pipeline import tables
from pipeline.stage import Inputs, Outcome, Place, Silent
from pipeline.stages.cluster import STAGE, ClusterSettings
from pipeline.store import project_root

ROOT = project_root()
DROPS, HALVES, DROPPED = 5, 5, 0.05


def main() -> None:
    """Measure, print and write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    lines = ["| mesure | visé | ici | BERTopic |", "| --- | --- | --- | --- |"]
    for folder in sorted(path.parent for path in data.rglob("debats")):
        lines += measure_debates(folder)
    for path in sorted(data.rglob("amendements.jsonl")):
        lines += measure_loose(path)
    lines += measure_sample()
    text = "\n".join([*lines, "", machine()])
    print(text)
    write("themes", text)


def run(corpus: Corpus) -> tuple[Outcome, float]:
    """Return what the stage finds, and in how many seconds."""
    started = time.perf_counter()
    outcome = STAGE.run(Inputs(Place(ROOT, ROOT), corpus.frames), ClusterSettings(), Silent())
    return outcome, time.perf_counter() - started


def found(corpus: Corpus) -> list[str | None]:
    """Return the theme of each text of ``corpus``."""
    return by_text(corpus, run(corpus)[0].tables["assignments"].set_index("segment_id")["theme_id"].to_dict())


def measure_debates(folder: Path) -> list[str]:
    """Return the lines of the table on debates."""
    texts = debates(folder)
    corpus = make_corpus(texts, ROOT)
    outcome, seconds = run(corpus)
    themes = by_text(corpus, outcome.tables["assignments"].set_index("segment_id")["theme_id"].to_dict())
    topics, peer_seconds = bertopic(corpus)
    dropped = np.array([without_some(corpus, texts, themes, seed) for seed in range(DROPS)])
    halves = [score for seed in range(HALVES) for score in both_halves(corpus, texts, seed)]
    words = sum(text.words for text in texts)
    peer_count, peer_scores, peer_covered = ("–", "–", "–")
    if topics:
        peer_count = len(set(topics.raw) - {None})
        peer_scores, peer_covered = pair(*v_and_ari(texts, topics.reassigned)), covered(texts, topics.raw)
    return [
        line(f"débats ({folder.name}), nombre de thèmes", "8 à 25", len(set(themes) - {None}), peer_count),
        line("débats, V / ARI", "≥ 0,74 / ≥ 0,62", pair(*v_and_ari(texts, themes)), peer_scores),
        line("– 5 % des prises de parole en moins (moyenne de 5)", "", pair(*dropped[:, 1:].mean(axis=0)), "–"),
        line("– moitiés des débats (moyenne de 10)", "", pair(*np.mean(halves, axis=0)), "–"),
        line("stabilité : ARI avec le tout, 5 % en moins (moyenne de 5)", "≥ 0,85", dropped[:, 0].mean(), "–"),
        line("prises de parole qui ont un thème", "≥ 0,92", covered(texts, themes), peer_covered),
        line(
            "thèmes de 3 débats et plus, précision / rappel", "≥ 0,75 / ≥ 0,75", pair(*recurrence(texts, themes)), "–"
        ),
        line("lignes mêlées, dossiers renommés : mêmes thèmes", "oui", same_bytes(corpus, outcome), "–"),
        line(f"secondes, des vecteurs aux thèmes nommés ({words} mots)", "≤ BERTopic", seconds, peer_seconds),
    ]


def covered(texts: Sequence[Text], themes: Sequence[str | None]) -> float:
    """Return the share of the measured texts that have a theme."""
    return float(np.mean([themes[row] is not None for row in scored(texts)]))


def measure_loose(path: Path) -> list[str]:
    """Return the line of the table on loose texts."""
    texts = loose_texts(path)
    return [compared(f"textes sans suite ({path.parent.name}), V / ARI", "≥ 0,60 / –", texts)[0]]


def measure_sample() -> list[str]:
    """Return the lines of the table on the sample corpus, without its metadata."""
    texts = sample_texts(ROOT / "corpus" / "gold")
    row, themes = compared("corpus d’exemple, passages de 15 mots et plus, V / ARI", "≥ 0,80 / –", texts)
    outside = [theme is None for text, theme in zip(texts, themes, strict=True) if text.theme is None]
    return [row, line("corpus d’exemple, passages sans thème laissés hors thème", "", float(np.mean(outside)), "–")]


def compared(measure: str, goal: str, texts: Sequence[Text]) -> tuple[str, list[str | None]]:
    """Return the line of V and ARI on some texts, and their themes."""
    corpus = make_corpus(texts, ROOT)
    themes = found(corpus)
    topics, _ = bertopic(corpus)
    peer = pair(*v_and_ari(texts, topics.reassigned)) if topics else "–"
    return line(measure, goal, pair(*v_and_ari(texts, themes)), peer), themes


def without_some(
    corpus: Corpus, texts: Sequence[Text], themes: Sequence[str | None], seed: int
) -> tuple[float, float, float]:
    """Return the agreement with the whole when some turns are dropped, then V and ARI."""
    kept = np.sort(np.random.default_rng(seed).permutation(len(texts))[: int((1 - DROPPED) * len(texts))])
    fewer = found(corpus.take(kept))
    whole = [replace(texts[row], theme=themes[row] or "", words=99) for row in kept]
    return v_and_ari(whole, fewer)[1], *v_and_ari([texts[row] for row in kept], fewer)


def both_halves(corpus: Corpus, texts: Sequence[Text], seed: int) -> list[tuple[float, float]]:
    """Return V and ARI on each half of the debates, taken at random."""
    names = sorted({text.workshop for text in texts})
    order = np.random.default_rng(100 + seed).permutation(len(names))
    scores = []
    for part in (order[: len(names) // 2], order[len(names) // 2 :]):
        chosen = {names[index] for index in part}
        rows = np.array([row for row, text in enumerate(texts) if text.workshop in chosen])
        scores.append(v_and_ari([texts[row] for row in rows], found(corpus.take(rows))))
    return scores


def same_bytes(corpus: Corpus, outcome: Outcome) -> bool:
    """Tell whether rows in another order give the same bytes, and other folder names the same themes."""
    mixed = {name: frame.sample(frac=1, random_state=1) for name, frame in corpus.frames.items()}
    again = run(replace(corpus, frames=mixed))[0].tables
    same = all(tables.to_bytes(name, again[name]) == tables.to_bytes(name, outcome.tables[name]) for name in again)
    passages, workshops = corpus.frames["passages"], corpus.frames["workshops"]
    renamed = corpus.frames | {
        "passages": passages.assign(workshop_id=passages["workshop_id"].str[::-1], source=passages["source"].str[::-1]),
        "workshops": workshops.assign(workshop_id=workshops["workshop_id"].str[::-1]),
    }
    other = run(replace(corpus, frames=renamed))[0].tables["assignments"]
    return same and other["theme_id"].equals(outcome.tables["assignments"]["theme_id"])


@dataclass(frozen=True)
class Topics:
    """What BERTopic finds: the topic of each text, outliers as None, then given to the nearest topic."""

    raw: list[str | None]
    reassigned: list[str | None]


def bertopic(corpus: Corpus) -> tuple[Topics | None, float]:
    """Return BERTopic's topics on the same passages and vectors, and its seconds; None where it is not installed."""
    try:
        from bertopic import BERTopic
        from umap import UMAP
    except ImportError:
        return None, float("nan")
    passages = corpus.frames["passages"]
    documents, ids = passages["text"].tolist(), passages["segment_id"]
    vectors = np.stack(corpus.frames["vectors"].set_index("segment_id")["vector"].loc[ids].tolist())
    UMAP(random_state=0).fit(vectors[:200])  # compiles, so that the clock below times the method alone
    started = time.perf_counter()
    # BERTopic's defaults, and the seed without which its topics change from run to run.
    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(language="multilingual", umap_model=umap)
    raw, _ = model.fit_transform(documents, vectors)
    seconds = time.perf_counter() - started
    near = model.reduce_outliers(documents, raw, strategy="embeddings", embeddings=vectors) if -1 in raw else raw
    return Topics(_named(corpus, raw), _named(corpus, near)), seconds


def _named(corpus: Corpus, topics: Sequence[int]) -> list[str | None]:
    ids = corpus.frames["passages"]["segment_id"]
    named = (None if topic == -1 else str(topic) for topic in topics)
    return by_text(corpus, dict(zip(ids, named, strict=True)))


def line(measure: str, goal: str, ours: object, peer: object) -> str:
    """Return a row of the table; figures in French."""
    return f"| {measure} | {goal} | {figure(ours)} | {figure(peer)} |"


def figure(value: object) -> str:
    """Return a value in French; a missing one is a dash."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return "–" if np.isnan(value) else f"{value:.2f}".replace(".", ",")
    return str(value)


def pair(first: float, second: float) -> str:
    """Return two figures."""
    return f"{figure(float(first))} / {figure(float(second))}"


if __name__ == "__main__":
    main()
