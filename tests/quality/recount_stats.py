"""Statistics written again: a figure is a function of the items' weights, its interval comes from drawing blocks."""

import numpy as np

SEED, DRAWS = 20221126, 500


def measured(blocks, value):
    """A figure: ``value`` of the items' weights, its interval by blocks, how many items."""
    if not blocks:
        return (0.0, None, None, 0)
    names = list(dict.fromkeys(blocks))
    codes = np.array([names.index(block) for block in blocks])
    whole = value(np.ones(len(blocks)))
    generator = np.random.default_rng(SEED)
    draws = []
    for _ in range(DRAWS):
        times = np.bincount(generator.integers(0, len(names), len(names)), minlength=len(names))
        draws.append(value(times[codes].astype(float)))
    shift = np.mean(draws) - whole
    return (whole, np.quantile(draws, 0.025) - shift, np.quantile(draws, 0.975) - shift, len(blocks))


def share(hits, of=None):
    hits, of = np.array(hits, dtype=float), np.ones(len(hits)) if of is None else np.array(of, dtype=float)
    return lambda weights: float(hits @ weights / (of @ weights)) if of @ weights else 0.0


def three(key, found, due, blocks):
    """Precision, recall and F1; None marks an item that is not of that side."""
    precision = share([x is True for x in found], [x is not None for x in found])
    recall = share([x is True for x in due], [x is not None for x in due])

    def f1(weights):
        p, r = precision(weights), recall(weights)
        return 2 * p * r / (p + r) if p + r else 0.0

    kinds = (("precision", precision), ("rappel", recall), ("f1", f1))
    sizes = {"precision": sum(x is not None for x in found)}
    due_size = sum(x is not None for x in due)
    return {f"{key}.{name}": (*measured(blocks, value)[:3], sizes.get(name, due_size)) for name, value in kinds}


def contingency(gold, found, weights):
    rows, columns = list(dict.fromkeys(gold)), list(dict.fromkeys(found))
    counts = np.zeros((len(rows), len(columns)))
    np.add.at(counts, ([rows.index(x) for x in gold], [columns.index(x) for x in found]), weights)
    return counts


def entropy(counts):
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log(p)).sum())


def v_measure(gold, found):
    def value(weights):
        counts = contingency(gold, found, weights)
        h_gold, h_found, h_both = entropy(counts.sum(1)), entropy(counts.sum(0)), entropy(counts.ravel())
        shared = h_gold + h_found - h_both
        homogeneity = shared / h_gold if h_gold else 1.0
        completeness = shared / h_found if h_found else 1.0
        return 2 * homogeneity * completeness / (homogeneity + completeness) if homogeneity + completeness else 0.0

    return value


def rand(gold, found):
    def value(weights):
        counts = contingency(gold, found, weights)
        two = lambda x: float((x * (x - 1) / 2).sum())  # noqa: E731
        both, one, other, every = two(counts), two(counts.sum(1)), two(counts.sum(0)), two(np.array([weights.sum()]))
        expected = one * other / every
        return (both - expected) / ((one + other) / 2 - expected) if (one + other) / 2 != expected else 1.0

    return value
