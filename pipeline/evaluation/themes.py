"""Themes: passages that speak of one thing stand together, and the workshops of each theme are the right ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.gold import Passage
from pipeline.evaluation.labels import labels
from pipeline.evaluation.match import Words
from pipeline.evaluation.metrics import adjusted_rand, share, v_measure
from pipeline.evaluation.results import Fault, Grid, Measure, Part, part
from pipeline.evaluation.words import percent

OFF_THEME: Final = ""
_OFF: Final = "hors thème"
_LEAD: Final = (
    "Chaque passage assez long a un thème écrit à la main ; le thème du programme est celui qui couvre la plupart de "
    "ses mots, et « hors thème » compte comme un thème. Un thème du programme vaut le thème de référence dont il "
    "porte le plus de mots."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage long enough to be judged: its words, its gold theme, the run's, and its block."""

    passage: Passage
    words: Words
    theme: str | None
    found: str
    block: str


def judged(comparison: Comparison) -> list[Judged]:
    """Return the passages of at least ``theme_words`` words that were read, in order."""
    rows = []
    for key, passage in comparison.alignment.passages.items():
        words = comparison.alignment.passage(key)
        if len(words) >= comparison.settings.theme_words:
            rows.append(Judged(passage, words, passage.theme, _theme(comparison, words), comparison.blocks[key]))
    return rows


def equivalents(rows: Sequence[Judged]) -> dict[str, str]:
    """Return, for each of the run's themes, the gold theme that most of its words speak of."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.found and row.theme:
            counts[row.found][row.theme] += len(row.words)
    return {found: min(names, key=lambda name: (-names[name], name)) for found, names in sorted(counts.items())}


def themes(comparison: Comparison) -> Part:
    """Return the part on themes."""
    rows = judged(comparison)
    themed = [row for row in rows if row.theme]
    other = [row for row in rows if not row.theme]
    same = equivalents(rows)
    gold, found = [row.theme for row in themed], [row.found for row in themed]
    blocks = [row.block for row in themed]
    scorer = comparison.scorer
    measures = [
        scorer.measure("themes.v_mesure", "V-mesure", v_measure(gold, found), blocks, "index"),
        scorer.measure("themes.ari", "indice de Rand ajusté (ARI)", adjusted_rand(gold, found), blocks, "index"),
        scorer.measure(
            "themes.justes",
            "passages dans un thème équivalent",
            share([same.get(row.found) == row.theme for row in themed]),
            blocks,
        ),
        scorer.measure(
            "themes.couverture", "passages qui ont un thème", share([bool(row.found) for row in themed]), blocks
        ),
        scorer.measure(
            "themes.hors_theme",
            "passages sans thème laissés hors thème",
            share([not row.found for row in other]),
            [row.block for row in other],
        ),
        *_recurrence(comparison, rows, same),
    ]
    named, unnamed = labels(comparison.run)
    measures.append(named)
    faults = unnamed + [_misplaced(comparison, row, same) for row in themed if same.get(row.found) != row.theme]
    faults += _wrong_workshops(comparison, rows, same)
    grids = (_gold_grid(comparison, themed, same), _confusion(themed, same), _found_grid(comparison, themed, same))
    return part("themes", "Thèmes", _LEAD, measures, faults, grids)


def _theme(comparison: Comparison, words: Words) -> str:
    counts = Counter(
        comparison.segment_of[word].theme_id or OFF_THEME for word in words if word in comparison.segment_of
    )
    return min(counts, key=lambda name: (-counts[name], name), default=OFF_THEME)


def _pairs(comparison: Comparison, rows: Sequence[Judged], same: dict[str, str]) -> tuple[set[tuple[str, str]], ...]:
    """Return (theme, workshop's folder) pairs: those of the gold, and those that the themes table announces."""
    due = {(row.theme, row.passage.atelier) for row in rows if row.theme}
    made = {
        (same[key], comparison.run.folders[workshop])
        for key, theme in comparison.run.themes.items()
        if key in same
        for workshop in theme.workshops
    }
    return due, made


def _recurrence(comparison: Comparison, rows: Sequence[Judged], same: dict[str, str]) -> list[Measure]:
    due, made = _pairs(comparison, rows, same)
    every = sorted(due | made)
    return comparison.scorer.precision_recall_f1(
        "themes.recurrence",
        "ateliers de chaque thème",
        [pair in due if pair in made else None for pair in every],
        [pair in made if pair in due else None for pair in every],
        every,
    )


def _misplaced(comparison: Comparison, row: Judged, same: dict[str, str]) -> Fault:
    label = comparison.run.themes[row.found].label if row.found else ""
    instead = f"rangé dans « {label} » (surtout « {same[row.found]} »)" if row.found in same else "laissé hors thème"
    return Fault(
        key=f"thème#{row.passage.source}#{row.passage.n}",
        family="thèmes : passages mal rangés",
        where=comparison.where(row.passage),
        said=row.passage.text,
        problem=f"parle de « {row.theme} », {instead}",
        identifier=comparison.explained(row.words),
        weight=float(len(row.words)),
    )


def _wrong_workshops(comparison: Comparison, rows: Sequence[Judged], same: dict[str, str]) -> list[Fault]:
    due, made = _pairs(comparison, rows, same)
    of = {name: key for key, name in sorted(same.items(), reverse=True)}
    return [
        Fault(
            key=f"récurrence#{theme}#{folder}",
            family="thèmes : ateliers manqués ou en trop",
            where=folder,
            said=theme,
            problem="le thème y est abordé, la table des thèmes ne le dit pas"
            if (theme, folder) in due
            else "la table des thèmes l’annonce, personne n’y parle de ce thème",
            identifier=of.get(theme, ""),
        )
        for theme, folder in sorted(due ^ made)
    ]


def _gold_grid(comparison: Comparison, rows: Sequence[Judged], same: dict[str, str]) -> Grid:
    lines = []
    for theme in sorted({row.theme for row in rows if row.theme}):
        mine = [row for row in rows if row.theme == theme]
        right = sum(same.get(row.found) == theme for row in mine)
        names = sorted(comparison.run.themes[key].label for key, name in same.items() if name == theme)
        lines.append((theme, str(len(mine)), percent(right / len(mine)), " ; ".join(names) or "—"))
    return Grid(
        "Thèmes de référence",
        ("thème", "passages", "part bien rangée", "thèmes équivalents du programme"),
        tuple(lines),
    )


def _confusion(rows: Sequence[Judged], same: dict[str, str]) -> Grid:
    """Return gold themes by the gold themes that the run's are worth: what is taken for what."""
    names = sorted({row.theme for row in rows if row.theme})
    counts = Counter((row.theme, same.get(row.found, _OFF)) for row in rows)
    columns = (*names, _OFF)
    lines = tuple((name, *(str(counts[name, column]) for column in columns)) for name in names)
    return Grid("Thème de référence (lignes) et thème équivalent trouvé (colonnes)", ("", *columns), lines, heat=True)


def _found_grid(comparison: Comparison, rows: Sequence[Judged], same: dict[str, str]) -> Grid:
    lines = []
    for key, theme in comparison.run.themes.items():
        mine = [row for row in rows if row.found == key]
        pure = sum(row.theme == same.get(key) for row in mine)
        part_pure = percent(pure / len(mine)) if mine else "—"
        lines.append((theme.label, str(len(mine)), part_pure, same.get(key, "—"), key))
    return Grid(
        "Thèmes du programme",
        ("libellé", "passages", "part du thème équivalent", "thème équivalent", "identifiant"),
        tuple(sorted(lines)),
    )
