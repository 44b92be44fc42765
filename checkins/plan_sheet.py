"""A 90-day plan on paper: one sheet to hang on a wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.pdf import Picture, Sheet
from checkins.queries.plans import PlanPage
from goals import timeline
from goals.queries import Event, GoalRow, PlanBlock
from mentorship.templatetags.look import seen_by

MEETINGS = ("check_in", "rhythm")


def plan_sheet(page: PlanPage, readers: Iterable[User], reader: User, language: str) -> bytes:
    plan = page.plan
    title = _("%(name)s: 90 days") % {"name": plan.person}
    sheet = Sheet(title, language=language, footer=seen_by(readers, reader))
    sheet.small(f"{page.span} · {page.standing}")
    a, b = (_("Point A, today"), _("Point B, in 90 days"))
    sheet.facts([(name, said) for name, said in ((a, plan.point_a), (b, plan.point_b)) if said])
    sheet.picture(drawn(page.drawings[0]))
    sheet.small(_("A dot inside says that it is done."))
    sheet.table(
        [_("Days"), _("What they are about"), _("Dates")],
        [[_days(block), _theme(block), _dates(block)] for block in page.blocks],
        [0.2, 0.4, 0.4],
    )
    if page.goals:
        head = [_("Goal"), _("Standing"), _("By")]
        sheet.table(head, [_goal(row) for row in page.goals], [0.5, 0.28, 0.22])
    for review in page.reviews:
        sheet.heading(_("Looking back on day %(day)d") % {"day": review.day})
        asked = (_("What moved"), review.moved), (_("What surprised"), review.surprised)
        said = (*asked, (_("What changes"), review.change))
        sheet.facts([(name, text) for name, text in said if text])
    return sheet.content()


def _days(block: PlanBlock) -> str:
    days = _("%(first)s to %(last)s")
    return days % {"first": _short(block.first_on), "last": _short(block.last_on)}


def _theme(block: PlanBlock) -> str:
    if block.theme is None:
        return ""
    return "\n".join(line for line in (block.theme.title, block.theme.about) if line)


def _dates(block: PlanBlock) -> str:
    """Check-ins on one line, for there are many; anything else on its own."""
    meetings = [event for event in block.events if event.kind in MEETINGS]
    others = [_one(event) for event in block.events if event.kind not in MEETINGS]
    return "\n".join([*([_meetings(meetings)] if meetings else []), *others])


def _meetings(events: list[Event]) -> str:
    days = ", ".join(_short(event.on) for event in events)
    return f"{events[0].text}: {days}"


def _one(event: Event) -> str:
    done = _("%(text)s, done") % {"text": event.text} if event.full else event.text
    return f"{_short(event.on)}: {done}"


def _goal(row: GoalRow) -> list[str]:
    due = date_format(row.goal.due_on, "j F Y") if row.goal.due_on else ""
    title = row.goal.title
    if row.mine and row.goal.shared_at is None:
        title = _("%(title)s (only you see this goal)") % {"title": title}
    return [title, row.standing or str(row.goal.get_state_display()), due]


def _short(day: date) -> str:
    return date_format(day, _("j M"))


def drawn(drawing: timeline.Drawing) -> Picture:
    """The drawing of the page in lines and dots: a dot where it is done."""
    _zero, _top, width, height = (float(part) for part in drawing.view_box.split())
    boxes = [_box(block) for block in drawing.blocks]
    spots = [spot for lane in drawing.lanes for spot in lane.spots]
    texts = [(block.label.x - 2, block.label.y, block.label.text) for block in drawing.blocks]
    texts += [(lane.label.x, lane.label.y, lane.label.text) for lane in drawing.lanes]
    texts += [(_left_of(tick), tick.y, _short(tick.day)) for tick in drawing.ticks if tick.day]
    across = [(_across(lane.line), True) for lane in drawing.lanes]
    return Picture(
        (width, height),
        [*boxes, *across, *((_ring(spot), False) for spot in spots)],
        [(spot.x, spot.y) for spot in spots if spot.full],
        texts,
    )


def _box(block: timeline.Block) -> tuple[list[tuple[float, float]], bool]:
    left, right = block.x, block.x + block.width
    top, foot = block.y, block.y + block.height
    return [(left, top), (right, top), (right, foot), (left, foot), (left, top)], False


def _ring(spot: timeline.Spot) -> list[tuple[float, float]]:
    """A small diamond, for what is ahead."""
    x, y = spot.x, spot.y
    return [(x - 4, y), (x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)]


def _across(line: str) -> list[tuple[float, float]]:
    """From «M12 86H488»."""
    start, end = line.removeprefix("M").split("H")
    x, y = (float(part) for part in start.split())
    return [(x, y), (float(end), y)]


def _left_of(text: timeline.Text) -> float:
    """Where it begins: letters of this size are about four units wide."""
    return text.x - {"start": 0, "middle": 12, "end": 26}[text.anchor]
