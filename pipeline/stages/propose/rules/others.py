"""Rules of questions, obstacles, levers and findings, for sentences that ask for nothing."""

from __future__ import annotations

import re
from typing import Final

from pipeline.stages.propose.rules import checks as ask
from pipeline.stages.propose.rules.model import Rule, cue

_ANY: Final = re.compile(r"\w")

OTHERS: Final = (
    Rule("question", re.compile(r"\?\W*$"), "question", (ask.says_in_all(1),)),
    Rule(
        "frein_dit",
        cue(
            r"(?:le|un|des|les|gros|vrai|vrais|autre|aucun)? ?(?:problèmes?|difficultés?|freins?|obstacles?"
            r"|blocages?|souci|soucis|galère|verrous?|limite|faiblesse)",
            r"(?:ce qui|là où ça|ça) (?:nous )?(?:coince|bloque|pêche|manque|pose problème|pose question|gêne"
            r"|freine|complique)",
            r"(?:trop|très|super|vraiment|assez) (?:cher|chère|long|longue|petit|petite|petites|petits|compliqué"
            r"|compliquée|difficile|lourd|lourde|lent|lente|peu|tard|loin|complexe)s?",
            r"compliqu\w+|impossible|insuffisant\w*|inadapté\w*|défavorables?|catastroph\w+|dramatique"
            r"|scandaleu\w+|insupportable|injust\w+|absurde|ingérable",
            r"manqu(?:e|ent|ait) (?:de|d'\w+|pas)?|manque",
            r"pas assez|plus personne|personne (?:ne |n'|pour |veut|vient|sait|a)|aucun[e]? (?:moyen|aide"
            r"|solution|financement|suivi|accompagnement|visibilité)",
            r"(?:on|je|ils?|elles?|nous|vous|ça) <CL>(?:arrive|arrivent|arrivons|peut|peux|peuvent|sait|sais"
            r"|savent|trouve|trouvent|suffit|passe|marche|fonctionne|a|ont|ai|est|sont|répond|répondent|comprend"
            r"|comprennent|veut|veulent) (?:pas|plus|jamais)",
            r"<CL>(?:n'|ne )\w+ (?:pas|plus|jamais|rien|aucune?)",
            r"sans (?:réponse|moyens?|solution|suite|aide|accompagnement)",
            r"(?:risque|risquent|menace|crainte|peur|inquiétudes?|inquiets?|inquiète)",
            r"(?:coûte|coûtent|perd|perdu|perdent|refus|refusent|bloqué|bloque|bloquent|abandonnées?|abandonnés?"
            r"|échec|échoué|fermé|fermés|ferment|dégrade|dégradé|dégradent|concurrence|pénurie|déficit|à perte"
            r"|retards?|lourdeurs?|malheureusement|hélas)",
        ),
        "frein",
        (ask.says_in_all(2),),
    ),
    Rule(
        "levier_dit",
        cue(
            r"(?:ça|cela|qui|et ça|ce qui) <CL>(?:marche|marchent|fonctionne|tient|a marché|a fonctionné|tourne"
            r"|a payé|fait ses preuves|change la donne|a changé)(?! pas)",
            r"(?:on|nous|j'|je|ils?|elles?) ?<CL>(?:a|ai|avons|ont) (?:\w+ )?(?:réussi|mis en place|expérimenté"
            r"|testé|créé|monté|lancé|signé|obtenu|gagné|sorti|ouvert|installé|embauché|formé)",
            r"(?:réussite|réussi|succès|bonne pratique|bon exemple|bonne expérience|bons résultats"
            r"|premiers résultats|fierté|atout|atouts|force|levier|leviers|opportunité)",
            r"grâce à|grâce au|grâce aux",
            r"(?:très|plutôt|super|vraiment|hyper) (?:bien|utile|efficace|positif|positive|intéressant|satisfaits?)",
            r"(?:chez nous|nous|à \w+|là-bas),? (?:on|ils) (?:a|ont) (?:fait|mis)",
            r"depuis (?:qu'on|que|qu'il|deux ans|trois ans|un an),? (?:ça|on|le|la|les)",
        ),
        "levier",
        (ask.says_in_all(2),),
    ),
    Rule("constat", _ANY, "constat", (ask.says_in_all(3),)),
)
