"""A small cycle, written by hand, as the stages before review would leave it; and the same, large."""

from collections import defaultdict

from pipeline import tables
from pipeline.records import content_id
from pipeline.store import Store

# Titles of which the program is not sure, or that it could not make.
ORIGINS = {"fonds": "infinitif à relire", "etudes": "verbatim"}

HOSTILE = "<script>window.pirate = 1</script><img src=x onerror='window.pirate = 2'>"

WORKSHOPS = {
    "langres": ("Langres", "2022-03-10", "Habiter les centres anciens", ["vacance des logements"]),
    "guingamp": ("Guingamp", "2022-04-21", "Vieillir chez soi", ["adaptation des logements"]),
    "tulle": ("Tulle", "2022-05-19", "Financer la rénovation", ["financement"]),
}

PEOPLE = {
    "AB": ("langres", "Agnès Bertin", "bailleur"),
    "JR": ("langres", "Jules Rémond", "collectivité"),
    "OC": ("langres", "Odile Carrère", "animation"),
    "YL": ("guingamp", "Yann Le Goff", "bailleur"),
    "SP": ("guingamp", "Solène Prigent", "caisse"),
    "X<": ("guingamp", f"Max {HOSTILE}", "inconnu"),
    "DV": ("tulle", "Denis Vialle", "état"),
    "CF": ("tulle", "Claire Faugère", "association"),
}

THEMES = {
    "vacance": ("Logements vacants", ["vacance", "portage", "immeuble"]),
    "age": ("Vieillissement des locataires", ["douche", "ascenseur", "autonomie"]),
    "argent": ("Financement des travaux", ["subvention", "prêt", "fonds"]),
    "pirate": (f"Thème {HOSTILE}", ["<b>gras</b>"]),
}

# Workshop, speaker, theme (- for none), then (type, score, proposition or None, words) or plain words.
SPOKEN = [
    ("langres", "OC", "!animation", ["Alors, qu'est-ce qui bloque dans le centre ?"]),
    (
        "langres",
        "AB",
        "vacance",
        [
            "Chez nous, ",
            ("frein", 0.8, None, "un propriétaire sur deux ne répond jamais à nos courriers"),
            ". Donc ",
            ("proposition", 0.9, "portage", "il faudrait que l'établissement foncier porte les immeubles dix ans"),
            ".",
        ],
    ),
    (
        "langres",
        "JR",
        "vacance",
        [("constat", 0.7, None, "La grand-rue compte trente vitrines vides."), " C'est triste."],
    ),
    (
        "langres",
        "JR",
        "argent",
        [("proposition", 0.6, "guichet", "Je propose un guichet unique pour toutes les subventions du logement.")],
    ),
    ("langres", "AB", "!trop_court", ["Tout à fait."]),
    (
        "guingamp",
        "YL",
        "age",
        [
            ("constat", 0.9, None, "Un tiers de nos locataires a plus de soixante-dix ans."),
            " ",
            ("proposition", 0.95, "visite", "Il faut une visite du logement dès soixante-dix ans."),
        ],
    ),
    (
        "guingamp",
        "SP",
        "age",
        [("levier", 0.85, None, "La visite de l'ergothérapeute a évité deux travaux sur trois."), " Voilà."],
    ),
    (
        "guingamp",
        "SP",
        "age",
        [("proposition", 0.7, "visite", "On devrait visiter chaque logement avant la retraite.")],
    ),
    ("guingamp", "X<", "age", [("proposition", 0.55, "pirate", f"Il faudrait {HOSTILE} partout.")]),
    (
        "tulle",
        "DV",
        "argent",
        [("proposition", 0.8, "fonds", "Nous proposons un fonds qui avance la trésorerie des petits chantiers.")],
    ),
    (
        "tulle",
        "CF",
        "argent",
        [
            ("question", 0.8, None, "Qui paiera les études quand le projet s'arrête ?"),
            " ",
            ("proposition", 0.65, "etudes", "Il faudrait rembourser les études abandonnées."),
        ],
    ),
    (
        "tulle",
        "CF",
        "vacance",
        [("proposition", 0.75, "portage", "Porter les immeubles plus longtemps, dix ans au moins.")],
    ),
    ("tulle", "DV", "-", [("proposition", 0.5, "fetes", "On pourrait rouvrir la salle des fêtes.")]),
    ("tulle", "CF", "pirate", [("constat", 0.6, None, "Personne ne sait qui décide de quoi.")]),
]

TITLES = {
    "portage": "porter les immeubles pendant dix ans",
    "guichet": "ouvrir un guichet unique des subventions",
    "visite": "visiter chaque logement à soixante-dix ans",
    "pirate": f"répandre {HOSTILE}",
    "fonds": "avancer la trésorerie des petits chantiers",
    "etudes": "rembourser les études abandonnées",
    "fetes": "rouvrir la salle des fêtes",
}

NEAR = {"fonds": ["etudes"], "etudes": ["fonds"]}


def theme(name):
    return content_id("t", name)


def speaker(key):
    return content_id("l", key)


def proposal(name):
    return content_id("p", name)


class Maker:
    def __init__(self):
        self.rows = defaultdict(list)
        self.groups = defaultdict(list)
        for at, row in enumerate(SPOKEN):
            self.say(at, *row)

    def say(self, at, workshop, who, about, pieces):
        text = "".join(piece if isinstance(piece, str) else piece[3] for piece in pieces)
        utterance, segment = content_id("u", at, text), content_id("s", at, text)
        _, name, role = PEOPLE[who]
        shared = {"utterance_id": utterance, "workshop_id": workshop, "source": f"{workshop}/Transcription.txt"}
        shared |= {"kind": "transcript", "position": at, "speaker_id": speaker(who), "role": role, "text": text}
        line = {"speaker": name, "start_s": 12.0 * at, "end_s": None, "locator": f"ligne {at + 1}"}
        self.rows["utterances"].append(shared | line)
        fate = about[1:] if about.startswith("!") else "retenu"
        span = {"segment_id": segment, "char_start": 0, "char_end": len(text), "n_words": len(text.split())}
        self.rows["passages"].append(shared | span | {"fate": fate})
        named = theme(about) if about in THEMES else None
        self.rows["assignments"].append(
            {
                "segment_id": segment,
                "theme_id": named,
                "theme_score": 0.8 if named else None,
                "second_theme_id": theme("argent") if about == "vacance" else None,
                "robust": True if named else None,
            }
        )
        start = 0
        for piece in pieces:
            if not isinstance(piece, str):
                self.state(segment, start, *piece)
            start += len(piece if isinstance(piece, str) else piece[3])

    def state(self, segment, start, kind, score, group, text):
        key = content_id("e", segment, start)
        if group:
            self.groups[group].append(key)
        place = {"segment_id": segment, "char_start": start, "char_end": start + len(text), "text": text}
        verdict = {"type": kind, "rule": "à la main", "cue": None, "score": score, "reason": None}
        self.rows["found_statements"].append({"statement_id": key} | place | verdict)

    def tables(self):
        self.rows["cycle"] = [{"key": "titre", "value": "Villes moyennes"}, {"key": "commanditaire", "value": "Essai"}]
        self.rows["workshops"] = [
            {
                "workshop_id": key,
                "folder": key,
                "title": title,
                "town": town,
                "date": date,
                "agenda": agenda,
                "n_sources": 1,
                "n_words": 100,
                "n_speakers": 2,
            }
            for key, (town, date, title, agenda) in WORKSHOPS.items()
        ]
        self.rows["sources"] = [
            {
                "source": f"{key}/Transcription.txt",
                "workshop_id": key,
                "format": "txt",
                "kind": "transcript",
                "status": "lu",
                "n_utterances": 4,
                "n_words": 100,
                "digest": "0",
            }
            for key in WORKSHOPS
        ]
        self.rows["speakers"] = [
            {
                "speaker_id": speaker(key),
                "workshop_id": workshop,
                "speaker": name,
                "role": role,
                "role_origin": "métadonnées",
                "spellings": [name],
                "n_utterances": 1,
                "n_words": 10,
            }
            for key, (workshop, name, role) in PEOPLE.items()
        ]
        self.rows["found_themes"] = [
            {
                "theme_id": theme(key),
                "label": label,
                "keywords": keywords,
                "keyword_scores": [1.0 for _ in keywords],
                "origin": "machine",
                "representatives": [
                    row["segment_id"] for row in self.rows["assignments"] if row["theme_id"] == theme(key)
                ][:2],
            }
            for key, (label, keywords) in THEMES.items()
        ]
        scores = {row["statement_id"]: row["score"] for row in self.rows["found_statements"]}
        self.rows["found_proposals"] = [
            {
                "proposal_id": proposal(key),
                "title": TITLES[key],
                "title_origin": ORIGINS.get(key, "infinitif"),
                "statement_ids": members,
                "nature": "financier",
                "echelle": "nationale",
                "porteur": "État",
                "score": max(scores[member] for member in members),
                "nearby": [proposal(near) for near in NEAR.get(key, [])],
            }
            for key, members in self.groups.items()
        ]
        names = ("cycle", "glossary", "workshops", "sources", "speakers", "utterances", "passages", "assignments")
        found = ("found_themes", "found_statements", "found_proposals")
        empty = {name: tables.frame(name, []) for name in ("lesson_effects", "specificities", "theme_evidence")}
        return empty | {name: tables.frame(name, self.rows[name]) for name in names + found}


def write(folder):
    store = Store(folder)
    for name, frame in Maker().tables().items():
        store.write_table(name, frame)
    return store


def statement(words):
    """The id of the statement that holds these words."""
    return next(row["statement_id"] for row in Maker().rows["found_statements"] if words in row["text"])


def segment(words):
    return next(row["segment_id"] for row in Maker().rows["passages"] if words in row["text"])
