"""90-day plans in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.models import Plan
from goals.models.plans import DAYS

from .days import day

LANE_OF_GOALS = gettext_lazy("Goal dates")
LANE_OF_STEPS = gettext_lazy("Steps")
LANE_OF_REVIEWS = gettext_lazy("Looking back")


def look_back(on_day: int) -> str:
    return _("Day %(day)d: look back") % {"day": on_day}


def span_of(plan: Plan, today: date) -> str:
    """«10 November to 8 February 2027»"""
    values = {"first": day(plan.starts_on, plan.ends_on), "last": day(plan.ends_on, today)}
    return _("%(first)s to %(last)s") % values


def day_of_plan(plan: Plan, today: date) -> str:
    """Where in its 90 days a plan stands."""
    count = (today - plan.starts_on).days
    if count < 0:
        return _("Begins on %(day)s") % {"day": day(plan.starts_on, today)}
    if count > DAYS:
        return _("Ended on %(day)s") % {"day": day(plan.ends_on, today)}
    if count == 0:
        return _("Begins today")
    return _("Day %(count)d of 90") % {"count": count}


def at_start(standing: str) -> str:
    """Point A of a plan that grows from a goal: what its number says today."""
    return _("Today: %(standing)s") % {"standing": standing} if standing else ""


def timeline_said(standing: str, reviews: int, dates: int) -> str:
    """The drawing as a sentence."""
    others = ngettext("%(count)d other date", "%(count)d other dates", dates) % {"count": dates}
    told = _("%(standing)s. Looked back on %(reviews)d of three days; %(others)s.")
    return told % {"standing": standing, "reviews": reviews, "others": others}
