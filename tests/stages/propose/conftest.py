from collections.abc import Callable

import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.rules.chain import Reading, read
from pipeline.stages.propose.sentences import Sentence, sentences
from pipeline.stages.propose.statements import Statement, statement
from pipeline.stages.propose.verdict import Verdict, by_rules

Kind = str


@pytest.fixture(scope="session")
def sentence() -> Callable[..., Sentence]:
    def make(text: str, kind: Kind = "transcript") -> Sentence:
        (doc,) = annotate([text])
        return next(sentences("s-1", doc, kind))

    return make


@pytest.fixture(scope="session")
def reading(sentence) -> Callable[..., Reading]:
    def make(text: str, kind: Kind = "transcript") -> Reading:
        return read(sentence(text, kind))

    return make


@pytest.fixture(scope="session")
def proposition(sentence) -> Callable[..., Statement]:
    def make(text: str, kind: Kind = "transcript") -> Statement:
        one = sentence(text, kind)
        return statement(one, by_rules(read(one), kind) or Verdict("proposition", None, 0.5))

    return make


@pytest.fixture(scope="session")
def demand(sentence) -> Callable[..., Statement]:
    """What the learned voices take for a proposition, with the rule that fired or without one."""

    def make(text: str, kind: Kind = "transcript") -> Statement:
        one = sentence(text, kind)
        found = by_rules(read(one), kind)
        asks = found is not None and found.type == "proposition" and found.reason is None
        return statement(one, found if asks else Verdict("proposition", None, 0.5))

    return make
