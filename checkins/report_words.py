"""The weekly report in words: its weeks, its questions, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkins.models import Report
from checkins.models.reports import QUESTIONS

# What the writer is asked, and what stands above it for those who read it. %(people)s: the readers.
ASKED: Mapping[str, object] = {
    "accomplished": gettext_lazy("What got done?"),
    "proud": gettext_lazy("What are you proud of?"),
    "challenge": gettext_lazy("What was hard?"),
    "responded": gettext_lazy("How did you respond to it?"),
    "learned": gettext_lazy("What did you learn?"),
    "progress": gettext_lazy("What moved on your goals?"),
    "helped": gettext_lazy("What or who helped?"),
    "energy": gettext_lazy("How much energy did you have?"),
    "promise": gettext_lazy("Your promise for next week"),
    "wanted": gettext_lazy("What would you like from %(people)s?"),
}
TOLD: Mapping[str, object] = {
    "accomplished": gettext_lazy("Got done"),
    "proud": gettext_lazy("Proud of"),
    "challenge": gettext_lazy("Was hard"),
    "responded": gettext_lazy("Responded by"),
    "learned": gettext_lazy("Learned"),
    "progress": gettext_lazy("Moved on the goals"),
    "helped": gettext_lazy("Helped"),
    "energy": gettext_lazy("Energy"),
    "promise": gettext_lazy("For next week"),
    "wanted": gettext_lazy("Would like"),
}


def asked(name: str, people: str) -> str:
    question = str(ASKED[name])
    return question % {"people": people} if "%(people)s" in question else question


def told(report: Report) -> list[tuple[str, str]]:
    """What was answered, in the order of the questions."""
    said = ((name, _said(report, name)) for name in QUESTIONS)
    return [(str(TOLD[name]), words) for name, words in said if words]


def _said(report: Report, name: str) -> str:
    if name == "energy":
        return _("%(energy)s of 5") % {"energy": report.energy} if report.energy else ""
    return str(getattr(report, name))


def span(since: date, until: date) -> str:
    """«16 to 22 November», with both months where they differ."""
    first = date_format(since, "j" if since.month == until.month else _("j F"))
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(until, _("j F"))}
