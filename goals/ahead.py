"""What somebody would be mailed in the days to come, if nothing is answered. Pure: the planner is
asked again and again, as the clockwork does it, with a clock that jumps from one mail to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from goals.hours import Reader
from goals.nudges import MAILS_A_WEEK, Handled, Plan, Planned, Terms, Thing, Week, plan
from goals.weeks import monday_of

MOST = 200  # mails: nobody is asked so often, and a loop must end


@dataclass(frozen=True)
class Asked:
    """One consent; `key` is how the caller knows it."""

    key: int
    terms: Terms | None
    thing: Thing
    reader: Reader
    handled: tuple[Handled, ...] = ()


@dataclass(frozen=True)
class Leaving:
    """One mail, with all that it asks."""

    at: datetime
    on: date
    asks: tuple[tuple[int, Planned], ...]

    def asks_about(self, key: int) -> Planned | None:
        return next((step for of, step in self.asks if of == key), None)


def look_ahead(
    asked: Sequence[Asked], taken: Mapping[date, int], now: datetime, until: date
) -> list[Leaving]:
    """Mails to one person up to a day, in order; `taken`: mails by the Monday of their week that
    have gone or are on their way."""
    handled = {one.key: list(one.handled) for one in asked}
    full, mails, at = Counter(taken), list[Leaving](), now
    for _mail in range(MOST):
        steps = _next_steps(asked, handled, full, at)
        first = min((step.due_at for _key, step in steps), default=None)
        if first is None:
            break
        if first > at:  # looked at once more when it has come, as the clockwork does
            at = first
            continue
        on = at.astimezone(ZoneInfo(asked[0].reader.zone)).date()
        if on > until:
            break
        mails += _leave([pair for pair in steps if pair[1].due_at <= at], at, on, full)
        for key, step in steps:
            if step.due_at <= at:
                handled[key].append(Handled(step.about_on, step.step, step.due_on))
    return mails


def _next_steps(
    asked: Sequence[Asked],
    handled: Mapping[int, Sequence[Handled]],
    taken: Mapping[date, int],
    at: datetime,
) -> list[tuple[int, Planned]]:
    week = Week({monday for monday, mails in taken.items() if mails >= MAILS_A_WEEK})
    plans: list[tuple[int, Plan]] = [
        (one.key, plan(one.terms, one.thing, one.reader, handled[one.key], at, week))
        for one in asked
    ]
    return [(key, found.next) for key, found in plans if found.next is not None]


def _leave(
    due: Sequence[tuple[int, Planned]], at: datetime, on: date, taken: Counter[date]
) -> list[Leaving]:
    """Questions of one moment in one mail; what goes to others takes no room of the reader's."""
    own = tuple(pair for pair in due if not pair[1].is_to_others)
    if own:
        taken[monday_of(on)] += 1
    others = [Leaving(at, on, (pair,)) for pair in due if pair[1].is_to_others]
    return [*([Leaving(at, on, own)] if own else []), *others]
