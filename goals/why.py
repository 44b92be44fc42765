"""Why somebody was not asked about a thing on a day. Pure: the planner itself is asked again, each
time with one of the things that can hold a question back taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from goals.nudges import Case, NotPlanned, Plan, Planned, Reason, Week, plan


class Held(StrEnum):
    """What the planner has no reason of its own for: nothing is left out, it only is another day."""

    NOT_DUE = "not_due"
    TO_COME = "to_come"
    NOT_LEFT = "not_left"
    AWAY = "away"
    DAY_OFF = "day_off"
    QUIET = "quiet"
    WEEK_FULL = "week_full"
    NEXT_TELLS = "next_tells"


@dataclass(frozen=True)
class WhyNot:
    reason: Held | Reason
    next: Planned | None = None
    """What comes to the person instead, as it stands."""


def _not_away(case: Case) -> Case:
    return replace(case, reader=replace(case.reader, away=()))


def _every_day(case: Case) -> Case:
    return replace(case, reader=replace(case.reader, away=(), working_days="1" * 7))


def _no_quiet(case: Case) -> Case:
    return replace(case, reader=replace(case.reader, quiet=()))


def _empty_week(case: Case) -> Case:
    return replace(case, week=Week())


def _nothing_said(case: Case) -> Case:
    return replace(case, thing=replace(case.thing, answered_on=None, handled=frozenset()))


HINDRANCES: tuple[tuple[Held, Callable[[Case], Case]], ...] = (
    (Held.AWAY, _not_away),
    (Held.DAY_OFF, _every_day),
    (Held.QUIET, _no_quiet),
    (Held.WEEK_FULL, _empty_week),
)


def why_not_on(case: Case, day: date) -> WhyNot:
    """Why this consent brings its person no mail on `day`, looked at from `case.now`."""
    found = _ask(case)
    own = [step for step in found.planned if not step.is_to_others]
    coming = min(own, key=lambda step: step.due_at, default=None)
    if _on(found, day) is not None:
        return WhyNot(Held.TO_COME, coming)
    for held, without in HINDRANCES:
        if _on(_ask(without(case)), day) is not None:
            return WhyNot(held, coming)
    left_out = _on(_ask(_nothing_said(case)), day)
    if left_out is not None:
        return WhyNot(_reason_of(found.not_planned, left_out), coming)
    if coming is not None:
        return WhyNot(Held.NOT_DUE, coming)
    if found.planned:
        return WhyNot(Held.NEXT_TELLS)
    return WhyNot(found.not_planned[-1].reason if found.not_planned else Held.NOT_DUE)


def _ask(case: Case) -> Plan:
    return plan(case.terms, case.thing, case.reader, case.handled, case.now, case.week)


def _on(found: Plan, day: date) -> Planned | None:
    steps = (step for step in found.planned if step.due_on == day and not step.is_to_others)
    return next(steps, None)


def _reason_of(left_out: tuple[NotPlanned, ...], step: Planned) -> Reason:
    same = (
        row.reason for row in left_out if (row.about_on, row.step) == (step.about_on, step.step)
    )
    # A first question that was answered takes the later ones along.
    alike = (row.reason for row in left_out if row.about_on == step.about_on)
    return next(same, next(alike, Reason.ANSWERED))
