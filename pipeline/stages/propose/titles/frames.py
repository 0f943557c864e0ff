"""What presents a measure and is no part of it: « Deuxième point, notre collège demande », « je verrais bien »."""

from __future__ import annotations

import re
from typing import Final

from pipeline.stages.propose.titles.reported import past_report


def _any(block: str) -> str:
    """Return a pattern of the alternatives that a block holds, one a line."""
    return "(?:" + "|".join(line.strip() for line in block.strip().splitlines()) + ")"


_RANK: Final = _any(
    """
    premi(?:er|ère)
    deuxième|seconde?|troisième|quatrième|cinquième|sixième|septième|huitième
    derni(?:er|ère)
    une?|deux|trois|quatre|cinq|six|\\d{1,2}
    """
)
_POINT: Final = _any(
    """
    point|chose|économie|orientation|axe|mesure|proposition|résolution|élément|demande|priorité|piste|idée|volet|souhait
    """
)
_ALSO: Final = _any(
    """
    bien|donc|aussi|surtout|également|simplement|seulement|juste|même|volontiers|vraiment|déjà|tous|tout|très|plutôt
    en outre|par ailleurs|par conséquent|quand même|moi|nous|avec intérêt|avec plaisir|de surcroît|ensuite
    """
)
_PROPOSES: Final = r"(?:propos|demand|souhait|suggèr|suggér|réclam|exig|revendiqu|préconis|recommand|attend|prôn)\w*"
_WANTS: Final = r"(?:voudr\w+|aimer\w+|veux|voulons|verr\w+|vois|voyons|imagin\w+)"
_ME: Final = r"(?:je (?:ne )?|j'|nous (?:nous )?|on )"
_GROUP: Final = r"(?:(?:les?|la|l'|notre|nos|mon|ma) ?(?:[\w-]+ ){1,3}?|ils |elles )"
# To whom it is said: « je demande à la direction », « j'attends de ce conseil ».
_WHOM: Final = r"(?:(?: à| au| aux| de) (?:cette?|ce|la|l'|le|nos|notre|votre|madame|monsieur)? ?[\w-]+)?"
_DETERMINERS: Final = _any(
    """
    une?|des|du|de la|de l'|les?|la|l'|quelques|chaque|tou(?:t|te|s|tes)|plus
    deux|trois|quatre|cinq|dix|\\d
    """
)
_INFINITIVE: Final = r"\w+(?:er|ir|re|oir)\b"
# What follows stays: a thing, « que … », « de » and an infinitive.
_THAT: Final = r"(?=que |qu')"
_THING: Final = rf"(?=(?:{_DETERMINERS}(?!\w)|qu(?:e |')))"
_TO_DO: Final = rf"(?=(?:de |d'|à )(?:ne pas |ne plus |n'|s'|se |les? |la |l'|y |en )?{_INFINITIVE})"

# « Premier point, », « En deux, », « D'où un axe cinq, », « Le sixième, c'est les transports, ».
_ORDINAL: Final = (
    _any(
        rf"""
    (?:le|la) {_RANK}, c'est [^,]{{3,40}}
    (?:d'où |et )?(?:en |le |la |un |une |notre |ma |mon |autre )?(?:{_RANK} {_POINT}|{_POINT} {_RANK})(?: de \w+ \w+)?
    (?:d'où |et )?en (?:un|deux|trois|quatre|cinq|six)
    \w+ièmement|premièrement
    (?:le|la) (?:premi(?:er|ère)|second|seconde|\w{{3,8}}ième)(?=,)
    """
    )
    + r"\s*(?:,\s*c'est\b|,|:|c'est|ce serait)"
)
# « le deuxième axe instaure un bonus »: what a text does is what is asked.
_DECIDES: Final = r"(?!vise|tend|consiste|un\b|deux|trois|quatre)(?=\w{3,}(?:e|it|t) (?:une?|des|les?|la|l'|du|\d))"
_TEXTS: Final = r"(?:axe|amendement|vœu|projet|plan|motion|article|résolution|délibération)"
_SPEAKS: Final = _any(
    rf"""
    {_ME}(?:{_ALSO} )*(?:{_PROPOSES}|{_WANTS})(?: {_ALSO})*{_WHOM},? {_THING}
    {_ME}(?:{_ALSO} )*{_PROPOSES}(?: {_ALSO})* {_TO_DO}
    {_GROUP}{_PROPOSES}(?: {_ALSO})* (?:{_THING}|{_TO_DO})
    {_GROUP}plaid\w+ pour {_THING}
    {_GROUP}(?:vous )?soumet(?:tent)? {_THING}
    {_ME}(?:plaid|milit)\w+(?: {_ALSO})* pour {_THING}
    {_ME}ajout\w+(?: {_ALSO})*,? {_THING}
    (?:[^,]{{0,40}}?\b)?{_ME}(?:me )?(?:bats?|battons) pour {_THAT}
    (?:[^,]{{0,40}}?\b)?{_ME}(?:défend|port)\w* l'idée (?:de |d')(?=une? )
    (?:la|notre|ma) (?:demande|proposition|position)(?: elle)? est (?:très |assez )?(?:simple|claire)\s*[,:]
    à quoi nous ajoutons {_THING}
    {_ME}(?:prends?|prenons) l'engagement(?:,[^,]{{3,30}},)? (?:{_THING}|{_TO_DO})
    {_ME}(?:compt|prévo|engag)\w+(?: {_ALSO})* (?:à )?(?={_INFINITIVE})
    {_GROUP}dépos\w+(?: {_ALSO})* un amendement (?:qui |(?=visant à |tendant à ))
    (?:le|la|l'|cet|cette|notre) ?(?:{_RANK} )?{_TEXTS}(?: (?:un|deux|trois|quatre|numéro \w+))? {_DECIDES}
    aussi (?:propos|demand)\w+-(?:je|nous)(?:,[^,]{{3,30}},)? {_THING}
    j'en (?:veux|voudrais|demande) une?, (?=une? )
    {_ME}(?:suis|sommes|serais|serions|est|serait) (?:{_ALSO} )*pour(?: {_ALSO})* ?(?:{_THING}|(?=ce\w*\b))
    {_ME}(?:suis|sommes|serais|serions) (?:{_ALSO} )*(?:favorables? à|partisans? d[e']) ?(?:{_THING}|(?=ce\w*\b))
    """
)
# Not « il est difficile de ».
_PRAISED: Final = r"(?!pas\b|interdit|impossible|difficile|vrai|clair|rare|faux)[\w-]+"
_ASIDE: Final = r"(?:,[^,]{3,25},)?"
# « il serait juste que », « il est plus que temps de », « il reste à », « le mieux, c'est de ».
_IMPERSONAL: Final = _any(
    rf"""
    il (?:vous |nous |me )?(?:est|serait|paraît|semble)(?: {_ALSO})*(?: {_PRAISED}){{1,3}}{_ASIDE} (?:{_THAT}|{_TO_DO})
    il (?:reste|resterait|convient|conviendrait|s'agit|s'agirait){_ASIDE} (?:{_THAT}|{_TO_DO})
    (?:il )?(?:ne )?reste (?:plus )?qu'(?=à )
    (?:il )?y a qu'à (?={_INFINITIVE})|vous n'avez qu'à (?={_INFINITIVE})
    autant (?={_INFINITIVE})
    il y (?:a|aurait) lieu {_TO_DO}
    (?:il )?(?:vaudrait mieux|mieux vaudrait|vaut mieux|mieux vaut) (?={_INFINITIVE})
    (?:et )?s(?:i|'il) y (?:avait|aurait) {_THING}
    ce (?:ne )?serait (?:pas du luxe|pas mal|bien|mieux|utile|une bonne idée|l'idéal) (?:{_THAT}|{_TO_DO})
    (?:ma|notre) (?:ligne|demande|idée|position),? (?:elle est simple,|c'est|ce serait)\s
    le (?:minimum|plus simple|mieux|projet),? (?:c'est|ce serait) (?:{_TO_DO}|{_THING})
    (?:[\w']+ ){{0,2}}(?:notre|mon|cet|l'|le) ?(?:\w+ )?{_TEXTS} (?:vise|tend|consiste) (?=à )
    """
)
# « Ce que je demande à la direction, deux chauffeurs », « ce que je vois, c'est un camion ».
_CALLED: Final = r"(?:souhait|rêve|engagement|délibération|résolution|mesure|promesse|priorité|proposition)"
_CLEFT: Final = _any(
    rf"""
    (?:je |j')\w+ (?:juste |encore )?une (?:autre )?(?:chose|idée|proposition)(?: pour [^,]{{3,30}})?,? c'est\s
    ce serait (?=(?:une?|des|deux|trois|quatre)\b)
    si je devais [^,]{{3,40}}(?:, et [^,]{{3,20}}|, une seule)?, ce serait\s
    (?:mon|ma|notre|la première|le premier) {_CALLED}(?: [^,]{{3,30}})?(?:, [^,]{{3,20}})?,? (?:c'est|ce serait)\s
    ce (?:que|qu'|qui|dont|sur quoi|à quoi) ?[^,:]{{3,45}}?(?:, ?(?:c'est|ce serait)|,| c'est| ce serait)\s
    """
)
# What opens a turn, and what the speaker says of what comes next.
_STANCE: Final = (
    _any(
        r"""
    oui|non|si(?=, )|ouais|ah|oh|ben|eh (?:ben|bien)|bon|hop|bref|tiens|voilà|écoutez|peut-être|vite fait
    je (?:ne )?sais pas
    alors|et|mais|donc|car|puis|ou alors|sinon|aussi|enfin|ensuite|d'abord|de même|du coup|n'empêche|c'est pourquoi
    moi|nous(?=,? (?:les? |on |la |ce |c'est|notre |du |des ))|nous(?=, )|déjà|personnellement|après|eh|bah|c'est clair
    c'est[- ]à[- ]dire que?|c'est pour ça que?
    à mon (?:idée|avis|sens)|selon (?:moi|nous)|à titre personnel|(?:pour|de) (?:ma|notre|mon|leur) (?:part|côté)
    au (?:moins|minimum)|à tout le moins|(?:et )?pour (?:finir|commencer)|en revanche|par contre|autrement|dans ce cas
    en (?:premier|deuxième|second|troisième|dernier) lieu|dans le même mouvement|partant de là|numéro \w+
    cela étant|d'ici là|en contrepartie|quoi qu'il (?:arrive|advienne)|compte tenu [^,]{3,30}|quitte à [^,]{3,20}
    même(?= (?:une?|deux|trois|dix|quinze|vingt|trente|cent|mille|\d+)\b)
    sur [^,]{2,40}(?=, (?:je |j'))
    sans \w+(?:er|ir|re)\b[^,]{0,30}(?=, )
    je vais au plus simple|j'irais plus loin|j'en viens à mon idée|je (?:ne )?demande pas la lune|c'est bête comme chou
    je suis (?:bien |assez )?d'accord(?: avec [^,]{2,25})?|d'accord avec [^,]{2,25}|à [A-ZÉ]\w+ je lui dis
    (?:moi |nous )?(?:je|on) (?:pense|crois|trouve|dis|dit|me dis)(?: \w+ment)?(?=,| qu)|je vous annonce(?= qu)
    je (?:vous )?le (?:dis|redis)(?: à [^,]{2,40})?
    """
    )
    + r"(?![\w'-])\s*[,:]?\s*"
)
_FRAME: Final = re.compile(rf"\W*(?:{_STANCE}|(?:{_ORDINAL}|{_SPEAKS}|{_IMPERSONAL}|{_CLEFT})\s*)", re.IGNORECASE)
_ASKS: Final = re.compile(r"\breste\b|\bpas mal\b|\bpas du luxe\b|\bplus que temps\b", re.IGNORECASE)
_DENIED: Final = re.compile(r"\b(?:pas|plus|jamais|guère)\b(?! (?:mal|que)\b)")
# Fewer characters are no measure.
_LEAST: Final = 10


def past_frames(text: str) -> int:
    """Return where the measure begins in ``text``; 0 when nothing presents it.

    Parameters
    ----------
    text : str
        The clause of a proposition.
    """
    flat = text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    place = past_report(flat)
    while (found := _FRAME.match(flat, place)) and found.end() > place:
        # « je ne suis pas pour une taxe »: without its frame it would say the contrary.
        if _DENIED.search(flat, place, found.end()) and not _ASKS.search(found[0]) and "lune" not in found[0]:
            break
        place = found.end()
    return place if len(text) - place >= _LEAST else 0
