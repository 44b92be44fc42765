"""Mails of the promises floor. Subjects stay neutral; words of a goal stand in the mail alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from goals import words
from goals.models import Goal
from goals.services.links import agree_token


def _goal(message: Message) -> Goal | None:
    """The goal, while this reader may see it."""
    visible = Goal.objects.visible_to(message.person).with_people().prefetch_related("measures")
    return visible.filter(pk=message.subject_id).first()


def _facts(goal: Goal) -> list[tuple[str, str]]:
    facts = [(_("The goal"), goal.title)]
    known = words.ways_to_know(goal.measures.all())
    if known:
        facts.append((_("How to know"), known))
    if goal.due_on is not None:
        facts.append((_("By"), words.day(goal.due_on)))
    if goal.relevant:
        facts.append((_("Why it matters"), goal.relevant))
    return facts


def _page(goal: Goal) -> str:
    return page_url("goals:goal", goal.pk)


# -- A goal is waiting for an answer ----------------------------------------------------------


def render_proposed(message: Message, now: datetime) -> Content:
    goal = _goal(message)
    assert goal is not None, "still_wanted is asked first"
    name = goal.person.short_name
    return Content(
        subject=_("%(name)s has shared a goal with you") % {"name": name},
        heading=_("%(name)s asks you to look at a goal") % {"name": name},
        preheader=_("Agree from here, or talk about it first."),
        paragraphs=[
            _(
                "%(name)s wrote a goal and would like to agree on it with you. If something is "
                "unclear, ask first: a goal gets better by a good question."
            )
            % {"name": name}
        ],
        facts=_facts(goal),
        buttons=[
            Button(_("Agree goal"), agree_token(goal, message.person, now).url(), primary=True),
            Button(_("Open the goal"), _page(goal)),
        ],
        thread=f"pairing-{goal.owner.pairing_id}",
    )


def proposed_still_wanted(message: Message, now: datetime) -> str:
    goal = _goal(message)
    if goal is None:
        return _("The goal is not shared with you any more.")
    if goal.state != Goal.State.PROPOSED:
        return _("The goal is not waiting for an answer any more.")
    return ""


# -- It was agreed ----------------------------------------------------------------------------


def render_agreed(message: Message, now: datetime) -> Content:
    goal = _goal(message)
    assert goal is not None, "still_wanted is asked first"
    by = goal.agreed_by.short_name if goal.agreed_by else _("Your partner")
    return Content(
        subject=_("%(name)s agreed to your goal") % {"name": by},
        heading=_("Your goal is agreed"),
        preheader=_("What is the first small step?"),
        paragraphs=[
            _("%(name)s has agreed to it. What is the first small step, and when?") % {"name": by}
        ],
        facts=_facts(goal),
        buttons=[Button(_("Open the goal"), _page(goal), primary=True)],
        thread=f"pairing-{goal.owner.pairing_id}",
    )


def agreed_still_wanted(message: Message, now: datetime) -> str:
    goal = _goal(message)
    if goal is None or goal.state != Goal.State.AGREED:
        return _("The goal has changed since.")
    return ""


register(
    MailKind(
        name="goals.goal_proposed",
        klass="service",
        counts=True,
        title=gettext_lazy("A goal to agree to"),
        why=gettext_lazy("You get this because somebody you work with shared a goal with you."),
        keeps_for=timedelta(days=7),
        render=render_proposed,
        still_wanted=proposed_still_wanted,
    )
)
register(
    MailKind(
        name="goals.goal_agreed",
        klass="service",
        counts=True,
        title=gettext_lazy("Your goal was agreed"),
        why=gettext_lazy("You get this because you shared a goal and asked for an answer."),
        keeps_for=timedelta(days=7),
        render=render_agreed,
        still_wanted=agreed_still_wanted,
    )
)
