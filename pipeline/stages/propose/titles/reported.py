"""How minutes present a measure: « M. Tirard suggère que … », « les bailleurs se disent prêts à … », « D4. … »."""

from __future__ import annotations

import re
from typing import Final

_INFINITIVE: Final = r"(?:ne pas |ne plus |n'|s'|se |les? |la |l'|y |en )?\w+(?:er|ir|re|oir)\b"
_MANNER: Final = (
    r"(?: (?:\w+ment|aussi|donc|bien|toutefois|cependant|également|en outre|par ailleurs|en revanche|de nouveau"
    r"|en conséquence|en particulier|avant tout|d'abord|toujours|pour sa part|à nouveau|encore|enfin|tous deux))*"
)
# « M. Tirard », « Mme Benhamou (CCAS) », « Action Logement », « la représentante des locataires », « il ».
_NAME: Final = r"[A-ZÉÈÎ][\w'-]*(?: (?:de |d'|du |des |la |le )*[A-ZÉÈÎ][\w'-]*){0,4}"
_GROUP: Final = (
    r"(?:[Ll]es?|[Ll]a|[Ll]'|[Dd]es|[Uu]ne?|[Dd]eux|[Tt]rois|[Pp]lusieurs|[Cc]ertaine?s|[Qq]uelques|[Cc]haque"
    r"|[Ll]'une? des|[Ll]a plupart des) ?(?:[\w'-]+ ){1,7}?"
)
_TITLED: Final = rf"(?:(?:MM?\.|Mmes?|Dre?|Me|Mr) )?{_NAME}(?: \([^)]{{2,40}}\))?"
# « Les entreprises, par la voix de M. Carpentier, »
_BESIDE: Final = rf"(?:{_TITLED}|(?:[Ll]es?|[Ll]a|[Ll]'|[Dd]es|[Uu]ne?)(?: ?[\w'-]+){{1,5}}), [^,]{{3,60}}, "
_WHO: Final = rf"(?:{_BESIDE}|{_TITLED} |[Ii]ls? |[Ee]lles? |{_GROUP})"
_ENDS: Final = r"(?:e|ent|era|eront|erait|eraient)\b"
# Not « un arrêt à la demande », nor « l'étendre demanderait un fonds ».
_NO_VERB: Final = r"(?<!\bla )(?<!\bune )(?<!\bcette )(?<!\bsur )(?<!\bde )"
_ASKS: Final = (
    rf"{_NO_VERB}(?!demanderai)(?:(?:propos|demand|souhait|suggèr|suggér|réclam|exig|préconis|recommand|sollicit|voudr"
    rf"|aimer|désir)(?:{_ENDS}|ait\b|aient\b)|veut\b|veulent\b)"
)
# « aux bailleurs », « à l'État », « au préfet de région », not « à l'État de se fixer ».
_OF: Final = r"(?: (?:du|de|des|d')(?! ?(?:se |s')?\w+(?:er|ir|re|oir)\b)(?! se\b) ?[\w'-]+)"
_WHOM: Final = rf"(?: (?:à|au|aux) (?:(?:la|l'|le|les|tous les|chaque) ?)?[\w'-]+{_OF}{{0,2}})?"
_THING: Final = r"(?=(?:une?|des|du|de la|de l'|les?|la|l'|quelques|chaque|deux|trois|quatre|\d+)\b|l'|qu(?:e |'))"
_TO_DO: Final = rf"(?=(?:de |d'|à ){_INFINITIVE}|(?!être\b){_INFINITIVE} )"
# « estime que les bailleurs devraient », « rappelle qu'il faut »: only where a demand follows.
_DUTY: Final = r"(?=qu(?:e |')(?:il (?:faut|faudr|convien|serait)|[^,]{3,60}? (?:devrai|pourrai)(?:t|ent)\b))"
_MARK: Final = r"(?:[A-Z]?\d{1,2}(?:\.\d+)?[.)°]|[①-⑳]) "
# « À titre de compromis, », « Sur l'astreinte, »: where the talk stood.
_ABOUT: Final = r"(?:(?:[ÀA] titre d[e']|[Ss]ur|[Ee]n (?:réponse|conclusion)|[Ee]nfin|[Pp]our finir)\b[^,]{0,40}, )?"
_PRESENTS: Final = re.compile(
    rf"\W*(?:{_MARK}\W*)?(?:{_ABOUT}{_WHO}(?:"
    rf"{_ASKS}{_MANNER}{_WHOM} (?:{_THING}|{_TO_DO})"
    rf"|(?:plaid|milit|insist){_ENDS}{_MANNER} pour (?=qu(?:e |')|une? |l[ea]s? |l')"
    rf"|appell{_ENDS}{_MANNER} à ce (?=qu(?:e |'))"
    rf"|se propos{_ENDS} (?=de |d')"
    rf"|(?:retien(?:t|nent)|(?:act|valid|adopt|approuv){_ENDS}) le principe (?:de |d')(?=une? |l[ea]s? |l')"
    rf"|prend (?:l'engagement|la décision) (?=de |d')"
    rf"|s'engag(?:e|ent|era|eront|erait|eraient)\b{_MANNER} (?=à {_INFINITIVE})"
    rf"|se (?:dit|disent|déclare|déclarent|tient|tiennent) (?:prête?s?|disposée?s?|favorables?)"
    rf"{_MANNER} (?:(?=à {_INFINITIVE})|à (?=ce qu(?:e |')|une? |l[ea]s? |l'))"
    rf"|(?:convien(?:t|nent)|prévoi(?:t|ent)|(?:décid|accept){_ENDS}){_MANNER} (?=(?:de |d'){_INFINITIVE}|qu(?:e |'))"
    rf"|(?:estim|considèr|jug|pens|rappell|soulign|not|ajout){_ENDS}{_MANNER} {_DUTY}"
    rf"))"
)
# « Consensus sur un ajustement des provisions », « d'où l'idée, partagée par tous, d'un référent »
_AGREED: Final = re.compile(
    rf"\W*(?:{_MARK}\W*)?"
    r"(?:(?:[Aa]ccord(?: de principe| unanime| général)?|[Cc]onsensus|[Aa]vis favorable) (?:sur|pour|à) "
    r"|(?:[Dd]'où )?[Ll]'idée(?:, [^,]{3,50},)? (?:de |d'))(?=une? |l[ea]s? |l')"
)
_MARKED: Final = re.compile(rf"\W*{_MARK}\W*")


def past_report(flat: str) -> int:
    """Return where the measure begins that minutes report; 0 where they report none.

    Parameters
    ----------
    flat : str
        A clause, its apostrophes and spaces made plain.
    """
    found = _PRESENTS.match(flat) or _AGREED.match(flat) or _MARKED.match(flat)
    return found.end() if found else 0
