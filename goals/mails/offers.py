"""Mails about questions on a goal, and about a draft that somebody offers. Subjects stay neutral."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from goals import words
from goals.models import DraftOffer, Goal, GoalQuestion
from goals.services.links import agree_token


def _question(message: Message) -> GoalQuestion | None:
    """The question, while this reader may see the goal."""
    visible = GoalQuestion.objects.visible_to(message.person).with_people()
    return visible.filter(pk=message.subject_id).first()


def _thread(goal: Goal) -> str:
    return f"pairing-{goal.owner.pairing_id}"


# -- Somebody asks about a goal -------------------------------------------------------------------


def render_asked(message: Message, now: datetime) -> Content:
    question = _question(message)
    assert question is not None, "still_wanted is asked first"
    name = question.by.person.short_name
    return Content(
        subject=_("%(name)s has a question for you") % {"name": name},
        heading=_("%(name)s has a question about your goal") % {"name": name},
        preheader=_("A line is enough."),
        paragraphs=[
            _(
                "Before agreeing, %(name)s would like to understand it better. The goal stays as "
                "it is; you can answer in a line, or change it first."
            )
            % {"name": name}
        ],
        facts=[(_("The goal"), question.goal.title), (_("The question"), question.text)],
        buttons=[
            Button(_("Answer"), page_url("goals:answer_goal_question", question.pk), primary=True),
            Button(_("Open the goal"), page_url("goals:goal", question.goal_id)),
        ],
        thread=_thread(question.goal),
    )


def asked_still_wanted(message: Message, now: datetime) -> str:
    question = _question(message)
    if question is None or not question.goal.is_open:
        return _("The goal was over before this left.")
    return _("It was answered before this left.") if question.is_answered else ""


# -- The owner answers ----------------------------------------------------------------------------


def render_answered(message: Message, now: datetime) -> Content:
    question = _question(message)
    assert question is not None, "still_wanted is asked first"
    goal = question.goal
    name = goal.person.short_name
    waiting = goal.state == Goal.State.PROPOSED
    buttons = [Button(_("Open the goal"), page_url("goals:goal", goal.pk), primary=not waiting)]
    if waiting:
        url = agree_token(goal, message.person, now).url()
        buttons.insert(0, Button(_("Agree goal"), url, primary=True))
    return Content(
        subject=_("%(name)s has answered you") % {"name": name},
        heading=_("%(name)s answered your question") % {"name": name},
        preheader=_("Agree from here, or ask once more."),
        paragraphs=[
            _("You can agree from here, or ask once more on the page of the goal.")
            if waiting
            else _("It stands on the page of the goal.")
        ],
        facts=[
            (_("The goal"), goal.title),
            (_("You asked"), question.text),
            (_("The answer"), question.answer.text),
        ],
        buttons=buttons,
        thread=_thread(goal),
    )


def answered_still_wanted(message: Message, now: datetime) -> str:
    question = _question(message)
    if question is None or not question.is_answered:
        return _("The goal is not shared with you any more.")
    return ""


# -- A draft for somebody else --------------------------------------------------------------------


def _offer(message: Message) -> DraftOffer | None:
    offers = DraftOffer.objects.waiting_for(message.person)
    return offers.filter(pk=message.subject_id).first()


def render_offered(message: Message, now: datetime) -> Content:
    offer = _offer(message)
    assert offer is not None, "still_wanted is asked first"
    name = offer.by.person.short_name
    facts = [(_("The draft"), offer.title)]
    if offer.due_on is not None:
        facts.append((_("By"), words.day(offer.due_on)))
    if offer.why:
        facts.append((_("Why"), offer.why))
    return Content(
        subject=_("%(name)s has an idea for you") % {"name": name},
        heading=_("%(name)s drafted a goal you might like") % {"name": name},
        preheader=_("Take it up, change it, or leave it."),
        paragraphs=[
            _(
                "It is a suggestion. If you take it up, it becomes a draft that you alone see and "
                "change as you like. If not, you need not say anything."
            )
        ],
        facts=facts,
        buttons=[Button(_("Look at the draft"), page_url("goals:draft_offers"), primary=True)],
        thread=f"pairing-{offer.to.pairing_id}",
    )


def offered_still_wanted(message: Message, now: datetime) -> str:
    return "" if _offer(message) else _("It was looked at before this left.")


register(
    MailKind(
        name="goals.goal_asked_about",
        klass="service",
        counts=True,
        title=gettext_lazy("A question about your goal"),
        why=gettext_lazy("You get this because you shared a goal and asked for an answer."),
        keeps_for=timedelta(days=7),
        render=render_asked,
        still_wanted=asked_still_wanted,
    )
)
register(
    MailKind(
        name="goals.goal_question_answered",
        klass="service",
        counts=True,
        title=gettext_lazy("An answer to your question about a goal"),
        why=gettext_lazy("You get this because you asked about a goal that was shared with you."),
        keeps_for=timedelta(days=7),
        render=render_answered,
        still_wanted=answered_still_wanted,
    )
)
register(
    MailKind(
        name="goals.draft_offered",
        klass="service",
        counts=True,
        title=gettext_lazy("A draft of a goal for you"),
        why=gettext_lazy("You get this because somebody you work with drafted a goal for you."),
        keeps_for=timedelta(days=7),
        render=render_offered,
        still_wanted=offered_still_wanted,
    )
)
