"""What the learned scorer sees of a sentence besides its vector: rules that fired, and its grammar."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_conditional, is_future
from pipeline.stages.propose.lexicon import ACTION_VERBS, MEASURE_NOUNS, TALK_VERBS
from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.sentences import Sentence
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Features = dict[str, float]

# A count above this says no more.
_MOST: Final = 3
_MODALS: Final = words(
    """
    falloir devoir vouloir pouvoir aller souhaiter permettre proposer essayer
    """
)
_ROOTS: Final = _MODALS | words(
    """
    être avoir faire dire penser croire savoir voir mettre manquer
    """
)
_SUBJECTS: Final = words(
    """
    je j' on nous vous il ils elle elles ça c' ce cela qui tu
    """
)
# Words of a question that somebody is to answer.
_ASKS: Final = re.compile(r"\b(?:est-ce|comment|quel(?:le)?s?|vous|combien|où|qui)\b")
_OPENINGS: Final = words(
    """
    et mais donc alors parce que qu' si pour il on je j' nous vous c' ce oui non ah moi l' la le les un une des
    pas plus de d' comme quand après avant là y ça pourquoi est comment
    """
)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a sentence stands in its segment."""

    index: int
    count: int


def features(sentence: Sentence, reading: Reading, position: Position) -> Features:
    """Return named numbers for a sentence; a name that is absent counts 0."""
    return _rules(reading) | _grammar(sentence.tokens) | _shape(sentence, position) | _question(sentence, position)


def _rules(reading: Reading) -> Features:
    found = {f"demande:{hit.rule.name}": 1.0 for hit in reading.demands}
    found |= {f"refus:{hit.rule.name}": 1.0 for hit in reading.refusals}
    found |= {f"aparte:{hit.rule.name}": 1.0 for hit in reading.asides}
    found |= {f"autre:{hit.rule.name}": 1.0 for hit in reading.others}
    found["demandes"] = float(min(len(reading.demands), _MOST))
    return found


def _grammar(words: tuple[Token, ...]) -> Features:
    counts: Counter[str] = Counter()
    for word in words:
        counts[f"nature:{word.pos_}"] += 1
        if word.pos_ in ("VERB", "AUX"):
            counts.update(_verb(word))
        elif word.pos_ == "NOUN":
            counts["nom:mesure"] += word.lemma_.lower() in MEASURE_NOUNS
            counts["nom:action"] += word.lemma_.lower().endswith(("tion", "ment", "age"))
        if word.dep_ == "ROOT":
            counts.update(_root(word))
    return {name: float(min(count, _MOST)) for name, count in counts.items() if count}


def _verb(word: Token) -> list[str]:
    """Return the names that a verb counts for."""
    form = "".join(word.morph.get("VerbForm"))
    tense = _tense(word)
    lemma = word.lemma_.lower()
    person = "".join(word.morph.get("Person")) + "".join(word.morph.get("Number"))
    names = [f"verbe:{tense if form == 'Fin' else form}", f"personne:{tense}:{person}"]
    if lemma in ACTION_VERBS:
        names.append(f"action:{tense if form == 'Fin' else form}")
    if lemma in TALK_VERBS:
        names.append("parole")
    if form == "Inf":
        governor = word.head.lemma_.lower()
        names.append(f"infinitif_sous:{governor if governor in _MODALS else 'autre'}")
    if "pass" in word.dep_:
        names.append("passif")
    return names


def _tense(word: Token) -> str:
    if is_conditional(word):
        return "Cnd"
    if is_future(word):
        return "Fut"
    return "".join(word.morph.get("Mood")) + "".join(word.morph.get("Tense"))


def _root(word: Token) -> list[str]:
    lemma = word.lemma_.lower()
    names = [f"racine:{word.pos_}", f"racine:{lemma if lemma in _ROOTS else 'autre'}", f"racine:{_tense(word)}"]
    subjects = [child for child in word.children if child.dep_.startswith(("nsubj", "expl"))]
    if not subjects:
        return [*names, "sujet:aucun"]
    subject = subjects[0].lower_.replace("’", "'")
    return [*names, f"sujet:{subject if subject in _SUBJECTS else 'nom'}"]


def _question(sentence: Sentence, position: Position) -> Features:
    """Return what tells a question put to others from one that its speaker goes on to answer."""
    if not sentence.text.rstrip(' »")').endswith("?"):
        return {}
    is_last = position.index == position.count - 1
    asks = bool(_ASKS.search(sentence.flat))
    found = {
        "question_finale": is_last,
        "question_suivie": not is_last,
        "question_seule": position.count == 1,
        "question_posee": asks,
        "question_posee_finale": asks and is_last,
    }
    return {name: 1.0 for name, holds in found.items() if holds}


def _shape(sentence: Sentence, position: Position) -> Features:
    words = [word for word in sentence.tokens if not word.is_punct]
    lowered = {word.lower_.replace("’", "'") for word in words}
    first = words[0].lower_.replace("’", "'") if words else ""
    text = sentence.text.rstrip(' »")')
    content = len(sentence.content)
    shape = {
        "mots": math.log1p(len(words)),
        "contenu": min(content, 10) / 5,
        "contenu_nul": float(content == 0),
        "contenu_maigre": float(content <= 1),
        "question": float(text.endswith("?")),
        "exclamation": float(text.endswith("!")),
        "suspens": float(text.endswith(("…", "...", ","))),
        "negation": float(bool(lowered & {"pas", "jamais", "rien", "aucun", "aucune", "personne"})),
        "vous": float(bool(lowered & {"vous", "votre", "vos"})),
        "moi": float(bool(lowered & {"je", "j'", "moi", "mon", "ma", "mes"})),
        "nous": float(bool(lowered & {"nous", "notre", "nos", "on"})),
        "ecrit": float(sentence.is_written),
        "tour": math.log1p(position.count),
        "premiere": float(position.index == 0),
        "derniere": float(position.index == position.count - 1),
        f"debut:{first if first in _OPENINGS else 'autre'}": 1.0,
    }
    return {name: value for name, value in shape.items() if value}
