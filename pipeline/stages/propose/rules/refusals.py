"""What looks like a demand and is none: each match is blanked before demands are looked for.

``ASIDES`` ask for nothing (ways of speaking, the meeting's own business) and leave no trace. ``REFUSALS`` are
demands that the speaker does not make: they are kept with their reason.
"""

from __future__ import annotations

from typing import Final

from pipeline.stages.propose.rules.model import Rule, cue

_TALK: Final = (
    r"(?:dire|savoir|rappeler|reconnaître|croire|penser|voir|comprendre|parler|admettre|avouer|préciser|noter|redire"
    r"|souligner|ajouter|répondre|revenir|réagir|rebondir|poser|remercier|insister|citer|évoquer|imaginer|regarder"
    r"|écouter|expliquer|rassurer|compléter|signaler|témoigner|saluer|commencer|terminer|finir|conclure"
    r"|donner (?:un|l'|une|juste))"
)
# What « il faut » introduces when it asks for nothing: « il faut dire que », « il faut le savoir ».
_SAYING: Final = (
    r"(?:dire|savoir|rappeler|reconnaître|croire|penser|voir|comprendre|admettre|avouer|préciser|noter|redire"
    r"|souligner|regarder|imaginer|souvenir|rendre compte|bien voir)"
)

ASIDES: Final = (
    Rule(
        "il_faut_dire",
        cue(
            rf"(?:il )?<CL>(?:faut|faudrait|faudra) (?:pas )?(?:bien )?(?:(?:se|vous|s') ?)?{_SAYING}(?: (?:que"
            rf"|qu'|ce|si|comment|pourquoi|où|,)|\\W*$)",
            rf"(?:il )?<CL>(?:faut|faudrait|faudra) (?:pas )?(?:bien )?(?:(?:le|la|les|l'|en|y) ?)+{_SAYING}",
            r"(?:il )?(?:faut|faudrait) (?:pas )?(?:exagérer|rêver|déconner|abuser|voir|y aller|le faire"
            r"|faire avec|faire attention|parler de ça)",
            r"(?:il )?faut être (?:clair|honnête|franc|franche|réaliste|lucide|conscient|prudent|sérieux|juste"
            r"|responsable)\w*",
            r"comme il (?:faut|se doit)",
            r"(?:on|je) (?:va|vais|veux|voulais|voudrais|dois|devrais) (?:\w+ )?dire(?: (?:que|qu'))?",
        ),
        "",
    ),
    Rule(
        "prise_de_parole",
        cue(
            rf"(?:je|j'|on|nous) ?<CL>(?:voudrais|voulais|souhaite|souhaitais|souhaiterais|aimerais|vais|veux"
            rf"|tiens à|propose de|allons|va|peux)"
            rf" (?:bien |vous |en |y |me |te )*{_TALK}",
            r"je (?:te |vous )?(?:demande|pose) (?:la question|si|pardon|pourquoi|comment|combien|une minute)",
            r"je me demande",
            r"si (?:je|on) (?:peux|peut|pouvais|veux|veut|me permets)",
        ),
        "",
    ),
    Rule(
        # « envoyer le compte rendu », « vérifier avec P. Delannoy »: what a note taker will do.
        "vie_de_la_reunion",
        cue(
            r"^\W*(?:(?:r?envoyer|transmettre|diffuser|rappeler|retrouver|relancer|contacter|vérifier|demander"
            r"|récupérer|imprimer|reprendre|remercier|noter|prévenir|scanner|ranger)\b"
            r".{0,60}?(?:compte[ -]rendu|présentation|annexe|webinaire|lien|invitation|feuille|questionnaire"
            r"|diaporama|photos?|contacts?|mails?|coordonnées|enregistrement|atelier|réunion)|vérifier (?:avec"
            r"|auprès|si|le|la|les|que)).*",
            r"(?:qu'on|que l'on) (?:se revoie|se retrouve|avance|accélère|passe à la suite|fasse (?:la|une) pause"
            r"|finisse|s'arrête là|reprenne|se présente|vous entende)(?: .*)?",
            r"(?:la |le |notre )?prochaine? (?:atelier|réunion|séance|rencontre|rendez-vous)\b.{0,20}"
            r"(?:aura lieu|se tiendra|est fixée?|est prévue?|le \d).*",
            r"(?:on|nous) (?:nous )?se (?:revoit|reverra) (?:en|le|au|à|dans|avant|après|l'|pour) ?.*",
            r"(?:il faut|il faudrait|faut|faudrait|on va|on peut|je propose) .{0,40}(?:le micro|la pause"
            r"|la parole|tour de table|à table|feuille d'émargement|le compte[ -]rendu|les portables"
            r"|la fenêtre).*",
        ),
        "",
    ),
    Rule(
        "vague",
        cue(
            r"(?:il )?(?:faut|faudrait|faudra|doit|devrait|pourrait|peut) (?:vraiment "
            r"|bien )?(?:faire quelque chose|faire des choses|s'y mettre|y aller|le faire"
            r"|bouger|avancer|agir|tous ensemble|tout changer|que ça (?:change|bouge|avance)|qu'on (?:fasse"
            r"|trouve) quelque chose|trouver (?:une|des) solutions?)(?: \w+){0,3}(?=\W*$|,)",
            r"(?:que|qu') ?tout le monde s'y mette(?: \w+)*",
        ),
        "",
    ),
)

# A speaker's own point of view comes back after one of these.
_UNTIL: Final = r"(?:(?![,;:] (?:mais|et moi|et nous|moi|nous|or|alors que|sauf que)\b).)*"
_OTHERS: Final = (
    r"(?:ils?|elles?|vous|on (?=nous)|certains|d'autres|les gens|tout le monde|m\. \w+|monsieur \w+|madame \w+"
    r"|(?:(?:le|la|les|mon|ma|notre|son|leur|un|une|ce|cette) |l')[\w-]+(?: [\w'-]+)?(?: [\w'-]+)?"
    r"|(?!(?:je|j'|on|nous|qui|moi|et|que|ne|pas|y|en|le|la|les)\b)[\w-]+),?"
)

REFUSALS: Final = (
    Rule(
        "demande_niee",
        cue(
            rf"(?:il )?<CL>(?:faut|faudra|faudrait|faudrai)(?: surtout)? (?:pas|jamais)(?! (?:seulement"
            rf"|uniquement|simplement|oublier))(?: non plus)?{_UNTIL}",
            r"n[e'] ?(?:faut|faudrait|faudra)(?:-il)? (?:plus|pas|jamais)",
            rf"<WE><CL>(?:demande|demandons|propose|proposons|souhaite|souhaitons|veux|veut|voulons|voudrais"
            rf"|voudrait|voudrions|aimerais)(?: surtout)? (?:pas|plus|surtout pas)(?! (?:seulement|que"
            rf"|uniquement)){_UNTIL}",
            rf"<IL> (?:s'agit|s'agirait|faut) pas (?:de|d'){_UNTIL}",
            rf"<WE><CL>(?:suis|sommes|est) pas en train de (?:dire|demander|réclamer|proposer){_UNTIL}",
            rf"qu'on (?:\w+ )?(?:nous |vous |leur |me )?\w+ pas{_UNTIL}",
            rf"surtout pas (?=\w+){_UNTIL}",
            rf"(?:personne|aucun \w+)(?: ici)? <CL>(?:demande|propose|souhaite|veut|réclame){_UNTIL}",
            r"(?:il (?:est|n'est)|c'est|hors de|il n'est) pas question (?:de|que|d'|qu')",
            r"hors de question (?:de|que|d'|qu')",
            rf"<WE>(?:suis|sommes|est|serais) (?:\w+ )?(?:contre|opposés?|opposée|défavorables?){_UNTIL}",
            rf"<WE><CL>(?:crois|pense|vois) pas (?:que|qu') ?(?:il faille|il faut|on doive){_UNTIL}",
        ),
        "niee",
    ),
    Rule(
        "demande_passee",
        cue(
            r"<WE><CL>(?:avait|avais|avions|a|ai|avons) (?:\w+ )?(?:demandée?s?|proposé|réclamé|souhaité|suggéré"
            r"|voulu|préconisé|obtenu)",
            r"(?:ils?|elles?|vous|qui|\w+) <CL>(?:avait|avaient|aviez|a|ont|avez) (?:\w+ )?(?:demandé|proposé"
            r"|réclamé|souhaité|suggéré|voulu|préconisé)",
            r"(?:il )?<CL>(?:fallait|a fallu|aurait fallu|avait fallu)",
            r"<WE><CL>(?:voulait|voulais|voulions|souhaitait|demandait|proposait|devait|devais|devions|pensait"
            r"|aurait dû|aurions dû|aurait pu|aurions pu)",
            r"(?:devait|devaient|aurait dû|auraient dû|a dû|ont dû|avait dû)",
            r"l'idée (?:c'était|était)",
        ),
        "passee",
    ),
    Rule(
        "demande_rapportee",
        cue(
            rf"{_OTHERS} (?:ne |nous |vous |me |m'|te |leur |lui |se |en |y )*(?:dit|disent|disait|disaient|dites"
            rf"|explique|expliquent|expliquez|répète|répètent|répond|répondent"
            rf"|prétend|prétendent|affirme|affirment|assure|assurent|considère|considèrent|estime|estiment|dira"
            rf"|diront|pense|pensent)(?: (?:toujours|souvent|tous|bien))? ?(?:que|qu'|:|«|de|d'|il faut|faut"
            rf"|,){_UNTIL}",
            # « cela veut dire que je baisse » reports nobody
            rf"{_OTHERS} (?:ne |nous |vous |me |m'|te |leur |lui |n')*(?!veut (?:\w+ )*?dire\b)"
            rf"(?:demande|demandent|demandez|propose"
            rf"|proposent|proposez|exige|exigent|impose|imposent|oblige|obligent|veut|veulent|voulez|souhaite"
            rf"|souhaitent|souhaitez|réclame|réclament|promet|promettez|recommande|préconise|préconisez|suggère"
            rf"|suggérez)"
            rf"(?! pas)(?: \w+)? (?:que|qu'|de|d'|à|un|une|des|la|le|les|\w+er|\w+ir|\w+re){_UNTIL}",
            rf"(?:on nous|on vous|on me|on leur) (?:dit|demande|explique|répète|répond|impose|oblige){_UNTIL}",
            rf"(?:soi-disant|paraît-il|paraît qu'il|il paraît que|d'après (?:eux|lui|elle|vous)|selon (?:eux|lui"
            rf"|elle|vous)){_UNTIL}",
        ),
        "rapportee",
    ),
    Rule(
        "obligation_de_fait",
        cue(
            # « il faut dix-huit mois pour un permis »
            r"(?:il )?(?:nous |m'|me |lui |leur |vous )?(?:faut|faudra|fallait) (?:\w+ ){0,2}?(?:\d[\d ,.]*|un"
            r"|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|seize|vingt|trente|quarante"
            r"|cinquante|soixante|cent|mille|[\w-]+aine|[\w-]+ante|dix-\w+|vingt-\w+|[\w-]+-(?:cinq|six|sept|huit"
            r"|neuf|dix|deux|trois|quatre)) ?(?:à \w+ |ou \w+ )?(?:d'|de )?(?:ans?|mois|jours?|heures?|minutes?"
            r"|semaines?|années?|euros?|%|pour cent|millions?|milliards?|kilomètres?)(?:.*?(?=,|$))?",
            # « pour répondre à l'appel à projets, il faut une étude »: the condition of a procedure
            r"(?<!\w)pour (?:\w+ )?(?:[ls]'|le |la |les |un |une |se |y |en )*(?:avoir|obtenir|toucher|répondre"
            r"|passer|être|bénéficier|entrer|demander|déposer|accéder|prétendre|candidater|monter"
            r"|changer)\b[^,]{0,60}, ?(?:il )?faut .*?(?=\.|$)",
            r"(?:il )?faut [^,.]{0,50} pour (?:avoir|obtenir|toucher|bénéficier|y avoir droit|entrer dans"
            r"|être éligible|passer dans)\b",
            r"(?:je|j') ?<CL>(?:dois|suis obligée?|ai dû) ?(?:quand même |bien )?",
            r"(?:on|nous) (?:est|sommes|était|étions) (?:bien )?(?:obligée?s?|tenue?s?|contraints?) (?:de|d'|à)",
            r"(?:la loi|la règle|le décret|le règlement|la réglementation|le texte|le code"
            r"|l'arrêté)(?: \w+){0,3} (?:impose|oblige|prévoit|dit|exige|veut|demande)",
            r"(?:à chaque fois|chaque fois|toujours|d'abord|encore) (?:il )?faut",
        ),
        "fait",
    ),
)
