"""A committed baseline, and what changed since: losses that fail the tests, rises that ask to be recorded.

A run is compared with the baseline on the same corpus, so two rules hold together. A measure may not fall below
its interval. And within a family of faults, those that appeared are weighed against those that went (sign test):
a small loss that nothing makes up for shows there long before a mean moves.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from scipy.stats import binomtest

from pipeline.errors import CorpusError
from pipeline.evaluation.report import excerpt, reference, typeset_lines
from pipeline.evaluation.results import Evaluation, Fault, Measure
from pipeline.evaluation.words import bounds, shown

# Three new faults that nothing makes up for (1/8) are a loss; so are five for one that went.
LOSS_LEVEL: Final = 0.125
RISE_LEVEL: Final = 0.02
_NAMED: Final = 8
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is committed.

    Attributes
    ----------
    size : str
        Of the gold it was measured on.
    measures : mapping of str to Measure
        By key.
    faults : mapping of str to frozenset of str
        Family → keys of its faults.
    """

    size: str
    measures: Mapping[str, Measure]
    faults: Mapping[str, frozenset[str]]


def dump(evaluation: Evaluation) -> str:
    """Return an evaluation as the JSON text of a baseline.

    Raises
    ------
    CorpusError
        If it measured nothing.
    """
    _refuse_nothing(evaluation)
    keys = _by_family(evaluation)
    content = {
        "size": evaluation.size,
        "measures": [_rounded(measure) for measure in evaluation.measures()],
        "faults": {family: sorted(fault.key for fault in faults) for family, faults in sorted(keys.items())},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> Baseline:
    """Return the baseline written at ``path``.

    Raises
    ------
    CorpusError
        If it cannot be read, or holds no measure: a comparison with nothing must not look like a success.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        measures = {row["key"]: Measure(**row) for row in content["measures"]}
        faults = {family: frozenset(keys) for family, keys in content["faults"].items()}
        baseline = Baseline(content["size"], measures, faults)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{path} n’est pas une référence lisible ({error}) : refaites-la avec « python tests/quality/renew.py »."
        ) from error
    if not measures:
        raise CorpusError(f"{path} ne contient aucune mesure : refaites-la avec « python tests/quality/renew.py ».")
    return baseline


def losses(evaluation: Evaluation, baseline: Baseline) -> list[str]:
    """Return in French what got worse, each with the examples that broke; empty when nothing did.

    Raises
    ------
    CorpusError
        If the evaluation measured nothing.
    """
    _refuse_nothing(evaluation)
    found = {measure.key: measure for measure in evaluation.measures()}
    said = [f"« {one.label} » n’est plus mesurée." for key, one in baseline.measures.items() if key not in found]
    said += [
        _fallen(found[key], one) for key, one in baseline.measures.items() if key in found and _fell(found[key], one)
    ]
    said += list(_broken(evaluation, baseline))
    return [typeset_lines(text) for text in said]


def rises(evaluation: Evaluation, baseline: Baseline) -> list[str]:
    """Return in French what got better than the baseline says, beyond its interval."""
    said = []
    if evaluation.size != baseline.size:
        said.append(f"Les réponses de référence ont changé : {baseline.size} avant, {evaluation.size} maintenant.")
    for measure in evaluation.measures():
        before = baseline.measures.get(measure.key)
        if before is None:
            said.append(f"« {measure.label} » est une mesure nouvelle : {shown(measure)}.")
        elif before.high is not None and round(measure.value, _DIGITS) > before.high:
            said.append(f"« {measure.label} » monte de {shown(before)} à {shown(measure)}.")
    for family, (new, gone) in _changes(evaluation, baseline).items():
        if _unlikely(gone, len(new), RISE_LEVEL):
            said.append(f"« {family} » : {gone} écarts de moins, {len(new)} de plus.")
    return [typeset_lines(text) for text in said]


def _refuse_nothing(evaluation: Evaluation) -> None:
    if not any(measure.n for measure in evaluation.measures()):
        raise CorpusError(
            "L’évaluation n’a rien mesuré : vérifiez que les réponses de référence sont bien celles du cycle."
        )


def _rounded(measure: Measure) -> dict[str, Any]:
    values = asdict(measure)
    # Another processor may differ in the last bits.
    return values | {name: round(value, _DIGITS) for name, value in values.items() if isinstance(value, float)}


def _fell(now: Measure, before: Measure) -> bool:
    value = round(now.value, _DIGITS)
    floor = before.value if before.exact else before.low
    return floor is not None and value < floor


def _fallen(now: Measure, before: Measure) -> str:
    between = "aucune perte n’est admise" if before.exact else f"intervalle admis : {bounds(before)}"
    return f"« {now.label} » tombe de {shown(before)} à {shown(now)} ({between})."


def _broken(evaluation: Evaluation, baseline: Baseline) -> Iterator[str]:
    for family, (new, gone) in _changes(evaluation, baseline).items():
        if _unlikely(len(new), gone, LOSS_LEVEL):
            yield f"« {family} » : {len(new)} écart(s) de plus, {gone} de moins. " + _examples(new)


def _changes(evaluation: Evaluation, baseline: Baseline) -> dict[str, tuple[list[Fault], int]]:
    """Return family → (new faults, worst first; how many went)."""
    now = _by_family(evaluation)
    changes = {}
    for family in sorted(now.keys() | baseline.faults.keys()):
        before = baseline.faults.get(family, frozenset())
        new = [fault for fault in now.get(family, ()) if fault.key not in before]
        gone = len(before - {fault.key for fault in now.get(family, ())})
        changes[family] = (new, gone)
    return changes


def _unlikely(many: int, few: int, level: float) -> bool:
    """Tell whether ``many`` against ``few`` is beyond what a fair coin gives, one-sided."""
    if many <= few:
        return False
    return bool(binomtest(many, many + few, 0.5, alternative="greater").pvalue <= level)


def _examples(faults: Sequence[Fault]) -> str:
    named = [
        f"\n    • {reference(one)}{one.where} : {one.problem} — « {excerpt(one.said)} »" for one in faults[:_NAMED]
    ]
    more = f"\n    • et {len(faults) - _NAMED} autre(s)" if len(faults) > _NAMED else ""
    return "Nouveaux :" + "".join(named) + more


def _by_family(evaluation: Evaluation) -> dict[str, list[Fault]]:
    families: dict[str, list[Fault]] = defaultdict(list)
    for fault in evaluation.faults():
        families[fault.family].append(fault)
    return families
