"""Rules of propositions, surest first: how people ask for something in a French meeting."""

from __future__ import annotations

from typing import Final

from pipeline.stages.propose.lexicon import MEASURE_NOUNS
from pipeline.stages.propose.rules import checks as ask
from pipeline.stages.propose.rules.model import Rule, cue, starts

_P: Final = "proposition"
_WISH: Final = (
    r"(?:voudrais|voudrait|voudrions|souhaite|souhaitons|souhaiterais|souhaiterait|souhaiterions|aimerais|aimerait"
    r"|aimerions|veux|veut|voulons|désire|désirons)"
)
_NOUNS: Final = "|".join(sorted(MEASURE_NOUNS, key=lambda noun: (-len(noun), noun)))

DEMANDS: Final = (
    Rule(
        "pourquoi_pas",
        cue(
            r"pourquoi pas",
            r"pourquoi (?:est-ce qu')?(?:<WE>|ils?|vous|les? \w+|la \w+|l'\w+) ?<CL> ?[\w-]+ pas",
            r"pourquoi,? [^?]{0,45}(?:on|nous|ils?|elles?) <CL>\w+rai(?:t|ent)(?: \w+)? pas",
            r"pourquoi n[e'] ?[\w-]+ (?:pas|(?:on|t-on|nous)-? pas)",
            r"pourquoi ne pas",
        ),
        _P,
        (ask.says(2),),
    ),
    Rule(
        "et_si",
        cue(r"(?:et|ou|sinon) si (?:on|nous|l'on|l'état|les? \w+)", r"si on <CL>[\w-]+ait"),
        _P,
        (ask.question, ask.says(2)),
    ),
    Rule(
        "proposer",
        cue(
            r"<WE><CL>(?:propos(?:e|ons|erais?|erions|erait|erons|erai)|suggèr(?:e|ons)|préconis(?:e|ons)"
            r"|prôn(?:e|ons)"
            r"|recommand(?:e|ons)|réclam(?:e|ons)|revendiqu(?:e|ons)|plaid(?:e|ons|erais?)|milit(?:e|ons)"
            r"|exige(?:ons)?)",
            r"<WE><CL>demand(?:e|ons|erais?|erions|erait|erai)",
            r"(?:ma|notre|une|la|autre|première|deuxième|seconde|troisième) proposition (?:c'est|ce serait|serait"
            r"|est|:)",
            r"(?:notre|ma) demande (?:c'est|ce serait|serait|est)",
            r"(?:première|deuxième|seconde|troisième|dernière|autre) mesure,? (?:c'est|ce serait|serait|sera|:)",
            r"(?:ce que|ce qu') ?<WE><CL>(?:propos|demand|suggèr|préconis|souhait|voudr|aimer|verr"
            r"|veu)\w* (?:bien )?,? ?c'(?:est|était)",
        ),
        _P,
        (ask.says(2), ask.no_talk, ask.not_told),
    ),
    Rule(
        "souhait_infinitif",
        cue(rf"<WE><CL>{_WISH}(?: bien| même| mieux)?(?= (?!que\b|qu'))"),
        _P,
        (ask.to_do, ask.says(2), ask.no_question),
    ),
    Rule(
        "souhait_que",
        cue(rf"<WE><CL>{_WISH}(?: bien| même)?(?:,? [\w']+){{0,3}},? (?:que|qu'\w+)", r"j'attends (?:que|qu'on)"),
        _P,
        (ask.says(2), ask.no_question),
    ),
    Rule(
        "souhait_nom",
        cue(
            rf"<WE><CL>{_WISH}(?: bien)? <DET>",
            r"<WE><CL>(?:verrais|verrait|verrions|rêve|rêverais|rêvons) (?:bien |d'un|d'une|de|que)",
            r"<WE>(?:plaiderais|plaide|plaidons|milite|militons) pour",
        ),
        _P,
        (ask.says(2), ask.no_question, ask.no_talk),
    ),
    Rule(
        "idee_cest",
        cue(
            r"(?:(?:l'|mon |notre |une )idée|l'idéal|(?:la|une|ma|notre)(?: seule)? solution"
            r"|(?:la|une|ma|notre) priorité"
            r"|le mieux|l'urgence|l'enjeu"
            r"|le plus (?:simple|urgent|utile|efficace)|la (?:première|seule) chose(?: à faire)?|la (?:bonne )?réponse"
            r"|une piste|l'objectif|notre objectif|mon objectif|le but|le rêve|mon rêve|mon projet|mon engagement)"
            r"(?: [\w']+){0,4}?,? (?:c'est|ce serait|ça serait|serait|sera|est)(?: (?:de|d'\w+|que|qu'\w+|un|une"
            r"|le|la|des))?",
            r"(?:moi )?j'ai une (?:idée|proposition)",
        ),
        _P,
        (ask.says(2), ask.no_question, ask.no_talk),
    ),
    Rule(
        "manque",
        cue(
            r"ce qui (?:nous |leur |lui )?manque(?:rait)?,? ?c'est",
            r"ce qu'il (?:nous |leur |vous )?(?:faut|faudrait|manque),? ?c'est",
            r"ce (?:dont|qu'on a|qu'il faut)(?: \w+){0,3} besoin,? ?c'est",
            r"<WE><CL>(?:a|ai|avons|aurait|aurais|aurions) (?:\w+ )?besoin (?:de|d'\w+|que|qu'\w+)",
            r"il (?:nous |leur |lui )?manquerait",
        ),
        _P,
        (ask.says(2), ask.no_question),
    ),
    Rule(
        "il_faut_infinitif",
        cue(r"(?:il )?<CL>(?:faut|faudra|faudrait|faudrai)(?:-il)?", r"(?:va|vont|allait|allons) (?:\w+ )?falloir"),
        _P,
        (ask.to_do, ask.says(1), ask.no_question),
    ),
    Rule(
        "il_faut_que",
        cue(
            r"(?:il )?<CL>(?:faut|faudra|faudrait|faudrai)(?: \w+)? (?:que|qu'\w+)",
            r"(?:va|vont) (?:\w+ )?falloir (?:que|qu'\w+)",
        ),
        _P,
        (ask.says(2), ask.no_question),
    ),
    Rule(
        "il_faut_nom",
        cue(r"(?:il )?<CL>(?:faut|faudra|faudrait|faudrai)(?: (?:nous|bien|aussi|vite|surtout|encore))? <DET>"),
        _P,
        (ask.says(1), ask.no_question, ask.no_talk),
    ),
    Rule(
        "devoir_nous",
        cue(r"(?:on|nous) <CL>(?:doit|devons|devrait|devrions|devra|devrons)"),
        _P,
        (ask.says(2), ask.no_question, ask.no_talk),
    ),
    Rule(
        "devoir_conditionnel",
        cue(r"(?:devrait|devraient|devrai|devra|devront)"),
        _P,
        (ask.says(1), ask.says_in_all(2), ask.no_question, ask.no_talk),
    ),
    Rule("devoir", cue(r"(?:doit|doivent)"), _P, (ask.says_in_all(2), ask.says(1), ask.no_question, ask.no_talk)),
    Rule(
        "pouvoir_conditionnel",
        cue(
            r"(?:on|nous|vous|ça|cela|ils?|elles?|qui|\w+) <CL>(?:pourrait|pourraient|pourrions|pourriez)",
            r"pourrait-(?:on|il|elle|ils)",
        ),
        _P,
        (ask.says(2), ask.no_talk),
    ),
    Rule(
        "on_peut",
        cue(
            r"(?:on|nous) <CL>(?:peut|pouvons)(?= \w+er\b| \w+ir\b| \w+re\b)",
            r"(?:on|nous) <CL>(?:gagnerait|gagnerions) à",
            r"(?:on|nous) (?:a|avons|aurait|aurions) (?:tout )?intérêt à",
        ),
        _P,
        (ask.to_do, ask.says(3), ask.no_question),
    ),
    Rule(
        "ce_serait_bien",
        cue(
            r"<IL> (?:serait|vaudrait) (?:pas |très |plus |bien plus |plutôt |super |hyper |assez "
            r"|tellement )?(?:bien|mieux|utile|intéressant|pertinent|souhaitable"
            r"|opportun|judicieux|intelligent|nécessaire|indispensable|logique|important|essentiel|temps"
            r"|formidable|génial|idéal|normal"
            r"|le coup|l'occasion|pas mal|pas bête|chouette|simple|efficace)(?: (?:de|d'\w+|que|qu'\w+|si))",
            r"<IL> (?:est|était|semble|paraît) (?:\w+ )?(?:nécessaire|indispensable|impératif|urgent|souhaitable"
            r"|primordial"
            r"|crucial|grand temps|temps|temps venu) (?:de|d'\w+|que|qu'\w+)",
            r"il (?:convient|conviendrait|s'agit|s'agirait|suffirait|suffit) (?:de|d'\w+|que|qu'\w+)",
            r"<IL> (?:mériterait|faciliterait|aiderait|changerait|arrangerait|permettrait|éviterait)",
            r"(?:vaut|vaudrait) mieux",
        ),
        _P,
        (ask.says(2), ask.no_question, ask.no_talk),
    ),
    Rule(
        "favorable",
        cue(
            r"<WE><CL>(?:suis|sommes|serais|serions|est|serait) (?:\w+ )?(?:pour|favorables?|partisans?"
            r"|preneurs?|prêts? à|prête à|d'accord pour)"
            r"(?: (?:que|qu'\w+|à|de|un|une|la|le|les|l'\w+|des))?",
        ),
        _P,
        (ask.says(2), ask.no_question),
    ),
    Rule(
        "engagement",
        cue(
            r"<WE><CL>(?:engage|engageons|engagerai|engagerons) à",
            r"<WE>(?:prends|prenons|prendrai) l'engagement",
            r"(?:<WE>|j') ?(?:compte|comptons|entends|entendons|prévois|prévoyons)(?= (?:bien )?\w+(?:er|ir|re)\b)",
            r"<WE>(?:a|ai|avons) à(?= \w+(?:er|ir|re)\b)",
        ),
        _P,
        (ask.says(2), ask.no_question, ask.no_talk),
    ),
    Rule(
        "conditionnel_nous",
        cue(r"(?:on|nous|je|j'|ça|cela|qui|ils?|elles?) ?<CL>\w+(?:rait|raient|rions|rais)"),
        _P,
        (ask.conditional, ask.no_speech, ask.says(3), ask.no_question),
    ),
    Rule(
        "futur_nous",
        cue(r"(?:je|j'|nous|on) ?<CL>\w+(?:rai|rons|ra)"),
        _P,
        (ask.future, ask.no_speech, ask.says(2), ask.no_question),
    ),
    Rule(
        "je_vais",
        cue(r"(?:je vais|nous allons|on va)"),
        _P,
        (ask.to_do, ask.says(2), ask.no_question),
    ),
    Rule(
        "futur_passif",
        cue(r"(?:sera|seront) (?:\w+ment )?\w+(?:é|i|u|is|it|ert)e?s?", r"il (?:y aura|n'y aura (?:plus|aucune?))"),
        _P,
        (ask.says_in_all(2), ask.no_question),
    ),
    Rule("futur", cue(r"\w+(?:ra|ront)"), _P, (ask.future, ask.no_speech, ask.says(3), ask.no_question)),
    Rule(
        "que_subjonctif",
        starts(
            r"(?:que|qu'(?:on|il|elle|ils|elles)) .{0,60}?(?:soit|soient|ait|aient|puissent?|fasse|fassent|tienne"
            r"|tiennent|prenne|mette|\w+ent|\w+e)"
        ),
        _P,
        (ask.says(2), ask.no_question),
    ),
    Rule(
        "imperatif",
        cue(r"(?:ne )?\w{3,}(?:ez|ons|tes)(?:-(?:nous|les|la|le|leur|lui|en|y|moi))?"),
        _P,
        (ask.imperative, ask.says(2), ask.no_question),
    ),
    Rule(
        "infinitif",
        starts(
            r"(?:[^:.?!]{1,60}: )?[-•*–\d.) ]*(?:(?:mieux|ne (?:pas|plus)|bien|plus|aussi|et|puis) )?"
            r"\w{2,}(?:er|ir|re|oir)"
        ),
        _P,
        (ask.infinitive_head, ask.written_or_verbless, ask.says(2), ask.no_question),
    ),
    Rule(
        "nom_de_mesure",
        starts(
            rf"[-•*–\d.) ]*(?:(?:un|une|des|la|le|les|l'|plus de|davantage de|de|du|meilleure?s?|vraie?"
            rf"|nouvelle?s?|nouveau|petite?s?|véritable) ?)*(?:{_NOUNS})s?"
        ),
        _P,
        (ask.verbless, ask.says(2), ask.no_question),
    ),
)
