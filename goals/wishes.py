"""What a person wishes, as values: forms fill these, services judge them. No database here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class MeasureWish:
    """How one will know. `yes_no` and `milestones` have no numbers. `pk`: which one it was before."""

    kind: str = "number"
    unit: str = ""
    start: Decimal = Decimal(0)
    target: Decimal | None = None
    pk: int | None = None


@dataclass(frozen=True, kw_only=True)
class GoalWish:
    title: str
    realistic: str = ""
    relevant: str = ""
    due_on: date | None = None
    confidence: int | None = None
    measures: tuple[MeasureWish, ...] = ()
    repeats: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftWish:
    """A goal suggested to somebody else. `unit` alone: something that happens, or not yet."""

    title: str
    why: str = ""
    due_on: date | None = None
    unit: str = ""
    target: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseWish:
    text: str
    due_on: date
    cue: str = ""


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How to ask. The defaults are the quietest ones; `at` is on the person's own wall."""

    who: str = "system"
    how: str = "mail"
    at: time = time(10)
    per_week: int = 1
    tone: str = "warm"
    silence: str = "wait"
    silence_days: int = 5


@dataclass(frozen=True, kw_only=True)
class AskingWish(Manner):
    """How I like to be asked."""

    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Terms(Manner):
    """How to ask about one thing, and until when (a local date of the person)."""

    ends_on: date

    def ending(self, ends_on: date) -> Terms:
        return replace(self, ends_on=ends_on)


@dataclass(frozen=True, kw_only=True)
class ThemeWish:
    """What one block of 30 days is about: the first, the second or the third."""

    position: int
    title: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanWish:
    """From A to B; `goals` are keys of the owner's goals, in the order they are shown."""

    point_a: str = ""
    point_b: str
    starts_on: date
    themes: tuple[ThemeWish, ...] = ()
    goals: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviewWish:
    moved: str = ""
    surprised: str = ""
    change: str = ""
    asking: str = ""


@dataclass(frozen=True, kw_only=True)
class ShelfWish:
    """Something worth passing on: "link", "book" or "contact"."""

    kind: str
    title: str
    url: str = ""
    note: str = ""
    skip: str = ""

    def facts(self) -> dict[str, str]:
        return asdict(self)
