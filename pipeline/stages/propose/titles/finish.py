"""How a title is finished: what trails or speaks to somebody goes; what leaves something half said is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.fiche.carrier import names_actor
from pipeline.stages.propose.lexicon import NUMBERS
from pipeline.stages.propose.titles.acting import AND_TO
from pipeline.stages.propose.titles.impersonal import impersonal
from pipeline.stages.propose.titles.reading import DEFINITE, LEAST_WORDS, Title, elided, is_personal, origin
from pipeline.stages.propose.titles.spoken import clean, shorten
from pipeline.stages.propose.titles.words import plain

if TYPE_CHECKING:
    from spacy.tokens import Token

    Maker = Callable[[Sequence[Token]], list[str] | None]

_SHOWS: Final = re.compile(r"^((?:S[e’] ?)?[^\W\d_]+) (ce|cet|cette|ces) (?!qu)", re.IGNORECASE)
# After an infinitive: « prêts à préparer …, à apporter … », « dessiner la maison …, qu'ils marchent dedans ».
_TRAILS: Final = re.compile(
    r",\s*(?:à \w+(?:er|ir|re)|qu[’'](?:ils?|elles?|on)|que (?:le|la|les|l[’']|nous|chacun|tout|ça|cela)) .*$"
)
# What a title does not hold: an order (« tailler la haie, mettez des potelets »), a relative whose verb is gone (« ceux
# qui, dix kilomètres »), a clause joined to an infinitive, « celui » without what tells which, speakers, repairs.
_BROKEN: Final = re.compile(
    r"(?<![\w’'-])(?!(?:chez|assez|rez|nez|merguez)(?![\w’']))[a-zà-ÿ]{2,}ez(?![\w’'-])"
    r"|[^\W\d_](?:ez|tes)-(?:le|la|les|en|nous|moi|leur|lui)\b"
    r"|\b(?:qui|que|dont|où),| (?:le|la|les|un|une|des|du|de)(?:,| et\b| ou\b)|\bnous\b|, (?:disons|mettons|enfin) "
    r"|^(?!Faire en sorte|Permettre|Obtenir|Demander|Garantir|Dire|Inscrire).* et qu(?:e |[’'])"
    r"|\b(?:celui|celle|ceux|celles)\b(?! (?:qui|qu|que|dont|où|d|de|du|des|en|au|aux|à|dans|sur|pour)\b|-)"
    rf"|, de (?:{'|'.join(NUMBERS)})$"
    # « un truc », « zéro résidence », « prévoir chauffé, … », « la règle est écrite au lieu d'être discutée »
    r"|\b(?:truc|machin|bidule)s?\b|\bun zéro\b|^(?!Être|Faire en sorte).* au lieu d[’']être [^\W\d_]+ée?s?\b"
    r"|^Prévoir (?!entrée|arrivée|allée|durée|(?:demi-)?journée|soirée|matinée)[^\W\d_]+(?<!t)ée?s?,"
    # « … le bilan [devrait être débattu], et non simplement joint aux annexes »
    r"|, et non (?:simplement |seulement )?[^\W\d_]{2,}(?:é|int|ert)e?s? (?:à|aux|au|par|dans|en)\b"
    # « chez [elles], contre un loyer », « [autoriser] les organismes à déposer »
    r"|\bchez,|^Prévoir (?:les|des|tous les) (?:organismes|bailleurs|communes|collectivités|locataires|maires"
    r"|élus) à [^\W\d_]+(?:er|ir|re|oir)\b"
    # « je continue de penser qu'un tableau suffirait »
    r"|^Continuer (?:de|d[’']|à) (?:penser|croire|dire|espérer)\b"
    # « il conviendrait de prévoir »: nobody does it.
    r"|^(?:Convenir|Falloir|Valoir|Suffire) (?:mieux\b|de\b|d[’']|que\b|qu[’'])"
)
# « je louerais bien une chambre »: a wish, not a manner.
_WILLINGLY: Final = re.compile(r"^([^\W\d_]+(?:er|ir|re|oir)) bien (?=(?:une?|des|du|les?|la|deux|trois)\b|l[’'])")
# « un rendez-vous chaque mois, l'ABF, le bailleur et l'architecte »: who takes part, said after a comma.
_TAKE_PART: Final = re.compile(
    r"^(Prévoir une? [^,:]+), ((?:(?:l[ea]s? |l[’']|deux |trois |quatre )[^,:]+, )*"
    r"(?:l[ea]s? |l[’']|deux |trois |quatre )[^,:]+ et (?:l[ea]s? |l[’']|deux |trois |quatre )[^,:]+)"
)
# What a reader has chosen word by word may be longer before it is cut.
_MOST_READ: Final = 32
# « Remettre à plat et nous discutons »: an infinitive is not joined to a conjugated verb.
_JOINED: Final = re.compile(
    r"\s+(?:et|mais|ou) (?:j[’']|(?:je|nous|on|tu|vous|ils?|elles?)(?![\w-])).*$", re.IGNORECASE
)
# « mieux vaudrait ajuster les provisions que d'envoyer un rappel »
_THAN: Final = re.compile(r"(?<!plutôt) que (?=de |d[’'])")
_TO_DO: Final = re.compile(r" (?:de |d[’'])[^\W\d_]+(?:er|ir|re|oir)\b")


def happening(words: Sequence[Token], make: Maker) -> Title | None:
    """Return the title that ``make`` makes of a clause that says what happens; None where it makes none."""
    made = make(words)
    return None if made is None else finished(untrailed(words, made))


def finished(said: str) -> Title | None:
    """Return a title without what is only spoken; None where it is none, or speaks to somebody."""
    shown = unaddressed(shorten(accompanied(named(clean(_ungoverned(said)))), _MOST_READ))
    return Title(shown, origin(shown)) if stands(shown) else None


def stands(shown: str) -> bool:
    """Tell whether a text is long enough for a title, speaks of nobody and to nobody, and leaves nothing half said."""
    return count_words(shown) >= LEAST_WORDS and not is_personal(shown) and not _BROKEN.search(shown)


def untrailed(words: Sequence[Token], made: Sequence[str]) -> str:
    """Return the pieces of a title as one text, without what trails after its verb."""
    said = impersonal(words, _JOINED.sub("", " ".join(piece for piece in made if piece)))
    if any(plain(word) == "mieux" for word in words):
        said = _THAN.sub(" plutôt que ", said)
    untrailed = _TRAILS.sub("", _WILLINGLY.sub(r"\1 ", said))
    return untrailed if count_words(untrailed) >= LEAST_WORDS else said


def named(shown: str) -> str:
    """Return « loger le fonds » for « loger ce fonds »: a title shows nothing that it has not named."""
    made = _SHOWS.sub(lambda found: f"{found[1]} {DEFINITE[found[2].lower()]}", shown)
    return elided(made)


def accompanied(shown: str) -> str:
    """« un rendez-vous, le bailleur et l'architecte » → « un rendez-vous avec le bailleur et l'architecte »."""
    found = _TAKE_PART.match(shown)
    if found is None or not names_actor(found[2]):
        return shown
    return f"{found[1]} avec {shown[found.start(2) :]}"


def unaddressed(shown: str) -> str:
    """Return a title without the last part where somebody is spoken to (« …, comme la loi vous y oblige »)."""
    head, comma, last = shown.rpartition(", ")
    drops = comma and is_personal(last) and not is_personal(head) and count_words(head) >= LEAST_WORDS
    return head if drops else shown


def _ungoverned(said: str) -> str:
    """« retenir le lot un et de déclarer … » → « retenir le lot un et déclarer … »: what governed both is gone."""
    first = AND_TO.search(said)
    governed = first is None or _TO_DO.search(said, 0, first.start())
    return said if governed else AND_TO.sub(r"\1 ", said)


def count_words(text: str) -> int:
    """Return how many words a text has, « l'apprentissage » being two."""
    return len(re.findall(r"\w+", text))
