"""Drawings of 90 days, and of a year of them: coordinates only. Pure; the template draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goals.chart import Text

LAST_DAY = 90
BLOCKS = ((0, 30), (30, 60), (60, 90))
TOP, BLOCK_HEIGHT = 22, 30
LANE_HEIGHT, ON_LINE = 44, 28  # of a lane, and how far below its top its line runs
FOOT = 26


@dataclass(frozen=True)
class Width:
    """A size in units that are about one CSS pixel at the width it is made for."""

    name: str
    width: int
    side: int


WIDE, PHONE = Width("wide", 500, 12), Width("phone", 270, 12)


@dataclass(frozen=True)
class Mark:
    """Something on a day; `full` once it has been done."""

    on: date
    full: bool = False


@dataclass(frozen=True)
class Lane:
    """Marks of one kind on one line; `shape` is dot, diamond or ring."""

    label: str
    shape: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Spot:
    x: float
    y: float
    full: bool
    path: str = ""  # of a diamond


@dataclass(frozen=True)
class DrawnLane:
    label: Text
    shape: str
    line: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Block:
    """One of the three themes: a box, and whether today is in it."""

    x: float
    y: float
    width: float
    height: float
    label: Text
    current: bool


@dataclass(frozen=True)
class Drawing:
    name: str
    view_box: str
    blocks: tuple[Block, ...]
    lanes: tuple[DrawnLane, ...]
    ticks: tuple[Text, ...]
    rules: tuple[str, ...]
    today: str
    today_label: Text | None


def draw(starts_on: date, today: date, lanes: Sequence[Lane], paper: Width) -> Drawing:
    """Empty lanes are left out. Marks outside the 90 days are not drawn."""
    scale = _Scale(starts_on, paper)
    shown = [(lane, _inside(lane, starts_on)) for lane in lanes]
    shown = [(lane, marks) for lane, marks in shown if marks]
    floor = TOP + BLOCK_HEIGHT + LANE_HEIGHT * len(shown) + 10
    day = (today - starts_on).days
    is_on = 0 <= day <= LAST_DAY
    return Drawing(
        name=paper.name,
        view_box=f"0 0 {paper.width} {floor + FOOT}",
        blocks=tuple(scale.block(number, day) for number in range(len(BLOCKS))),
        lanes=tuple(scale.lane(n, lane, marks) for n, (lane, marks) in enumerate(shown)),
        ticks=scale.ticks(floor),
        rules=tuple(f"M{scale.x(at):g} {TOP + BLOCK_HEIGHT}V{floor}" for at in (0, 30, 60, 90)),
        today=f"M{scale.x(day):g} {TOP - 4}V{floor}" if is_on else "",
        today_label=scale.label_of_today(day) if is_on else None,
    )


def _inside(lane: Lane, starts_on: date) -> list[Mark]:
    return [mark for mark in lane.marks if 0 <= (mark.on - starts_on).days <= LAST_DAY]


@dataclass(frozen=True)
class _Scale:
    starts_on: date
    paper: Width

    def x(self, day: int) -> float:
        room = self.paper.width - 2 * self.paper.side
        return round(self.paper.side + room * day / LAST_DAY, 1)

    def block(self, number: int, today: int) -> Block:
        first, last = BLOCKS[number]
        left, right = self.x(first) + 1.5, self.x(last) - 1.5
        middle = Text(round((left + right) / 2, 1), TOP + 20, "middle", text=str(number + 1))
        current = first < today <= last or today == first == 0  # day 30 closes the first
        width = round(right - left, 1)
        return Block(round(left, 1), TOP, width, BLOCK_HEIGHT, middle, current)

    def lane(self, number: int, lane: Lane, marks: list[Mark]) -> DrawnLane:
        top = TOP + BLOCK_HEIGHT + number * LANE_HEIGHT
        y = float(top + ON_LINE + 6)
        side, end = self.paper.side, self.paper.width - self.paper.side
        return DrawnLane(
            label=Text(side + 6.0, top + 18.0, "start", text=lane.label),
            shape=lane.shape,
            line=f"M{side} {y:g}H{end}",
            spots=tuple(self._spot(lane.shape, mark, y) for mark in marks),
        )

    def _spot(self, shape: str, mark: Mark, y: float) -> Spot:
        x = self.x((mark.on - self.starts_on).days)
        path = f"M{x - 7:g} {y:g}L{x:g} {y - 7:g}L{x + 7:g} {y:g}L{x:g} {y + 7:g}Z"
        return Spot(x, y, mark.full, path if shape == "diamond" else "")

    def ticks(self, floor: int) -> tuple[Text, ...]:
        anchors = {0: "start", LAST_DAY: "end"}
        return tuple(
            Text(
                self.x(day) - {0: self.paper.side, LAST_DAY: -self.paper.side}.get(day, 0),
                floor + 18.0,
                anchors.get(day, "middle"),
                day=self.starts_on + timedelta(days=day),
            )
            for day in (0, 30, 60, LAST_DAY)
        )

    def label_of_today(self, day: int) -> Text:
        """Beside its line, and never over the edge of the paper."""
        anchor = "start" if day < 10 else "end" if day > LAST_DAY - 10 else "middle"
        return Text(self.x(day), TOP - 8.0, anchor)


# -- A year ------------------------------------------------------------------------------------

BAR, GAP = 22, 8


@dataclass(frozen=True)
class Span:
    """One plan in a year, with the days of its reviews."""

    name: str
    starts_on: date
    reviews: Sequence[Mark] = ()

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=LAST_DAY)


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    label: Text
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class YearDrawing:
    name: str
    view_box: str
    bars: tuple[Bar, ...]
    months: tuple[Text, ...]
    rules: tuple[str, ...]
    today: str


def draw_year(year: int, today: date, spans: Sequence[Span], paper: Width) -> YearDrawing:
    """A bar for each plan; those that overlap stand below each other."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = _rows(spans)
    floor = TOP + (max(rows, default=0) + 1) * (BAR + GAP) + 4
    firsts = [date(year, month, 1) for month in range(1, 13)]
    x = _year_x(first, paper)
    return YearDrawing(
        name=paper.name,
        view_box=f"0 0 {paper.width} {floor + 4}",
        bars=tuple(
            _bar(span, row, first, last, paper) for span, row in zip(spans, rows, strict=True)
        ),
        months=tuple(
            Text(round(x(day) + (paper.width - 2 * paper.side) / 24, 1), 14.0, "middle", day=day)
            for day in firsts
        ),
        rules=tuple(f"M{x(day):g} {TOP}V{floor}" for day in firsts),
        today=f"M{x(today):g} {TOP - 4}V{floor}" if first <= today <= last else "",
    )


def _year_x(first: date, paper: Width) -> Callable[[date], float]:
    length = (date(first.year, 12, 31) - first).days + 1
    room = paper.width - 2 * paper.side
    return lambda day: round(paper.side + room * (day - first).days / length, 1)


def _rows(spans: Iterable[Span]) -> list[int]:
    """The first row in which nothing else is then; a plan may begin on another's day 90."""
    ends: list[date] = []
    rows = []
    for span in spans:
        free = (row for row, end in enumerate(ends) if end <= span.starts_on)
        row = next(free, len(ends))
        ends[row : row + 1] = [span.ends_on]
        rows.append(row)
    return rows


def _bar(span: Span, row: int, first: date, last: date, paper: Width) -> Bar:
    x = _year_x(first, paper)
    left, right = x(max(span.starts_on, first)), x(min(span.ends_on, last))
    top = float(TOP + row * (BAR + GAP) + 6)
    inside = [mark for mark in span.reviews if first <= mark.on <= last]
    return Bar(
        x=left,
        y=top,
        width=max(round(right - left, 1), 2.0),
        height=BAR,
        label=Text(left + 6, top + 15, "start", text=span.name),
        spots=tuple(Spot(x(mark.on), top + BAR / 2, mark.full) for mark in inside),
    )
