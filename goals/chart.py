"""A drawing of progress: coordinates only. Pure; the template draws, words.py speaks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

TOO_EARLY = 3  # days after the start that say nothing about a pace
FAR_AWAY = timedelta(days=3650)

Entry: TypeAlias = tuple[date, Decimal]


@dataclass(frozen=True)
class Forecast:
    """`code`: none, early, flat, far, on (reaches it `on`, `days` after the date) or reached (`on`
    that day, where it is known)."""

    code: str
    on: date | None = None
    days: int | None = None  # after the date; negative: before it; None: there is no date


@dataclass(frozen=True)
class Sheet:
    """Size and margins, in units that are about one CSS pixel at the width it is made for."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    ticks: int


# Made for 464 px and more, and for 254 px and more: text of 13 is then never below 12 px.
WIDE = Sheet("wide", 500, 220, 40, 24, 26, 30, 6)
PHONE = Sheet("phone", 270, 200, 32, 18, 26, 30, 3)
# Beside a sentence: the line alone.
GLANCE = Sheet("glance", 128, 40, 3, 3, 4, 4, 0)


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    anchor: str
    text: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Drawing:
    name: str
    view_box: str
    axis: str
    target: str
    path: str
    ahead: str
    dots: tuple[tuple[float, float], ...]
    marks: str  # the dots as one path, each a line of no length with round ends
    ticks: tuple[Text, ...]
    levels: tuple[Text, ...]
    grid: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Course:
    """From where to where, between which days. Entries in the order of their days; `is_cut` where
    there are earlier ones."""

    start: Decimal
    target: Decimal
    start_on: date
    due_on: date | None
    today: date
    entries: Sequence[Entry] = ()
    is_cut: bool = False

    @property
    def reached(self) -> bool:
        return bool(self.entries) and self._share(self.entries[-1][1]) >= 1

    def _share(self, value: Decimal) -> Fraction:
        return Fraction(value - self.start) / Fraction(self.target - self.start)


def forecast(course: Course) -> Forecast:
    """The average since the first day, carried on. A long silence counts as a slower pace."""
    if not course.entries:
        return Forecast("none")
    if course.reached:
        return Forecast("reached", on=_reached_on(course))
    start_on = min(course.start_on, course.entries[0][0])
    days = (course.today - start_on).days
    share = course._share(course.entries[-1][1])
    if days < TOO_EARLY:
        return Forecast("early")
    if share <= 0:
        return Forecast("flat")
    needed = math.ceil(days / share)
    if needed > FAR_AWAY.days:
        return Forecast("far")
    on = start_on + timedelta(days=needed)
    return Forecast("on", on=on, days=(on - course.due_on).days if course.due_on else None)


def _reached_on(course: Course) -> date | None:
    """Not the first of what is left of them: it may have been reached long before."""
    first = next(day for day, value in course.entries if course._share(value) >= 1)
    return None if course.is_cut and first == course.entries[0][0] else first


def pace_a_week(course: Course) -> Decimal | None:
    """Units a week so far, for the hint about what is within reach."""
    days = (course.today - course.start_on).days
    if not course.entries or days < 7:
        return None
    return abs(course.entries[-1][1] - course.start) * 7 / days


def draw(course: Course, sheet: Sheet) -> Drawing:
    scale = _Scale(course, sheet)
    line = [(course.start_on, course.start), *course.entries]
    dots = tuple(scale.point(day, value) for day, value in course.entries)
    end = course.due_on or scale.last_on
    return Drawing(
        name=sheet.name,
        view_box=f"0 0 {sheet.width} {sheet.height}",
        axis=f"M{sheet.left} {scale.floor}H{sheet.width - sheet.right}",
        target=scale.lines([(course.start_on, course.start), (end, course.target)]),
        path=scale.lines(line) if course.entries else "",
        ahead=_ahead(course, scale),
        dots=dots,
        marks="".join(f"M{x:g} {y:g}h0" for x, y in dots),
        ticks=scale.ticks(),
        levels=scale.levels(),
        grid=(scale.across(course.target),),
    )


def _ahead(course: Course, scale: _Scale) -> str:
    """From the last entry to the day the pace leads to, as far as the sheet goes."""
    guess = forecast(course)
    if guess.code != "on" or guess.on is None:
        return ""
    day, value = course.entries[-1]
    if guess.on <= scale.last_on:
        return scale.lines([(day, value), (guess.on, course.target)])
    left = Decimal((scale.last_on - day).days) / max((guess.on - day).days, 1)
    if left <= 0:
        return ""
    return scale.lines([(day, value), (scale.last_on, value + (course.target - value) * left)])


class _Scale:
    def __init__(self, course: Course, sheet: Sheet) -> None:
        self.course, self.sheet = course, sheet
        values = [course.start, course.target, *(value for _, value in course.entries)]
        self.low, self.high = min(values), max(values)
        days = [course.start_on, *(day for day, _ in course.entries)]
        self.first_on = min(days)
        last = max([course.due_on or course.today, *days])
        self.last_on = max(last, self.first_on + timedelta(days=7))
        self.floor = sheet.height - sheet.bottom

    def x(self, day: date) -> float:
        width = self.sheet.width - self.sheet.left - self.sheet.right
        part = (day - self.first_on).days / (self.last_on - self.first_on).days
        return round(self.sheet.left + width * part, 1)

    def y(self, value: Decimal) -> float:
        part = float((value - self.low) / (self.high - self.low))
        if self.course.target < self.course.start:
            part = 1 - part  # going down is drawn as going up: towards the goal
        return round(self.floor - (self.floor - self.sheet.top) * part, 1)

    def point(self, day: date, value: Decimal) -> tuple[float, float]:
        return self.x(day), self.y(value)

    def lines(self, entries: Sequence[Entry]) -> str:
        points = [self.point(day, value) for day, value in entries]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)

    def across(self, value: Decimal) -> str:
        return f"M{self.sheet.left} {self.y(value):g}H{self.sheet.width - self.sheet.right}"

    def ticks(self) -> tuple[Text, ...]:
        """Some days along the foot, the first and the last among them."""
        if not self.sheet.ticks:
            return ()
        whole = (self.last_on - self.first_on).days
        count = min(self.sheet.ticks, whole + 1)
        days = [self.first_on + timedelta(days=whole * n // (count - 1)) for n in range(count)]
        anchors = ["start", *["middle"] * (count - 2), "end"]
        y = self.floor + 20.0
        return tuple(
            Text(self.x(day), y, at, day=day) for day, at in zip(days, anchors, strict=True)
        )

    def levels(self) -> tuple[Text, ...]:
        marks = (self.course.start, self.course.target)
        x = self.sheet.left - 6.0
        return tuple(Text(x, self.y(value) + 4, "end", text=plain(value)) for value in marks)


def plain(value: Decimal) -> str:
    """3, not 3.00; 2.5, not 2.50."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text or "0"
