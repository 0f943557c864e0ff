"""From sentence vectors to named themes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from pipeline import tables
from pipeline.records import KEPT
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.cluster import ClusterSettings
from pipeline.stages.cluster.agenda import Items, named_by_agenda
from pipeline.stages.cluster.constraints import recall
from pipeline.stages.cluster.evidence import evidence
from pipeline.stages.cluster.grouping import Grouping, Limits, group, without
from pipeline.stages.cluster.guided import weighted_texts
from pipeline.stages.cluster.lemmas import count_lemmas, count_texts
from pipeline.stages.cluster.presence import presence
from pipeline.stages.cluster.subjects import named_by_subject
from pipeline.stages.cluster.surroundings import Surroundings, look_around
from pipeline.stages.cluster.terms import find_terms
from pipeline.stages.cluster.themes import Theme, describe, empty_talk, kept
from pipeline.stages.cluster.units import Units, gather
from pipeline.text.fold import fold
from pipeline.text.typography import typeset

if TYPE_CHECKING:
    import pandas as pd
    from scipy import sparse

_WRITES = ("assignments", "found_themes", "theme_evidence", "specificities")


def run(inputs: Inputs, settings: ClusterSettings, progress: Progress) -> Outcome:  # noqa: ARG001
    """Return the tables of the themes, and what the user must know of them."""
    # The sums of several threads differ in their last bits: one thread, one answer.
    with threadpool_limits(1):
        return _run(inputs.tables, settings)


def _run(given: Mapping[str, pd.DataFrame], settings: ClusterSettings) -> Outcome:
    if given["vectors"].empty:
        return Outcome(
            tables={name: tables.frame(name, []) for name in _WRITES},
            counts={"themes_trouves": 0},
            messages=("Aucun passage à regrouper en thèmes : les fichiers lus ne contiennent pas de parole.",),
        )
    units = gather(given)
    counts, vocabulary = count_lemmas(given["tokens"], units.ids)
    guided = count_texts(weighted_texts(given["guided_themes"]), given["tokens"], vocabulary)
    terms = find_terms(given["tokens"], units.ids)
    lessons = recall(given, units)
    found = group(units, counts, guided, _limits(settings), lessons)
    taught = [theme for theme, row in found.guide.items() if row in lessons.id_of]
    found = without(units, found, empty_talk(units, terms, found.theme) & ~np.isin(found.theme, taught))
    ids = {theme: lessons.id_of[row] for theme, row in found.guide.items() if row in lessons.id_of}
    expected = dict(enumerate(str(label) for label in given["guided_themes"]["label"])) | lessons.names
    found = replace(found, guide={theme: row for theme, row in found.guide.items() if row in expected})
    around = look_around(given, units)
    names = _names(given, units, counts, vocabulary, found, expected, around, settings.seed)
    unnamed = np.where(np.isin(found.theme, list(names)), -1, found.theme)
    names |= named_by_subject(units, terms, unnamed, names.values())
    themes, parts = kept(*describe(units, terms, found, names, _glossary(given), around.dates), ids)
    return Outcome(
        tables=_tables(units, found, themes, parts, around),
        counts={"themes_trouves": len(themes)},
        messages=_messages(units, found, themes),
    )


def _names(
    given: Mapping[str, pd.DataFrame],
    units: Units,
    counts: sparse.csr_matrix,
    vocabulary: Sequence[str],
    found: Grouping,
    expected: Mapping[int, str],
    around: Surroundings,
    seed: int,
) -> dict[int, str]:
    """Return the names that people gave to themes: those that were expected, else the agendas' items."""
    known = {fold(label) for label in expected.values()}
    guided = {theme: expected[row] for theme, row in found.guide.items()}
    items = _items({item: codes for item, codes in around.agenda.items() if fold(item) not in known}, given, vocabulary)
    free = np.where(np.isin(found.theme, list(guided)), -1, found.theme)
    return named_by_agenda(units, counts, free, items, seed) | guided


def _items(agenda: Mapping[str, set[int]], given: Mapping[str, pd.DataFrame], vocabulary: Sequence[str]) -> Items:
    vector_of = dict(zip(given["agenda_vectors"]["item"], given["agenda_vectors"]["vector"], strict=True))
    return Items(
        names=tuple(agenda),
        workshops=tuple(agenda.values()),
        lemmas=count_texts([[(item, 1)] for item in agenda], given["tokens"], vocabulary),
        vectors=np.array([vector_of[item] for item in agenda], dtype=np.float64),
    )


def _glossary(given: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(given["glossary"]["term"], given["glossary"]["definition"], strict=True))


def _limits(settings: ClusterSettings) -> Limits:
    numbers = tuple(range(settings.min_themes, max(settings.min_themes, settings.max_themes) + 1))
    return Limits(numbers, settings.least_share, settings.least_words, settings.seed)


def _tables(
    units: Units, found: Grouping, themes: Sequence[Theme], parts: Sequence[Theme | None], around: Surroundings
) -> dict[str, pd.DataFrame]:
    ids = [theme.theme_id for theme in themes]
    sides = {"atelier": around.workshops, "rôle": around.roles}
    rows = {
        "assignments": _assignments(units, found, ids, parts),
        "found_themes": [theme.row() for theme in (*themes, *parts) if theme],
        "theme_evidence": evidence(found.readings, found.of_pieces),
        "specificities": list(presence(units, found.theme, ids, sides)),
    }
    return {name: tables.frame(name, sorted(rows[name], key=_key(name))) for name in _WRITES}


def _key(name: str) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    columns = tables.KEYS.get(name, tables.columns(name)[:1])
    return lambda row: tuple(row[column] for column in columns)


def _assignments(
    units: Units, found: Grouping, ids: Sequence[str], parts: Sequence[Theme | None]
) -> list[dict[str, Any]]:
    part_ids = [part.theme_id if part else None for part in parts]
    return [
        {
            "segment_id": segment_id,
            "theme_id": _named(ids, found.theme[row]),
            "theme_score": float(found.score[row]) if found.theme[row] >= 0 else None,
            "second_theme_id": _named(ids, found.second[row]),
            "robust": bool(found.robust[row]) if found.theme[row] >= 0 else None,
            "subtheme_id": _named(part_ids, found.part[row]),
        }
        for row, segment_id in enumerate(units.ids)
    ]


def _named(ids: Sequence[str | None], number: int) -> str | None:
    return ids[number] if number >= 0 else None


def _messages(units: Units, found: Grouping, themes: Sequence[Theme]) -> tuple[str, ...]:
    kept = np.array([fate == KEPT for fate in units.fates])
    placed = kept & (found.theme >= 0)
    robust = int((placed & found.robust).sum())
    told = [
        f"{len(themes)} thèmes ; {int(placed.sum())} passages retenus sur {int(kept.sum())} ont un thème, "
        f"{int(kept.sum() - placed.sum())} sont hors thème.",
        f"Un second classement, par les seuls mots, confirme le thème de {robust} passages ; "
        f"les {int(placed.sum()) - robust} autres sont à relire en priorité.",
    ]
    return tuple(typeset(sentence) for sentence in told)
