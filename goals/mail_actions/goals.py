"""Agreeing to a goal from a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.mailactions import MailAction, Page, register
from accounts.models import ActionToken
from goals import services, words
from goals.models import Goal
from goals.services.links import AGREE_GOAL


def _goal(token: ActionToken) -> Goal:
    found = Goal.objects.visible_to(token.person).with_people().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(_("This goal is not shared with you any more."))
    return found


def describe_goal(token: ActionToken, now: datetime) -> Page:
    goal = _goal(token)
    name = goal.person.short_name
    facts = [(_("How to know"), words.ways_to_know(goal.measures.all()))]
    if goal.due_on is not None:
        facts.append((_("By"), words.day(goal.due_on)))
    return Page(
        heading=goal.title,
        text=_("%(name)s would like to agree on this goal with you.") % {"name": name},
        what_happens=_("%(name)s gets a mail that it is agreed.") % {"name": name},
        facts=tuple(fact for fact in facts if fact[1]),
    )


def agree(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    goal = services.agree_goal(goal=_goal(token), by=token.person, now=now)
    return _("Agreed. %(name)s hears about it by mail.") % {"name": goal.person.short_name}


register(
    MailAction(
        purpose=AGREE_GOAL,
        label=gettext_lazy("Agree goal"),
        describe=describe_goal,
        perform=agree,
    )
)
