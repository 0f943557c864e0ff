import pytest

from pipeline import tables
from pipeline.french import model, tokens
from pipeline.records import content_id
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.propose import STAGE, ProposeSettings
from pipeline.stages.propose import run as stage_run

SAID = [
    ("w1", "participant", "Le bus est toujours en retard. Il faudrait une navette entre la gare et le lycée."),
    ("w2", "participant", "On pourrait mettre une navette entre la gare et le lycée, le soir."),
    ("w2", "participant", "Le préfet nous dit qu'il faut fermer la gare. Merci beaucoup."),
    ("w1", "animation", "Donc vous proposez une navette, il faudrait une navette ?"),
    ("w1", "participant", "Chez nous le marché du soir marche très bien depuis deux ans."),
]


def frames(said):
    rows = []
    for workshop, role, text in said:
        rows.append(
            {
                "segment_id": content_id("s", workshop, text),
                "utterance_id": content_id("u", text),
                "workshop_id": workshop,
                "source": "a.txt",
                "kind": "transcript",
                "position": 0,
                "role": role,
                "char_start": 0,
                "char_end": len(text),
                "text": text,
                "fate": "animation" if role == "animation" else "retenu",
                "n_words": len(text.split()),
            }
        )
    docs = model.annotate(row["text"] for row in rows)
    words = [word for row, doc in zip(rows, docs, strict=True) for word in tokens.rows(row["segment_id"], doc)]
    none = {name: tables.frame(name, []) for name in ("lesson_statements", "lesson_groups")}
    return {"passages": tables.frame("passages", rows), "tokens": tables.frame("tokens", words)} | none


@pytest.fixture(scope="module")
def run_stage(root, tmp_path_factory):
    def go(said):
        place = Place(tmp_path_factory.mktemp("cycle"), root)
        return STAGE.run(Inputs(place, frames(said)), ProposeSettings(), Silent())

    return go


@pytest.fixture(scope="module")
def outcome(run_stage):
    return run_stage(SAID)


def test_statements_are_exact_slices(outcome):
    texts = {content_id("s", workshop, text): text for workshop, _, text in SAID}
    found = outcome.tables["found_statements"]
    tables.check("found_statements", found)
    for row in found.itertuples():
        assert texts[row.segment_id][row.char_start : row.char_end] == row.text


def test_every_sentence_is_counted(outcome):
    counts = outcome.counts
    typed = sum(number for name, number in counts.items() if name.startswith("enonces_"))
    assert counts["phrases"] == 6
    assert counts["phrases"] == typed + counts["phrases_autres"] + counts["demandes_ecartees"]


def test_facilitators_make_no_statement(outcome):
    animation = content_id("s", *SAID[3][::2])
    assert animation not in set(outcome.tables["found_statements"]["segment_id"])


def test_a_reported_demand_is_kept_with_its_reason(outcome):
    found = outcome.tables["found_statements"]
    (refused,) = found[found["reason"].notna()].itertuples()
    assert (refused.reason, refused.rule) == ("rapportee", "demande_rapportee")


def test_the_same_measure_in_two_workshops_is_one_proposition(outcome):
    (proposal,) = outcome.tables["found_proposals"].itertuples()
    tables.check("found_proposals", outcome.tables["found_proposals"])
    assert len(proposal.statement_ids) == 2
    assert proposal.title == "Mettre une navette entre la gare et le lycée, le soir"
    assert proposal.title_origin == "infinitif"


def test_nothing_is_lost_by_a_merge(outcome):
    found = outcome.tables["found_statements"]
    asked = set(found[(found["type"] == "proposition") & found["reason"].isna()]["statement_id"])
    grouped = [one for row in outcome.tables["found_proposals"].itertuples() for one in row.statement_ids]
    assert sorted(grouped) == sorted(asked)


def test_the_order_of_segments_changes_no_byte(outcome, run_stage):
    again = run_stage(SAID[::-1])
    for name in STAGE.writes:
        assert tables.to_bytes(name, again.tables[name]) == tables.to_bytes(name, outcome.tables[name])


def test_rules_alone_work_and_say_so(run_stage, monkeypatch):
    monkeypatch.setattr(stage_run, "load", lambda: None)
    alone = run_stage(SAID)
    assert any("règles seules" in message for message in alone.messages)
    assert alone.counts["propositions"] >= 1


def test_without_the_encoder_the_scorer_speaks_alone_and_says_so(run_stage, monkeypatch):
    monkeypatch.setattr(stage_run, "load_second", lambda: None)
    alone = run_stage(SAID)
    assert any("encodeur" in message for message in alone.messages)
    assert alone.counts["propositions"] >= 1


def test_nothing_said_is_an_empty_answer(run_stage):
    nothing = run_stage(SAID[3:4])
    assert nothing.counts["phrases"] == 0
    assert all(len(frame) == 0 for frame in nothing.tables.values())
