"""A small cycle in three towns, written by hand, as the public tables would tell it."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline import tables
from pipeline.records import content_id
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.draft import STAGE, DraftSettings
from pipeline.stages.draft.compose import compose
from pipeline.stages.draft.material import gather

MARK = re.compile(r"⟦(?P<type>\w)(?P<group>:[\w-]+)?(?P<score>@[\d.]+)?\|(?P<text>[^⟧]*)⟧")
TYPES = {"C": "constat", "F": "frein", "L": "levier", "P": "proposition", "Q": "question"}

WORKSHOPS = [
    ("saint-quentin", "Saint-Quentin", "2022-06-30", "Les organismes Hlm au cœur de la stratégie territoriale"),
    ("angouleme", "Angoulême", "2022-07-04", "La production neuve à l’heure de la sobriété foncière"),
    ("nevers", "Nevers", "2022-10-11", "Comment bien vieillir hors métropoles ?"),
]

THEMES = {
    "financement": ("Financer la réhabilitation des centres anciens", ["équilibre", "fonds", "subvention", "prêt"]),
    "vacance": ("logements vacants et portage foncier", ["vacance", "portage", "EPF", "immeuble"]),
    "adaptation": ("Adapter les logements au vieillissement", ["douche", "autonomie", "CARSAT", "ascenseur"]),
    "ingenierie": ("Ingénierie des petites communes", ["chef de projet", "études", "élus"]),
}

PEOPLE = {
    "PD": ("saint-quentin", "Patrick Delannoy", "Picardie Logis", "bailleur"),
    "CB": ("saint-quentin", "Corinne Barbier", "Communauté d’agglomération", "collectivité"),
    "HT": ("saint-quentin", "Hervé Tassin", "DDTM", "état"),
    "ML": ("saint-quentin", "Mathilde Lenoir", "Équipe d’animation", "animation"),
    "FG": ("angouleme", "Farida Guerin", "Charente Habitat", "bailleur"),
    "JM": ("angouleme", "Jacques Moreau", None, "collectivité"),
    "ER": ("angouleme", "Élise Renard", "Association Vivre en centre", "association"),
    "IR": ("nevers", "Isabelle Raynaud", "CARSAT", "caisse"),
    "CM": ("nevers", "Christian Morlot", "Habitat des Trois Rives", "bailleur"),
    "MT": ("nevers", "Monique Tissier", "Amicale du Grand Clos", "locataire"),
    "XX": ("nevers", "Personne inconnue", None, "inconnu"),
}

# Workshop | file | kind | speaker | theme (- for none, !fate for what is set aside) | text, its statements marked.
SPOKEN = (Path(__file__).parent / "cycle.txt").read_text(encoding="utf-8")

PROPOSALS = {
    "amorcage": ("créer un fonds d’amorçage pour les opérations en centre ancien", "financier", "nationale", "État"),
    "portage": ("porter à dix ans le portage foncier en centre ancien", "réglementaire", "nationale", "EPF"),
    "chef": ("financer un chef de projet habitat partagé", "ingénierie", "départementale", "Département"),
    "tva": ("appliquer la TVA à 5,5 % à l’acquisition-amélioration", "législatif", "nationale", "État"),
    "prets": ("allonger les prêts à soixante ans", "financier", "nationale", "non précisé"),
    "petites": ("réserver une subvention aux petites opérations", "financier", "non précisé", "non précisé"),
    "convention": ("signer une convention cadre avec la CARSAT", "partenarial", "départementale", "CARSAT"),
    "diagnostic": ("proposer un diagnostic du logement à 70 ans", "partenarial", "locale", "bailleurs"),
    "colocation": ("loger des internes dans les résidences", "non précisé", "locale", "non précisé"),
}


def theme_id(name):
    return content_id("t", name)


def speaker_id(key):
    return content_id("l", key)


class Cycle:
    """Builds the public tables line by line."""

    def __init__(self):
        self.utterances, self.segments, self.statements = [], [], []
        self.groups = defaultdict(list)

    def say(self, workshop, source, kind, who, theme, marked):
        text = MARK.sub(lambda mark: mark["text"], marked.replace("‖", ""))
        position = len(self.utterances)
        key = content_id("u", workshop, source, position, text)
        role = PEOPLE[who][3] if who in PEOPLE else "inconnu"
        self.utterances.append(
            {
                "utterance_id": key,
                "workshop_id": workshop,
                "source": f"{workshop}/{source}",
                "kind": kind,
                "position": position,
                "speaker": PEOPLE[who][1] if who in PEOPLE else None,
                "speaker_id": speaker_id(who) if who in PEOPLE else None,
                "role": role,
                "start_s": 17.0 * position if kind == "transcript" else None,
                "end_s": None,
                "text": text,
                "locator": f"ligne {position + 1}",
            }
        )
        start = 0
        for number, part in enumerate(marked.split("‖")):
            start = self._segment(workshop, theme, key, text, start, number, part)

    def _segment(self, workshop, theme, key, text, start, number, part):
        plain = MARK.sub(lambda mark: mark["text"], part)
        segment = content_id("s", key, number)
        named = theme in THEMES
        self.segments.append(
            {
                "segment_id": segment,
                "utterance_id": key,
                "workshop_id": workshop,
                "char_start": start,
                "char_end": start + len(plain),
                "text": text[start : start + len(plain)],
                "fate": theme[1:] if theme.startswith("!") else "retenu",
                "theme_id": theme_id(theme) if named else None,
                "theme_score": 0.7 if named else None,
                "second_theme_id": None,
                "robust": (theme != "ingenierie") if named else None,
            }
        )
        shift = 0
        for mark in MARK.finditer(part):
            self.state(mark, mark.start() - shift, segment, workshop, theme)
            shift += len(mark[0]) - len(mark["text"])
        return start + len(plain)

    def state(self, mark, start, segment, workshop, theme):
        key = content_id("e", segment, start)
        if mark["group"]:
            self.groups[mark["group"][1:]].append(key)
        self.statements.append(
            {
                "statement_id": key,
                "segment_id": segment,
                "workshop_id": workshop,
                "char_start": start,
                "char_end": start + len(mark["text"]),
                "text": mark["text"],
                "type": TYPES[mark["type"]],
                "rule": "marque",
                "cue": None,
                "score": float((mark["score"] or "@0.8")[1:]),
                "theme_id": theme_id(theme) if theme in THEMES else None,
                "status": "à relire",
                "reason": None,
                "constat_id": self._finding_in(segment) if TYPES[mark["type"]] == "proposition" else None,
            }
        )

    def _finding_in(self, segment):
        """Return the last finding said before in the segment, as the propose stage links it to a proposition."""
        before = [s for s in self.statements if s["segment_id"] == segment and s["type"] in ("constat", "frein")]
        return before[-1]["statement_id"] if before else None

    def tables(self):
        rows = {
            "cycle": [
                {"key": "titre", "value": "Territoires détendus et cœurs de ville"},
                {"key": "commanditaire", "value": "Union sociale pour l’habitat"},
            ],
            "glossary": [
                {"term": "EPF", "definition": "établissement public foncier"},
                {"term": "ORT", "definition": "opération de revitalisation de territoire"},
                {"term": "ZAN", "definition": "zéro artificialisation nette"},
            ],
            "workshops": [self._workshop(*workshop) for workshop in WORKSHOPS],
            "sources": self._sources(),
            "speakers": [self._speaker(key, *person) for key, person in PEOPLE.items()],
            "utterances": self.utterances,
            "segments": self.segments,
            "themes": [self._theme(rank, name) for rank, name in enumerate(THEMES)],
            "statements": self.statements,
            "proposals": [self._proposal(n, group) for n, group in enumerate(PROPOSALS, 1) if self.groups[group]],
            "lesson_effects": [],
            "specificities": [],
            "theme_evidence": [],
        }
        return {name: tables.frame(name, own) for name, own in rows.items()}

    def _workshop(self, key, town, date, title):
        return {
            "workshop_id": key,
            "folder": f"{date} {town}",
            "title": title,
            "town": town,
            "date": date,
            "format": "présentiel",
            "partner": "Association régionale" if key == "nevers" else None,
            "agenda": [],
            "expected_participants": None if key == "nevers" else 50,
            "n_sources": 1,
            "n_words": sum(len(u["text"].split()) for u in self.utterances if u["workshop_id"] == key),
            "n_speakers": sum(person[0] == key for person in PEOPLE.values()),
        }

    def _sources(self):
        kinds = {(u["source"], u["workshop_id"], u["kind"]) for u in self.utterances}
        rows = [
            {"source": s, "workshop_id": w, "format": s.rsplit(".")[-1], "kind": k, "status": "lu", "n_utterances": 1}
            for s, w, k in sorted(kinds)
        ]
        refused = {"source": "nevers/Affiche.pdf", "workshop_id": "nevers", "format": "pdf", "status": "refusé"}
        common = {"n_words": 0, "digest": ""}
        return [{**common, **row} for row in (*rows, {**refused, "reason": "Un PDF.", "n_utterances": 0})]

    def _speaker(self, key, workshop, name, structure, role):
        said = [u for u in self.utterances if u["speaker"] == name]
        return {
            "speaker_id": speaker_id(key),
            "workshop_id": workshop,
            "speaker": name,
            "structure": structure,
            "role": role,
            "role_origin": "déclaré",
            "role_reason": None,
            "spellings": [name],
            "n_utterances": len(said),
            "n_words": sum(len(u["text"].split()) for u in said),
        }

    def _theme(self, rank, name):
        own = [s for s in self.segments if s["theme_id"] == theme_id(name)]
        ids = {s["utterance_id"] for s in own}
        said = [u for u in self.utterances if u["utterance_id"] in ids]
        workshops = sorted({s["workshop_id"] for s in own})
        return {
            "theme_id": theme_id(name),
            "label": THEMES[name][0],
            "keywords": THEMES[name][1],
            "parent_id": None,
            "n_segments": len(own),
            "n_speakers": len({u["speaker_id"] for u in said if u["speaker_id"]}),
            "n_workshops": len(workshops),
            "workshops": workshops,
            "recurrence": {3: "transversal", 2: "récurrent"}.get(len(workshops), "local"),
            "origin": "trouvé",
            "n_on_agenda": 2 if name == "financement" else 0,
            "n_words": sum(len(u["text"].split()) for u in said),
            "roles": sorted({u["role"] for u in said}),
            "representatives": [s["segment_id"] for s in own[:2]],
            "rank": rank,
        }

    def _proposal(self, number, group):
        title, nature, echelle, porteur = PROPOSALS[group]
        own = [s for s in self.statements if s["statement_id"] in self.groups[group]]
        turns = {s["segment_id"]: s["utterance_id"] for s in self.segments}
        ids = {turns[s["segment_id"]] for s in own}
        said = [u for u in self.utterances if u["utterance_id"] in ids]
        key = content_id("p", group)
        return {
            "proposal_id": key,
            "number": number,
            "title": title,
            "title_origin": "machine",
            "theme_id": own[0]["theme_id"],
            "statement_ids": [s["statement_id"] for s in own],
            "workshops": sorted({s["workshop_id"] for s in own}),
            "n_workshops": len({s["workshop_id"] for s in own}),
            "n_speakers": len({u["speaker_id"] for u in said if u["speaker_id"]}),
            "roles": sorted({u["role"] for u in said}),
            "nature": nature,
            "echelle": echelle,
            "porteur": porteur,
            "status": "sûre" if max(s["score"] for s in own) >= 0.8 else "à confirmer",
            "score": max(s["score"] for s in own),
            "nearby": [content_id("p", "amorcage")] if group == "petites" else [],
        }


def build(lines):
    cycle = Cycle()
    for line in lines.strip().split("\n"):
        cycle.say(*(part.strip() for part in line.split(" | ")))
    return cycle.tables()


@pytest.fixture
def cycle_tables():
    return build(SPOKEN)


@pytest.fixture(scope="session")
def build_tables():
    return build


@pytest.fixture(scope="session")
def draft():
    """Runs the stage on tables; returns its outcome."""

    def run(own_tables, **settings):
        place = Place(Path("corpus"), Path("."))
        return STAGE.run(Inputs(place, own_tables), DraftSettings(**settings), Silent())

    return run


@pytest.fixture(scope="session")
def files(draft):
    """The two documents of the small cycle."""
    return draft(build(SPOKEN)).files


@pytest.fixture(scope="session")
def composed():
    """Composes the outline of tables."""

    def run(own_tables, **settings):
        return compose(gather(own_tables), DraftSettings(**settings))

    return run
