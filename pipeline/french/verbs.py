"""French verb forms, where the statistical tagger is unsure of them.

The tagger calls half of the conditionals of speech imperfects (« on garderait »), so tense is read from the
word itself: future and conditional are built on the infinitive, or on one of thirty stems.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

# Stems of the future and conditional that are not the infinitive, longest first.
_STEMS: Final = (
    r"accueiller|contiendr|deviendr|obtiendr|parviendr|reviendr|interviendr|soutiendr|maintiendr|concevr|apercevr"
    r"|conviendr|enverr|recevr|viendr|tiendr|faudr|pourr|vaudr|voudr|courr|mourr|devr|saur|verr|aur|fer|ser|ir"
)
_FUTURE: Final = frozenset(("ai", "as", "a", "ons", "ez", "ont"))
# No noun of a verb's root ends so: « caméra » and « opéra » have an accent.
_FUTURE_ENDS: Final = ("eront", "iront", "dront", "tront", "era", "ira", "dra", "tra")
_CONDITIONAL: Final = frozenset(("ais", "ait", "ions", "iez", "aient"))
_IRREGULAR_STEM: Final = re.compile(rf"(?:re|dé|par)?(?:{_STEMS})")
_INFINITIVE: Final = re.compile(r"\w+(?:er|ir|re|oir)$", re.IGNORECASE)


def is_infinitive(token: Token) -> bool:
    """Tell whether the word is an infinitive: the tagger's word for it, confirmed by its ending and the dictionary."""
    if not _INFINITIVE.match(token.text):
        return False
    from pipeline.french.model import is_verb

    if "Inf" not in token.morph.get("VerbForm"):
        return _opens_as_one(token) and is_verb(token.text.lower())
    # « je transfère » looks like one.
    return is_verb(token.text.lower()) or not is_verb(token.lemma_.lower())


def _opens_as_one(token: Token) -> bool:
    """« *Conditionner* une part de la subvention »: the tagger takes it for a noun, whose article would come before."""
    follows = token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "DET"
    return token.i == 0 and token.pos_ in ("NOUN", "PROPN", "ADJ") and follows


def is_conditional(token: Token) -> bool:
    """Tell whether the word is in the conditional (« garderait », « pourraient »)."""
    return _is_verb(token) and _is_built(token, _CONDITIONAL)


def is_future(token: Token) -> bool:
    """Tell whether the word is in the future (« garderons », « fera »)."""
    return _is_verb(token) and _is_built(token, _FUTURE)


def is_mistaken_future(token: Token) -> bool:
    """Tell whether the tagger took a verb of the future for a noun or a participle: « les bailleurs *notifieront* »."""
    form: str = token.lower_
    mistaken = form.endswith(_FUTURE_ENDS) and "Fin" not in token.morph.get("VerbForm")
    return mistaken and infinitive_of(form) is not None


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and "Part" not in token.morph.get("VerbForm")


def _is_built(token: Token, endings: frozenset[str]) -> bool:
    """Tell whether the word is its verb's infinitive, or a known stem, and one of ``endings``."""
    word = _plain(token.text.lower())
    lemma = _plain(token.lemma_.lower().removesuffix("e"))
    # « il paiera »: payer
    if any(word.startswith(one) and word[len(one) :] in endings for one in (lemma, lemma.replace("yer", "ier"))):
        return True
    stem = _IRREGULAR_STEM.match(word)
    return stem is not None and word[stem.end() :] in endings


def infinitive(token: Token) -> str | None:
    """Return the infinitive of a verb form, or None when the lemma is not to be trusted.

    A lemma is trusted when it looks like an infinitive and begins as the form does; the common verbs whose
    forms do not (« va », « soit ») are named, and the dictionary knows the others.
    """
    word: str = token.text.lower().lstrip("-")
    if is_infinitive(token):
        return word
    if (known := _IRREGULAR.get(word)) is not None:
        return known
    lemma: str = token.lemma_.lower()
    if not _INFINITIVE.match(lemma) or lemma == word:
        return infinitive_of(word)
    return lemma if _plain(lemma)[:2] == _plain(word)[:2] else infinitive_of(word)


def names_verb(word: str) -> bool:
    """Tell whether a word in lower case is an infinitive of spaCy's dictionary (« salarier », « mutualiser »)."""
    from pipeline.french.model import is_verb

    return bool(_INFINITIVE.match(word)) and is_verb(word)


@lru_cache(maxsize=4096)
def infinitive_of(form: str) -> str | None:
    """Return the infinitive of a conjugated form by spaCy's dictionary, whatever the tagger took it for.

    Parameters
    ----------
    form : str
        One word in lower case: « tiendrai », « décalez », « siègent ».
    """
    if (known := _IRREGULAR.get(form)) is not None:
        return known
    from pipeline.french.model import verb_lemmas

    found = [lemma for lemma in verb_lemmas(form) if _INFINITIVE.match(lemma) and lemma != form]
    return found[0] if found else None


def _plain(word: str) -> str:
    return word.translate(str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc"))


_IRREGULAR: Final = {
    **dict.fromkeys(
        [
            "ai",
            "as",
            "a",
            "avons",
            "avez",
            "ont",
            "ait",
            "aient",
            "ayons",
            "ayez",
            "aie",
            "aura",
            "aurait",
            "aurions",
            "auraient",
            "eu",
        ],
        "avoir",
    ),
    **dict.fromkeys(
        [
            "suis",
            "est",
            "sommes",
            "êtes",
            "sont",
            "soit",
            "soient",
            "soyons",
            "soyez",
            "sera",
            "serait",
            "seraient",
            "serions",
            "été",
            "étant",
        ],
        "être",
    ),
    **dict.fromkeys(["vais", "va", "vas", "vont", "aille", "aillent", "ira", "irait", "iraient", "irons"], "aller"),
    **dict.fromkeys(
        ["fais", "fait", "font", "fasse", "fassent", "fera", "ferait", "feraient", "ferions", "ferons", "faite"],
        "faire",
    ),
    **dict.fromkeys(["puisse", "puissent", "puissions", "peut", "peuvent", "pourrait", "pourraient"], "pouvoir"),
    **dict.fromkeys(["sache", "sachent", "sait", "savent", "saurait"], "savoir"),
    **dict.fromkeys(["veuille", "veut", "veulent", "voudrait"], "vouloir"),
    **dict.fromkeys(["voie", "voient", "voit", "verra", "verrait"], "voir"),
}
