"""What a cue must be followed by, or stand in, to count."""

from __future__ import annotations

import re
from typing import Final

from pipeline.french.verbs import is_conditional, is_future, is_infinitive
from pipeline.stages.propose.lexicon import ACTION_VERBS, TALK_VERBS
from pipeline.stages.propose.rules.model import Check
from pipeline.stages.propose.sentences import Sentence
from pipeline.text.words import words

_TOLD: Final = re.compile(r"(?:quand|lorsque|si|dès que|chaque fois que|fois que) *$")


def says(least: int) -> Check:
    """Ask for ``least`` words that say something from the cue on."""

    def check(sentence: Sentence, match: re.Match[str]) -> bool:
        place = sentence.start + match.start()
        return len([token for token in sentence.content if token.idx >= place]) >= least

    return check


def says_in_all(least: int) -> Check:
    """Ask for ``least`` words that say something in the whole sentence."""

    def check(sentence: Sentence, match: re.Match[str]) -> bool:  # noqa: ARG001
        return len(sentence.content) >= least

    return check


def to_do(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask for an infinitive after the cue that is no verb of speech or thought."""
    verb = sentence.infinitive_after(match.end())
    return verb is not None and verb.lemma_.lower() not in TALK_VERBS | {"être", "avoir"}


def no_talk(sentence: Sentence, match: re.Match[str]) -> bool:
    """Refuse a cue followed by a verb of speech or thought (« je voudrais revenir sur »)."""
    verb = sentence.infinitive_after(match.end())
    return verb is None or verb.lemma_.lower() not in TALK_VERBS


def question(sentence: Sentence, match: re.Match[str]) -> bool:  # noqa: ARG001
    """Ask for a question mark."""
    return sentence.text.rstrip(' »")').endswith("?")


def no_question(sentence: Sentence, match: re.Match[str]) -> bool:
    """Refuse a question."""
    return not question(sentence, match)


def conditional(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask that the cue's last word is in the conditional."""
    token = sentence.at(match.end() - 1)
    return token is not None and is_conditional(token)


def future(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask that the cue's last word is in the future."""
    token = sentence.at(match.end() - 1)
    return token is not None and is_future(token)


def action(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask that the cue's last word is a form of a verb of action."""
    token = sentence.at(match.end() - 1)
    return token is not None and token.lemma_.lower() in ACTION_VERBS


def no_speech(sentence: Sentence, match: re.Match[str]) -> bool:
    """Refuse a cue whose last word is a verb of speech or thought (« je dirai »)."""
    token = sentence.at(match.end() - 1)
    return token is not None and token.lemma_.lower() not in TALK_VERBS


def not_told(sentence: Sentence, match: re.Match[str]) -> bool:
    """Refuse a demand that is only told (« quand je demande une aide, on me répond »)."""
    return not _TOLD.search(sentence.flat[: match.start()])


def written_or_verbless(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask for a note, or for speech without a conjugated verb (« Reprendre une maison, ça prend du temps »)."""
    return sentence.is_written or verbless(sentence, match)


def verbless(sentence: Sentence, match: re.Match[str]) -> bool:  # noqa: ARG001
    """Ask for a sentence without a conjugated verb of its own (relative clauses may hold some)."""
    return not any(
        "Fin" in token.morph.get("VerbForm") and not token.dep_.startswith(("acl", "advcl"))
        for token in sentence.tokens
    )


def infinitive_head(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask that the cue's last word is an infinitive of action."""
    # The tagger takes many a capitalised first word for a noun: the list of action verbs knows better.
    token = sentence.at(match.end() - 1)
    if token is None or token.lemma_.lower() in TALK_VERBS:
        return False
    return is_infinitive(token) or token.text.lower() in ACTION_VERBS


# Imperatives that call for attention, not for action.
_CALLS: Final = words(
    """
    allez allons attendez arrêtez calmez continuez disons dites écoutez excusez-moi excusez imaginez imaginons
    pardonnez parlons passons permettez-moi permettez prenez prenons rassurez regardez regardons reprenons
    revenons savez sachez soyez soyons tenez terminez terminons voyez voyons notez rappelez-vous gardez
    """
)


def imperative(sentence: Sentence, match: re.Match[str]) -> bool:
    """Ask for an imperative: a verb in -ez or -ons that opens a clause and has no subject."""
    token = sentence.at(match.start() + (3 if match.group().startswith("ne ") else 0))
    if token is None or match.group() in _CALLS or token.lower_ in _CALLS:
        return False
    # « mettez-nous »: the joined pronoun tells, where the tagger sees a name.
    if token.pos_ not in ("VERB", "AUX") and "-" not in match.group():
        return False
    before = sentence.flat[: match.start()].rstrip()
    opens = (
        not before
        or before[-1] in ',;:.!?«"-'
        or before.split()[-1] in ("et", "ou", "mais", "alors", "oui", "non", "puis")
    )
    return opens and not any(child.dep_.startswith("nsubj") and child.i < token.i for child in token.children)
