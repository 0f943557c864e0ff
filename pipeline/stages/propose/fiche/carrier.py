"""Who would carry a measure: whoever the sentence makes act, not whoever it mentions.

Subject of what is asked (« que l'État finance », « les bailleurs devraient »), agent (« payé par la Région »),
those to whom it is asked or entrusted (« demander au préfet de », « confié à l'agglo »), those who commit themselves.
« L'association propose », « en mairie », « avec les maires », « les bailleurs doivent être associés » carry nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_conditional, is_future, is_infinitive
from pipeline.stages.propose.fiche.actors import ACTORS, Mention, mentions
from pipeline.stages.propose.fiche.core import clause_words
from pipeline.stages.propose.fiche.finding import NOTHING, Finding, lemma, plain
from pipeline.stages.propose.lexicon import TALK_VERBS
from pipeline.stages.propose.statements import Statement
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a subject of these does is want, have or undergo.
_NO_ACTS: Final = (
    TALK_VERBS
    | words(
        """
        souhaiter vouloir aimer demander défendre plaider réclamer préférer refuser espérer proposer militer avoir être
        recevoir subir bénéficier devenir rester exister manquer perdre souffrir craindre obtenir sembler paraître
        valoir suivre falloir retrouver garder conserver apprendre connaître ressembler disparaître
        """
    )
) - {"écouter", "poser"}
_MODALS: Final = words("devoir pouvoir venir aller")
# « confier à », « loger à », « demander à »: whoever stands after will act.
_ENTRUSTS: Final = words(
    """
    confier loger gérer demander proposer exiger imposer attribuer déléguer transférer réclamer revenir incomber
    appartenir suggérer rattacher
    """
)
_OBLIGES: Final = words("obliger contraindre inciter inviter encourager pousser forcer appeler charger")
# A note says « cofinancé Région / caisses », « porté par », « moitié État ».
_CARRIED: Final = words("financer cofinancer porter piloter payer gérer assurer héberger coordonner animer")
_AGREEMENTS: Final = words("convention accord partenariat contrat pacte charte coopération protocole")
# Characters that an actor and its verb may span to be shown together.
_TOGETHER: Final = 60
# Words after those that commit, among which the verb stands.
_OPENS_ON: Final = 4
_TO: Final = frozenset(("à", "au", "aux"))
# « parce que », « alors que », « dès que » tell what is; « que » and « pour que » what is asked.
_TELLS: Final = words("parce puis alors pendant dès tant vu depuis sauf")
_TELLING: Final = words("si s' quand lorsque comme puisque lorsqu' puisqu' où")
_HAVE: Final = words("a ont avait avaient")
_FOR: Final = frozenset(("pour", "afin"))
# « je plaide pour que l'État paye » asks.
_WANTS_FOR: Final = words("plaider militer battre voter pousser défendre être")
_COMMITS: Final = frozenset(("engagement", "futur_nous", "je_vais"))
_SPEAKERS: Final = {"bailleur": "organismes Hlm", "association": "associations", "état": "État", "banque": None}


def carrier(statement: Statement, role: str | None = None) -> Finding:
    """Return who would do what ``statement`` asks for.

    Parameters
    ----------
    statement : Statement
        A proposition.
    role : str, optional
        Of who speaks: « on va le faire » commits the speaker's own.
    """
    for mention in mentions(statement.text):
        token = _named(statement, mention)
        if token is not None and carries(token):
            return Finding(mention.actor.value, _words(statement, mention, token))
    hit = statement.verdict.hit
    own = _SPEAKERS.get(role or "")
    if own is None or hit is None or hit.rule.name not in _COMMITS:
        return NOTHING
    return Finding(own, _committed(statement))


def _committed(statement: Statement) -> str | None:
    """Return the words that commit, with the verb that they open on: « on va l'écrire », not « on va »."""
    hit = statement.verdict.hit
    if hit is None:
        return statement.cue
    sentence = statement.sentence
    after = [word for word in sentence.tokens if word.idx >= sentence.start + hit.end][:_OPENS_ON]
    verb = next((word for word in after if is_infinitive(word)), None)
    return sentence.text[hit.start : verb.idx + len(verb) - sentence.start].strip(" ,") if verb else statement.cue


def names_actor(text: str) -> bool:
    """Tell whether ``text`` names somebody who can carry a measure."""
    return any(actor.names.search(text) for actor in ACTORS)


def _named(statement: Statement, mention: Mention) -> Token | None:
    """Return the noun of a mention."""
    start, end = statement.start + mention.start, statement.start + mention.end
    inside = [word for word in clause_words(statement) if start <= word.idx < end]
    return next((word for word in inside if word.pos_ in ("NOUN", "PROPN", "ADJ")), None)


def _words(statement: Statement, mention: Mention, token: Token) -> str:
    """Return the actor with the verb that makes it act, where they stand together: « logé à la Région »."""
    verb = _verb(_first(token))
    at, end = verb.idx - statement.start, verb.idx + len(verb) - statement.start
    start, end = min(mention.start, at), max(mention.end, end)
    is_near = start >= 0 and end <= len(statement.text) and end - start <= _TOGETHER
    return statement.text[start:end] if is_near else statement.text[mention.start : mention.end]


def _first(token: Token) -> Token:
    """Return the first of coordinated nouns."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def _verb(token: Token) -> Token:
    """Return the word that makes an actor act: « confier » even where « à l'agglo » hangs on « la salle »."""
    head = token.head
    return head.head if head.dep_ == "obj" and token.dep_ != "nsubj" and lemma(head.head) in _ENTRUSTS else head


def carries(token: Token) -> bool:
    """Tell whether a noun names who acts in its sentence."""
    token = _first(token)
    head, dep = token.head, token.dep_
    if dep == "nsubj":
        return is_asked(head)
    if dep == "obl:agent":
        return lemma(head) not in _NO_ACTS
    if dep.startswith(("obl", "nmod", "iobj")):
        return _is_given(token)
    if dep == "obj":
        return (lemma(head) in _OBLIGES and _has_infinitive(head)) or (lemma(head) in _CARRIED and _is_bare(token))
    return False


def is_asked(verb: Token) -> bool:
    """Tell whether a verb says what somebody is asked to do, or would do."""
    if verb.dep_ == "acl:relcl" or _is_told(verb):
        return False
    acts = _acts(verb)
    if any(lemma(one) in _NO_ACTS for one in acts) or any(child.dep_ == "aux:pass" for child in verb.children):
        return False
    forms = [verb, *(child for child in verb.children if child.dep_.startswith("aux"))]
    is_modal = lemma(verb) == "devoir" and len(acts) > 0
    return is_modal or _follows_que(verb) or any(is_conditional(one) or is_future(one) for one in forms)


def _acts(verb: Token) -> list[Token]:
    """Return what the subject does: the verb, or those that a modal opens on."""
    if lemma(verb) not in _MODALS:
        return [verb]
    return [child for child in verb.children if child.dep_ in ("xcomp", "ccomp") and child.pos_ in ("VERB", "AUX")]


def _marks(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "mark"]


def _is_told(verb: Token) -> bool:
    """« si l'État paye », « parce que l'État paye »: a condition or a reason, not what is asked."""
    return any(plain(mark) in _TELLING or _tells(mark) for mark in _marks(verb))


def _tells(mark: Token) -> bool:
    return plain(mark) in _TELLS or (mark.i > 0 and plain(mark) in ("que", "qu'") and plain(mark.nbor(-1)) in _TELLS)


def _follows_que(verb: Token) -> bool:
    """« que l'État finance », after whatever asks for it; « je pense que l'État finance » is told.

    So is what was done (« que l'État a publié »), and what the measure is for (« pour que les maires décident »).
    """
    done = any(child.dep_ == "aux:tense" and plain(child) in _HAVE for child in verb.children)
    meant = any(plain(mark) in _FOR for mark in _marks(verb)) and lemma(verb.head) not in _WANTS_FOR
    if done or meant:
        return False
    asked = any(plain(mark) in ("que", "qu'") and not _is_relative(mark, verb) for mark in _marks(verb))
    said = verb.dep_ == "ccomp" and lemma(verb.head) in TALK_VERBS - {"demander"}
    return asked and not said


def _is_relative(mark: Token, verb: Token) -> bool:
    """« la taxe que la Région prélève »: the noun before is the object, and nothing follows the verb."""
    follows_noun = mark.i > 0 and mark.nbor(-1).pos_ in ("NOUN", "PROPN", "ADJ")
    return follows_noun and not any(child.i > verb.i and not child.is_punct for child in verb.children)


def _is_given(token: Token) -> bool:
    """« confié à l'agglo », « une convention entre la CARSAT et les bailleurs »; « à l'agglo, on propose » speaks."""
    cases = {plain(child) for child in token.children if child.dep_ == "case"}
    head = token.head
    if "entre" in cases:
        return bool({lemma(head), lemma(head.head)} & _AGREEMENTS)
    verb = _verb(token)
    return bool(cases & _TO) and lemma(verb) in _ENTRUSTS and token.i > verb.i and not _is_told(verb)


def _has_infinitive(verb: Token) -> bool:
    return any(is_infinitive(child) for child in verb.children)


def _is_bare(token: Token) -> bool:
    """« cofinancé Département »: no article stands between."""
    return token.i > 0 and bool(token.nbor(-1) == token.head)
