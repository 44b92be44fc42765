"""A goal's progress on paper: its facts, the drawing, and the log."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.pdf import Picture, Sheet
from goals import chart, words
from goals.models import ProgressEntry
from goals.queries.journal import Journal, correction

SHARES = (0.17, 0.13, 0.7)
STEP = re.compile(r"([MLH])(-?[\d.]+)(?: (-?[\d.]+))?")


def progress_sheet(journal: Journal) -> Sheet:
    sheet = Sheet(
        journal.goal.title, language=get_language() or "en", footer=str(settings.SITE_NAME)
    )
    sheet.facts(journal.facts)
    if journal.course is not None:
        sheet.heading(_("The way so far"))
        sheet.picture(picture(chart.draw(journal.course, chart.WIDE)))
        sheet.line(journal.pace)
    sheet.heading(_("The log, newest first"))
    if not journal.entries:
        sheet.line(_("Nothing logged yet."))
    else:
        head = [_("Day"), _("Value"), _("What happened")]
        with_unit = len(journal.goal.measures.all()) > 1
        rows = [_row(entry, with_unit=with_unit) for entry in journal.entries]
        sheet.table(head, rows, SHARES)
    if journal.more > 0:
        told = ngettext(
            "One older entry is in the file for spreadsheets.",
            "%(count)d older entries are in the file for spreadsheets.",
            journal.more,
        )
        sheet.small(told % {"count": journal.more})
    return sheet


def _row(entry: ProgressEntry, *, with_unit: bool) -> list[str]:
    """Where several things are counted, a number says which."""
    marks = [correction(entry), str(entry.get_outcome_display())]
    said = [entry.note, entry.link, " · ".join(mark for mark in marks if mark)]
    value = words.value_said(entry.value, entry.measure)
    if value and with_unit and entry.measure is not None:
        value = f"{value} {entry.measure.unit}".strip()
    return [words.day(entry.happened_on), value, "\n".join(line for line in said if line)]


def picture(drawn: chart.Drawing) -> Picture:
    """The same lines as on the page; the target and what lies ahead are dashed."""
    width, height = (float(part) for part in drawn.view_box.split()[2:])
    lines = [(points(path), False) for path in (drawn.axis, drawn.path) if path]
    lines += [(points(path), True) for path in (drawn.target, drawn.ahead, *drawn.grid) if path]
    texts = [_placed(mark) for mark in (*drawn.ticks, *drawn.levels)]
    return Picture((width, height), lines, drawn.dots, texts)


def points(path: str) -> list[tuple[float, float]]:
    """Of «M3 4L5 6» and «M3 4H9»."""
    found: list[tuple[float, float]] = []
    for _step, x, y in STEP.findall(path):
        found.append((float(x), float(y) if y else found[-1][1]))
    return found


def _placed(mark: chart.Text) -> tuple[float, float, str]:
    """Where the text begins: paper knows no anchors. A letter is about as wide as 4 units."""
    said = date_format(mark.day, _("j M")) if mark.day else mark.text
    width = 4.0 * len(said)
    return mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor], mark.y, said
