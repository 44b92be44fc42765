"""Three questions to be curious with, chosen from what is open between two people.

Nothing is left to chance: the same facts bring the same three, for the page and the mail alike.
From one check-in to the next other ones of the same topic take their turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ASKED = 3


class Topic(StrEnum):
    FIRST = "first"  # they have not talked yet
    STUCK = "stuck"  # a promise for which help is welcome
    TIRED = "tired"  # a promise that moved more than twice
    LET_GO = "let_go"  # something was let go, or done in part
    DONE = "done"  # something was kept
    WIN = "win"  # something to celebrate
    QUIET = "quiet"  # a goal of which nothing was heard since last time
    DUE = "due"  # promises that are open
    NO_GOAL = "no_goal"
    ANYTIME = "anytime"


# How many of each there are; their words stand in curious_words.py.
HOW_MANY = {
    Topic.FIRST: 3,
    Topic.STUCK: 3,
    Topic.TIRED: 2,
    Topic.LET_GO: 3,
    Topic.DONE: 3,
    Topic.WIN: 2,
    Topic.QUIET: 3,
    Topic.DUE: 3,
    Topic.NO_GOAL: 2,
    Topic.ANYTIME: 6,
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Of the others, as the reader may know them. `number`: how often they have talked."""

    number: int = 0
    stuck: int = 0
    tired: int = 0
    let_go: int = 0
    done: int = 0
    wins: int = 0
    quiet_goals: int = 0
    due: int = 0
    goals: int = 0


Question = tuple[Topic, int]


def choose(facts: Facts) -> list[Question]:
    """Three different ones, what matters most first: a topic and which of its questions."""
    found = [(topic, facts.number % HOW_MANY[topic]) for topic in _open(facts)][:ASKED]
    spare = Topic.ANYTIME if facts.number else Topic.FIRST
    first = facts.number * ASKED
    turns = ((spare, step % HOW_MANY[spare]) for step in range(first, first + HOW_MANY[spare]))
    return [*found, *(one for one in turns if one not in found)][:ASKED]


def _open(facts: Facts) -> Iterator[Topic]:
    if facts.number == 0:
        yield Topic.FIRST
    for topic, many in (
        (Topic.STUCK, facts.stuck),
        (Topic.TIRED, facts.tired),
        (Topic.WIN, facts.wins),
        (Topic.LET_GO, facts.let_go),
        (Topic.DONE, facts.done),
        (Topic.QUIET, facts.quiet_goals),
        (Topic.DUE, facts.due),
    ):
        if many:
            yield topic
    if not facts.goals:
        yield Topic.NO_GOAL
