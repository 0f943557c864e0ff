"""Fit the layers of a small encoder on labelled sentences, or on marked words.

Lower layers that stay as they were are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pipeline.vectors.pieces import PADDING, Pieces
from pipeline.vectors.sentence_classes import PLACES, multiplies_half
from pipeline.vectors.small_bert import WIDTH, Layer, SmallBert

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from pipeline.vectors.lessons import Task

    Arrays = dict[str, NDArray[np.float32]]

_DROPOUT: Final = 0.1
_WARM_UP: Final = 0.1
_LEAST_RATE: Final = 0.02
_HEAD_RATE: Final = 1e-3
_DECAY: Final = 0.01
# Sentences of like length go together: batches are cut from pools of this many.
_POOL: Final = 10


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the encoder learns.

    Attributes
    ----------
    frozen, tuned : int
        Lower layers that stay, layers above them that learn; the rest of the base is dropped.
    rounds : int
        Times that each sentence is seen.
    rate, decay : float
        Highest learning rate of the upper layer; what it is multiplied by from a layer to the one below, for what lower
        layers know is of use to all (J. Howard and S. Ruder, ACL 2018; K. Clark et al., ELECTRA, ICLR 2020).
    batch : int
        Sentences in a step.
    smoothing : float
        Share of certainty given to the other classes.
    balance : float
        Power of the inverse frequency that weighs a class: 0 for none, 1 for all classes alike.
    seeds : int
        Learnings whose weights are averaged.
    agreement : float
        What it costs that two readings of a sentence, each with other parts dropped, differ (R-Drop: L. Wu et al.,
        NeurIPS 2021); 0 reads once, in half the time.
    """

    frozen: int = 0
    tuned: int = 9
    rounds: int = 3
    rate: float = 2e-4
    decay: float = 0.8
    batch: int = 32
    smoothing: float = 0.05
    balance: float = 0.4
    seeds: int = 1
    agreement: float = 1.0


def _half(device: torch.device) -> Any:  # noqa: ANN401
    """Return what has products made on 16 bits, where that is faster."""
    wanted = device.type != "cpu" or multiplies_half()
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=wanted)


class Upper(nn.Module):  # type: ignore[misc]
    """The layers that learn, and the head that ``make`` gives."""

    def __init__(self, layers: int, make: Callable[[], nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(_DROPOUT) for _ in range(layers))
        self.head = make()

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the head's logits from what the lower layers gave (texts, pieces, 384)."""
        with _half(hidden.device):
            for layer in self.layers:
                hidden = layer(hidden, mask[:, None, None, :])
        logits: Tensor = self.head(hidden.float(), mask)
        return logits


def cut(pieces: Pieces, weights: Arrays, layers: int, classes: int) -> SmallBert:
    """Return the first ``layers`` of the base of :func:`pipeline.vectors.e5_small.base`, with a new head."""
    network = SmallBert(len(pieces.names), PLACES, layers, classes)
    state = {
        "embedding.pieces.weight": weights["emb.word"].reshape(-1, WIDTH)[: len(pieces.names)],
        # All texts are of the first of BERT's two kinds: its vector is added to the places once for all.
        "embedding.places.weight": weights["emb.pos"].reshape(-1, WIDTH)[:PLACES] + weights["emb.type"][:WIDTH],
        "embedding.norm.weight": weights["emb.ln.w"],
        "embedding.norm.bias": weights["emb.ln.b"],
    }
    for place in range(layers):
        state |= {f"layers.{place}.{name}": values for name, values in _layer(weights, f"l{place}.").items()}
    network.load_state_dict({name: torch.tensor(values) for name, values in state.items()}, strict=False)
    network.eval()
    return network


def _layer(weights: Arrays, start: str) -> Arrays:
    names = {"joined": "ao", "inner": "fi", "outer": "fo", "joined_norm": "aln", "outer_norm": "oln"}
    found = {f"{ours}.bias": weights[f"{start}{theirs}.b"] for ours, theirs in names.items()}
    for ours, theirs in names.items():
        matrix = weights[f"{start}{theirs}.w"]
        found[f"{ours}.weight"] = matrix if "norm" in ours else matrix.reshape(len(found[f"{ours}.bias"]), -1)
    found["asked.weight"] = np.concatenate([weights[f"{start}{part}.w"].reshape(WIDTH, WIDTH) for part in "qkv"])
    found["asked.bias"] = np.concatenate([weights[f"{start}{part}.b"] for part in "qkv"])
    return found


class Lower:
    """What the lower layers of a base make of sentences, in 16 bits, on the machine's fastest device.

    Parameters
    ----------
    network : SmallBert
        The base.
    ids : sequence of lists of int
        The pieces of each sentence.
    layers : int
        How many of its layers.
    """

    def __init__(self, network: SmallBert, ids: Sequence[Sequence[int]], layers: int) -> None:
        # What is learned on a graphics card differs from what a processor learns in its last bits; it takes a minute
        # instead of half an hour.
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.lengths = np.array([len(one) for one in ids])
        self._hidden = torch.zeros((len(ids), int(self.lengths.max()), WIDTH), dtype=torch.bfloat16, device=self.device)
        own = deepcopy(network).to(self.device)
        with torch.inference_mode(), _half(self.device):
            for places in by_length(self.lengths, 32):
                rows = [torch.tensor(ids[place]) for place in places]
                mask = self._mask(places)
                table = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=PADDING)
                hidden = own.embedding(table.to(self.device))
                for layer in own.layers[:layers]:
                    hidden = layer(hidden, mask[:, None, None, :])
                self._hidden[torch.from_numpy(places), : hidden.shape[1]] = hidden.bfloat16()

    def batch(self, places: NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Return the hidden states (texts, pieces, 384) at ``places`` and their mask, false on padding."""
        mask = self._mask(places)
        return self._hidden[torch.from_numpy(places), : mask.shape[1]].float(), mask

    def _mask(self, places: NDArray[np.int64]) -> Tensor:
        lengths = torch.from_numpy(self.lengths[places]).to(self.device)
        return torch.arange(int(self.lengths[places].max()), device=self.device)[None, :] < lengths[:, None]


def by_length(lengths: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    """Return the places of ``lengths`` in batches of ``size``, the shortest first."""
    order = np.argsort(lengths, kind="stable")
    return [order[start : start + size] for start in range(0, len(order), size)]


def tune(network: SmallBert, lower: Lower, places: NDArray[np.int64], task: Task, recipe: Recipe, seed: int) -> Upper:
    """Return the layers above ``lower`` fitted on the sentences at ``places``.

    Parameters
    ----------
    network : SmallBert
        The base, left as it is.
    lower : Lower
        What its lower layers make of the sentences.
    places : int array (m,)
        The sentences that are learned.
    task : Task
        What is learned of every sentence.
    recipe : Recipe
        How.
    seed : int
        Decides the order, what is dropped and the new head.
    """
    torch.manual_seed(seed)
    upper = Upper(recipe.tuned, task.head)
    for own, base in zip(upper.layers, network.layers[recipe.frozen :], strict=False):
        own.load_state_dict(base.state_dict())
    upper.to(lower.device)
    steps = recipe.rounds * -(-len(places) // recipe.batch)
    optimiser = torch.optim.AdamW(_rates(upper, recipe), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    loss_of = task.losses(places, recipe)
    upper.train()
    for batch in _batches(lower.lengths, places, recipe, np.random.default_rng(seed)):
        hidden, mask = lower.batch(batch)
        if recipe.agreement:
            logits, again = upper(hidden.repeat(2, 1, 1), mask.repeat(2, 1)).chunk(2)
            loss = (loss_of(logits, batch) + loss_of(again, batch)) / 2
            loss = loss + recipe.agreement * _difference(logits, again)
        else:
            loss = loss_of(upper(hidden, mask), batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    upper.cpu().eval()
    return upper


def _rates(upper: Upper, recipe: Recipe) -> list[dict[str, Any]]:
    """Return what the optimiser is told: the layers, the upper one first, each with its rate; the head with its own."""
    layers = [
        {"params": layer.parameters(), "lr": recipe.rate * recipe.decay**depth, "weight_decay": _DECAY}
        for depth, layer in enumerate(reversed(upper.layers))
    ]
    return [*layers, {"params": upper.head.parameters(), "lr": _HEAD_RATE, "weight_decay": 0.0}]


def _difference(logits: Tensor, others: Tensor) -> Tensor:
    """Return the mean Kullback-Leibler divergence of two answers of classes, either way."""
    one, other = logits.log_softmax(dim=1), others.log_softmax(dim=1)
    ways = [
        functional.kl_div(answer, target, log_target=True, reduction="batchmean")
        for answer, target in ((one, other), (other, one))
    ]
    return (ways[0] + ways[1]) / 2


def predict(upper: Upper, lower: Lower, places: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return log-probabilities (m, classes) of the sentences at ``places``."""
    found = np.empty((len(places), upper.head.output.out_features), dtype=np.float32)
    upper.to(lower.device)
    with torch.inference_mode():
        for batch in by_length(lower.lengths[places], 32):
            found[batch] = upper(*lower.batch(places[batch])).log_softmax(dim=1).cpu().numpy()
    upper.cpu()
    return found


def averaged(uppers: Sequence[Upper]) -> Upper:
    """Return the mean of the weights of ``uppers``: several seeds at the price of one."""
    states = [upper.state_dict() for upper in uppers]
    mean = {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
    found = deepcopy(uppers[0])
    found.load_state_dict(mean)
    found.eval()
    return found


def joined(network: SmallBert, kept: NDArray[np.int64], recipe: Recipe, upper: Upper) -> SmallBert:
    """Return the network to ship: the base's lower layers, ``upper``, and the vectors of the ``kept`` pieces."""
    whole = SmallBert(len(kept), PLACES, recipe.frozen + recipe.tuned, upper.head.output.out_features)
    state = {name: values for name, values in network.state_dict().items() if not name.startswith("head.")}
    state["embedding.pieces.weight"] = state["embedding.pieces.weight"][torch.from_numpy(kept)]
    for place, layer in enumerate(upper.layers):
        state |= {f"layers.{recipe.frozen + place}.{name}": values for name, values in layer.state_dict().items()}
    state |= {f"head.{name}": values for name, values in upper.head.state_dict().items()}
    whole.load_state_dict(state)
    whole.eval()
    return whole


def _rate(step: int, steps: int) -> float:
    """Return the share of the highest rate: up over the first steps, then down in a straight line."""
    return min((step + 1) / (steps * _WARM_UP), max(_LEAST_RATE, (steps - step) / (steps * (1 - _WARM_UP))))


def _batches(
    lengths: NDArray[np.int64], places: NDArray[np.int64], recipe: Recipe, chance: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    for _ in range(recipe.rounds):
        mixed = places[chance.permutation(len(places))]
        pools = [mixed[start : start + recipe.batch * _POOL] for start in range(0, len(mixed), recipe.batch * _POOL)]
        found = [pool[batch] for pool in pools for batch in by_length(lengths[pool], recipe.batch)]
        for place in chance.permutation(len(found)):
            yield found[place]
