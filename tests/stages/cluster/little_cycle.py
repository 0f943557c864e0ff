"""A little cycle whose themes are known: each theme has its direction in space and its own words."""

import numpy as np

from pipeline import tables
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.cluster import STAGE, ClusterSettings

THEMES = {
    "vacance": ("maison", "vacant", "portage", "immeuble", "friche"),
    "soin": ("médecin", "infirmière", "cabinet", "santé", "soin"),
    "transport": ("navette", "bus", "voiture", "trajet", "arrêt"),
    "numérique": ("guichet", "formulaire", "écran", "courrier", "agence"),
    "énergie": ("chaudière", "facture", "chauffage", "isolation", "radiateur"),
    "emploi": ("apprenti", "chantier", "métier", "formation", "recrutement"),
}
DIMENSION = 32


class Cycle:
    """Rows of the tables, added one passage after the other."""

    def __init__(self, seed=0):
        self.random = np.random.default_rng(seed)
        self.axes = dict(zip(THEMES, np.linalg.qr(self.random.normal(size=(DIMENSION, len(THEMES))))[0].T, strict=True))
        self.style = self.random.normal(size=DIMENSION)
        self.passages, self.tokens, self.vectors = [], [], []
        self.workshops, self.guided, self.glossary, self.theme = {}, [], [], {}
        self.meant = {}

    def talk(self, workshop, theme, turns=12, words=40, source=None):
        """Participants speak of one theme, after a facilitator's question."""
        self.say(workshop, theme, words=25, role="animation", source=source)
        for turn in range(turns):
            self.say(workshop, theme, words=words, speaker=f"{workshop}-p{turn % 3}", source=source)

    def say(self, workshop, theme, words=40, role="bailleur", speaker="", kind="transcript", source=None, noise=0.6):
        number = len(self.passages)
        segment_id = f"s-{number:012d}"
        lemmas = list(self.random.choice(THEMES[theme], size=max(2, words // 8)))
        text = " ".join([f"segment {number}", *lemmas])
        vector = self.axes[theme] + 0.5 * self.style + noise * self.random.normal(size=DIMENSION) / 2
        self.workshops.setdefault(workshop, [])
        self.theme[segment_id] = theme
        self.passages.append(
            {
                "segment_id": segment_id,
                "utterance_id": f"u-{number:012d}",
                "workshop_id": workshop,
                "source": source or f"{workshop}/{kind}.txt",
                "kind": kind,
                "position": number,
                "speaker_id": speaker or None,
                "role": role,
                "char_start": 0,
                "char_end": len(text),
                "text": text,
                "fate": "animation" if role == "animation" else "retenu",
                "n_words": words,
            }
        )
        self.vectors.append({"segment_id": segment_id, "vector": vector.astype(np.float32)})
        self.tokens += [self.token(segment_id, place, lemma) for place, lemma in enumerate(lemmas)]
        return segment_id

    @staticmethod
    def token(segment_id, place, lemma, pos="NOUN"):
        morphology = {"tag": pos, "morph": "", "dep": "dep", "head": 0, "sent_start": place == 0}
        where = {"segment_id": segment_id, "i": place, "start": 0, "text": lemma, "space": True}
        # Each noun is a phrase of its own: the parser would put words between them.
        return where | {"lemma": lemma, "pos": pos} | morphology

    def meaning(self, item):
        """An item's vector: the direction of the theme that ``meant`` gives it, else no direction."""
        own = self.axes[self.meant[item]] if item in self.meant else np.zeros(DIMENSION)
        return own.astype(np.float32)

    def frames(self):
        workshops = [
            {"workshop_id": name, "folder": name, "title": name, "date": None, "agenda": agenda}
            for name, agenda in sorted(self.workshops.items())
        ]
        items = sorted({item for agenda in self.workshops.values() for item in agenda})
        rows = {
            "workshops": workshops,
            "passages": self.passages,
            "tokens": self.tokens,
            "vectors": self.vectors,
            "agenda_vectors": [{"item": item, "vector": self.meaning(item)} for item in items],
            "guided_themes": self.guided,
            "lesson_themes": [],
            "lesson_members": [],
            "glossary": self.glossary,
        }
        return {name: tables.frame(name, rows[name]) for name in STAGE.reads}


def usual_cycle(workshops=("angoulême", "nevers", "laon"), seed=0):
    """Three workshops that speak of the six themes, each in its own order."""
    cycle = Cycle(seed)
    for shift, workshop in enumerate(workshops):
        names = list(THEMES)
        for name in names[shift:] + names[:shift]:
            cycle.talk(workshop, name)
    return cycle


def run(frames, **settings):
    chosen = ClusterSettings(**({"min_themes": 4, "max_themes": 8, "least_words": 50} | settings))
    return STAGE.run(Inputs(Place(None, None), frames), chosen, Silent())
