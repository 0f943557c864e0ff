"""What reviewers said of statements and propositions, in the next run."""

import numpy as np
import pytest
from test_run import SAID, frames

from pipeline import tables
from pipeline.records import content_id
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.propose import STAGE, ProposeSettings
from pipeline.stages.propose.bonds import FAR, Bonds
from pipeline.stages.propose.learned.design import see
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.learned.refit import Examples, refit
from pipeline.stages.propose.learned.scorer import load
from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.teaching import FEWEST, Trial

# A turn of phrase of one cycle that no weights have learned: « dans la musette » says a proposition.
SUBJECTS = (
    "La navette du soir",
    "Le marché couvert",
    "La maison des aides",
    "Une antenne du guichet",
    "Le prêt de clés",
    "La cour de l’école",
    "Un jardin partagé",
    "La halle aux grains",
)
SAME = [f"{subject} {how}, ça, c’est dans la musette." for subject in SUBJECTS for how in ("d’ici", "d’en bas", "")]
OTHER = [f"{subject} {how}, ça, on en a déjà bien parlé." for subject in SUBJECTS for how in ("d’ici", "d’en bas", "")]


@pytest.fixture(scope="module")
def learn(root, tmp_path_factory):
    """Return a function that runs the stage after lessons on whole passages: text → type, group or closed group."""

    def go(said, types=(), groups=()):
        given = frames(said)
        place = {text: content_id("s", workshop, text) for workshop, _, text in said}
        rows = [_row(place[text], text) | {"type": kind} for text, kind in types]
        held = [_row(place[text], text) | {"group_id": name, "closed": closed} for text, name, closed in groups]
        given |= {
            "lesson_statements": tables.frame("lesson_statements", rows),
            "lesson_groups": tables.frame("lesson_groups", held),
        }
        return STAGE.run(Inputs(Place(tmp_path_factory.mktemp("cycle"), root), given), ProposeSettings(), Silent())

    return go


def _row(segment_id, text):
    return {"segment_id": segment_id, "char_start": 0, "char_end": len(text)}


def types_of(outcome):
    return dict(
        zip(outcome.tables["found_statements"]["text"], outcome.tables["found_statements"]["type"], strict=True)
    )


@pytest.fixture(scope="module")
def turns():
    return [("w1", "participant", text) for text in SAME + OTHER]


@pytest.fixture(scope="module")
def untaught(learn, turns):
    return learn(turns)


def test_a_turn_of_phrase_that_reviewers_taught_is_known_where_they_did_not_correct_it(learn, turns, untaught):
    taught, kept = (SAME[::2], OTHER[::2]), (SAME[1::2], OTHER[1::2])
    examples = [(text, "proposition") for text in taught[0]] + [(text, "constat") for text in taught[1]]
    after = learn(turns, types=examples)

    def right(outcome):
        said = types_of(outcome)
        return sum(said.get(text) == "proposition" for text in kept[0]) + sum(
            said.get(text) != "proposition" for text in kept[1]
        )

    # Shipped weights change; what is taught must hold but for one or two sentences of the 24.
    assert right(untaught) + 5 < right(after) >= len(kept[0]) + len(kept[1]) - 2
    (message,) = after.messages
    assert message.startswith("La reconnaissance des énoncés est réajustée")
    assert "sur 24" in message
    (effect,) = after.tables["lesson_effects"].to_dict("records")
    assert (effect["n"], effect["kept"]) == (24, True)
    assert effect["right_after"] > effect["right_before"]


def test_examples_that_confirm_what_is_known_prove_no_gain_and_change_nothing(learn, turns, untaught):
    known = types_of(untaught)
    after = learn(turns, types=[(text, known.get(text)) for text in SAME + OTHER])
    assert types_of(after) == known
    assert "reste telle quelle" in after.messages[0]
    assert "48 → " in after.messages[0]
    assert after.tables["lesson_effects"]["kept"].tolist() == [False]


def test_a_few_examples_wait_and_it_is_said_how_many_it_takes(learn, turns, untaught):
    after = learn(turns, types=[(text, "proposition") for text in SAME[:5]])
    assert types_of(after) == types_of(untaught)
    assert after.messages == (
        f"Énoncés corrigés ou confirmés\u00a0: 5. Il en faut {FEWEST} pour réajuster la reconnaissance.",
    )


def test_no_lesson_is_no_message(untaught):
    assert untaught.messages == ()


def test_the_order_of_examples_does_not_count(learn, turns):
    examples = [(text, "proposition") for text in SAME[::2]] + [(text, None) for text in OTHER[::2]]
    once, again = learn(turns, types=examples), learn(turns, types=examples[::-1])
    for name, frame in once.tables.items():
        assert tables.to_bytes(name, again.tables[name]) == tables.to_bytes(name, frame)


@pytest.fixture(scope="module")
def scorer():
    return load()


def test_weights_move_towards_the_examples_and_no_further_than_they_ask(scorer, sentence):
    one = sentence("La halle aux grains, ça, c’est dans la musette.")
    rows = scorer.design.rows([see(one, read(one), Position(0, 1))], np.zeros((1, 512), dtype=np.float32))
    moved = refit(scorer, Examples(rows, ["proposition"]))
    assert moved.score_rows(rows)[0].proposition > scorer.score_rows(rows)[0].proposition
    assert np.array_equal(moved.others, scorer.others), "nothing was said of the other types"
    # Weights of words that the example does not hold stay as shipped.
    absent = np.setdiff1d(np.arange(rows.shape[1]), rows.indices)
    assert np.array_equal(moved.proposition[absent], scorer.proposition[absent])


def test_a_gain_is_more_than_chance():
    types = ("frein",) * 30
    assert Trial(types, ("levier",) * 20 + ("frein",) * 10, ("frein",) * 30).gains
    assert not Trial(types, ("levier",) + ("frein",) * 29, ("frein",) * 30).gains, "one more is no proof"
    assert not Trial(types, ("frein",) * 30, ("levier",) * 5 + ("frein",) * 25).gains


def groups_of(outcome):
    texts = outcome.tables["found_statements"].set_index("statement_id")["text"]
    return sorted(sorted(texts[key] for key in row) for row in outcome.tables["found_proposals"]["statement_ids"])


MARKET = ("w3", "participant", "Il faudrait aussi construire une piscine près du marché.")


def test_propositions_that_reviewers_joined_are_one(learn):
    said = [*SAID, MARKET]
    assert len(groups_of(learn(said))) == 2
    joined = learn(said, groups=[(SAID[1][2], "c-1", False), (MARKET[2], "c-1", False)])
    assert max(map(len, groups_of(joined))) >= 2
    assert any(
        any("piscine" in text for text in group) and any("navette" in text for text in group)
        for group in groups_of(joined)
    )


def test_a_statement_that_reviewers_took_out_stays_out(learn):
    assert any(len(group) == 2 for group in groups_of(learn(SAID)))
    parted = groups_of(learn(SAID, groups=[(SAID[1][2], "c-1", True)]))
    assert all(len(group) == 1 for group in parted)


def test_bonds_touch_or_keep_apart_and_leave_the_rest():
    held = Bonds(np.array([0, 0, 1, -1]), np.array([False, False, True, False]))
    bent = held.bend(np.full((4, 4), 0.5))
    assert bent[0, 1] == 0
    assert bent[0, 3] == 0.5
    assert bent[2, [0, 1, 3]].tolist() == [FAR] * 3
    assert np.array_equal(bent, bent.T)
