"""A theme about the meeting goes, and what participants say of a subject in the middle of it stays."""

import numpy as np
import pytest
from little_cycle import Cycle

from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.grouping import Grouping, without
from pipeline.stages.cluster.units import gather

MEETING, SUBJECT = 0, 1


@pytest.fixture
def units():
    """The facilitator opens, a participant speaks of a subject, the facilitator closes; elsewhere, the subject."""
    cycle = Cycle()
    for role in ("animation", "bailleur", "animation", "bailleur"):
        cycle.say("nevers", "soin", words=100, role=role, speaker="nevers-p1")
    return gather(cycle.frames())


def grouping(together):
    """Four units, each its own piece, the first three taken for the meeting."""
    themes = np.array([MEETING, MEETING, MEETING, SUBJECT])
    readings = Readings(np.arange(4), np.full(4, 100.0), np.eye(4), np.zeros((1, 1, 4), dtype=int), (2,), together)
    return Grouping(
        theme=themes,
        second=np.array([-1, SUBJECT, -1, -1]),
        part=np.zeros(4, dtype=int),
        score=np.full(4, 0.9),
        robust=np.ones(4, dtype=bool),
        guide={},
        readings=readings,
        of_pieces=themes,
        piece=np.arange(4),
    )


def together(share):
    found = np.eye(4)
    found[:3, :3] = 1.0
    found[1, 3] = found[3, 1] = found[0, 3] = found[3, 0] = share
    return found


def test_what_participants_say_between_two_announcements_joins_the_theme_it_is_next_often_with(units):
    left = without(units, grouping(together(0.2)), np.array([True, True, True, False]))
    # The facilitator's own words are as often with the subject, and go all the same.
    assert left.theme.tolist() == [-1, 0, -1, 0]
    assert left.score.tolist() == [0.0, 0.2, 0.0, 0.9]
    assert left.second.tolist() == [-1] * 4


def test_what_is_never_with_a_subject_goes_with_the_meeting(units):
    left = without(units, grouping(together(0.05)), np.array([True, True, True, False]))
    assert left.theme.tolist() == [-1, -1, -1, 0]
