"""Somebody wrote feedback: their words, and a link to answer without signing in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content
from accounts.models import Message
from accounts.tokens import issue_token
from checkins import words
from checkins.models import Feedback, FeedbackLater, FeedbackReply
from mentorship.models import Pairing

ANSWER = "checkins.answer_feedback"
SAY_MORE = "checkins.say_more"
LINK_LIVES = timedelta(days=30)
GONE = gettext_noop("What this was about is gone.")
ANSWERED = gettext_noop("It was read and answered on screen before this left.")
READ = gettext_noop("It was read on screen before this left.")
SAID = gettext_noop("More was said on screen before this left.")
RESTING = gettext_noop("The pairing is paused or has ended.")


def feedback_of(message: Message) -> Feedback | None:
    return Feedback.objects.with_people().filter(pk=message.subject_id).first()


def still_to_tell(message: Message, now: datetime) -> str:
    feedback = feedback_of(message)
    if feedback is None:
        return GONE
    if feedback.is_answered:
        return ANSWERED
    if FeedbackLater.objects.filter(feedback=feedback).exists():
        return READ
    active = feedback.author.pairing.state == Pairing.State.ACTIVE
    return "" if active else RESTING


def given(message: Message, now: datetime) -> Content:
    feedback, reader = feedback_of(message), message.person
    assert feedback is not None and reader is not None
    author = feedback.author.person
    token = issue_token(
        purpose=ANSWER,
        about=feedback,
        person=reader,
        scope=feedback.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )
    answers = FeedbackReply.Answer
    told = {"name": author.short_name}
    everyone = words.names(words.others_of(feedback.author.pairing, reader))
    return Content(
        subject=_("A few words for you"),
        preheader=_("Read it now, answer when you like."),
        paragraphs=[_opening(feedback) % told],
        quote=feedback.text,
        quote_by=author.short_name,
        facts=_about(feedback),
        buttons=[
            Button(str(answers.THANKED.label), token.url(answer="thanked"), primary=True),
            Button(str(answers.CLARIFY.label), token.url(answer="clarify")),
            Button(str(answers.WILL_TRY.label), token.url(answer="will_try")),
            Button(str(answers.NOT_NOW.label), token.url(answer="not_now")),
        ],
        closing=[
            _("There is no hurry: tomorrow is fine too."),
            _("You and %(others)s can see your answer.") % {"others": everyone},
        ],
        footer_links=[Button(_("All feedback, both ways"), page_url("checkins:feedback"))],
        thread=f"pairing-{feedback.author.pairing_id}",
    )


def still_to_clarify(message: Message, now: datetime) -> str:
    feedback = feedback_of(message)
    if feedback is None:
        return GONE
    if not feedback.is_to_say_more:
        return SAID
    active = feedback.author.pairing.state == Pairing.State.ACTIVE
    return "" if active else RESTING


def to_clarify(message: Message, now: datetime) -> Content:
    """To who wrote it: the reader would like to hear more."""
    feedback, author = feedback_of(message), message.person
    assert feedback is not None and author is not None
    token = issue_token(
        purpose=SAY_MORE,
        about=feedback,
        person=author,
        scope=feedback.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )
    reader = feedback.to.person.short_name
    facts = [(_("You wrote"), feedback.text)]
    if feedback.reply.heard:
        facts.append((_("What they heard"), feedback.reply.heard))
    everyone = words.names(words.others_of(feedback.author.pairing, author))
    return Content(
        subject=_("Could you say a little more?"),
        preheader=_("A question about words of yours."),
        paragraphs=[
            _("%(name)s read what you wrote and would like to hear more.") % {"name": reader}
        ],
        quote=feedback.reply.text or str(feedback.reply.get_answer_display()),
        quote_by=reader,
        facts=facts,
        buttons=[Button(_("Say more"), token.url(), primary=True)],
        closing=[_("You and %(others)s can read what you say.") % {"others": everyone}],
        footer_links=[Button(_("All feedback, both ways"), page_url("checkins:feedback"))],
        thread=f"pairing-{feedback.author.pairing_id}",
    )


def _opening(feedback: Feedback) -> str:
    return {
        Feedback.Kind.AFFIRM: _("%(name)s tells you what worked:"),
        Feedback.Kind.OBSERVE: _("%(name)s noticed something:"),
        Feedback.Kind.QUESTION: _("%(name)s has a question for you:"),
        Feedback.Kind.SUGGEST: _("%(name)s has a suggestion for you:"),
    }[Feedback.Kind(feedback.kind)]


def _about(feedback: Feedback) -> list[tuple[str, str]]:
    facts = []
    if feedback.goal is not None:
        facts.append((_("About the goal"), feedback.goal.title))
    if feedback.commitment is not None:
        facts.append((_("About the promise"), feedback.commitment.text))
    if feedback.check_in is not None:
        facts.append((_("About when you met"), words.day(feedback.check_in.local_on)))
    if feedback.skill:
        facts.append((_("About"), feedback.skill))
    return facts
