"""A cycle of a few passages, a reviewer's anchors on them, and the lessons of a ledger."""

from pipeline import tables
from pipeline.ledger import journal
from pipeline.ledger.entries import Anchor, Change
from pipeline.ledger.prints import sample
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.learn import STAGE, LearnSettings

SAID = {
    "s-1": "Les logements vacants du centre restent fermés faute de portage foncier pendant les travaux.",
    "s-2": "Il faudrait créer une foncière publique pour porter les immeubles vacants du centre-bourg.",
    "s-3": "Le cabinet du médecin a fermé et les soins les plus proches sont à quarante minutes de route.",
    "s-4": "On propose d’ouvrir une maison de santé avec des infirmières salariées dans chaque canton.",
    "s-5": "Une navette du soir manque pour rentrer de la gare quand on travaille en horaires décalés.",
    "s-6": "Nous souhaitons qu’une foncière porte les immeubles vides avant leur vente aux bailleurs.",
}


def passages(said=SAID):
    return tables.frame(
        "passages",
        [
            {
                "segment_id": key,
                "utterance_id": key.replace("s", "u"),
                "workshop_id": "nevers",
                "source": "nevers/matin.txt",
                "kind": "transcript",
                "position": number,
                "speaker_id": "l-1",
                "role": "bailleur",
                "char_start": 0,
                "char_end": len(text),
                "text": text,
                "fate": "retenu",
                "n_words": len(text.split()),
            }
            for number, (key, text) in enumerate(said.items())
        ],
    )


SPEAKERS = tables.frame(
    "speakers",
    [
        {
            "speaker_id": "l-1",
            "workshop_id": "nevers",
            "speaker": "Anne Duval",
            "role": "bailleur",
            "role_origin": "déclaré",
            "spellings": ["Anne Duval"],
            "n_utterances": 6,
            "n_words": 90,
        }
    ],
)


def segment(key):
    return Anchor(kind="segment", id=key, text=SAID[key], workshop="nevers", speaker="Anne Duval")


def statement(key, kind="constat"):
    return Anchor(kind="énoncé", id=f"e{key[1:]}", text=SAID[key], workshop="nevers", type=kind)


def theme(key, *members, label="Vacance"):
    return Anchor(kind="thème", id=key, text=label, prints=sample(SAID[member] for member in members))


def proposal(key, *members):
    return Anchor(kind="proposition", id=key, text="Créer", prints=sample(SAID[member] for member in members))


def learn(folder, *corrections, said=SAID, **settings):
    """Return the outcome of learning from corrections, in order."""
    numbers = iter(range(1000))
    changes = [Change(target, wanted) for target, wanted in corrections]
    journal.record(folder, changes, "Anne", clock=lambda: "2026", identify=lambda: f"c-{next(numbers):012x}")
    frames = {"passages": passages(said), "speakers": SPEAKERS}
    return STAGE.run(Inputs(Place(folder, folder), frames), LearnSettings(**settings), Silent())
