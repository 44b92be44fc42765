"""Somebody asks for feedback: a partner, or a colleague without an account; and their answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content
from accounts.models import Message
from accounts.services.suppressions import address_hash
from accounts.tokens import issue_token
from checkins import words
from checkins.models import ColleagueSilence, FeedbackRequest
from mentorship.models import Pairing

GIVE = "checkins.give_feedback"
LINK_LIVES = timedelta(days=30)
OVER = gettext_noop("The question was answered or taken back before this left.")
NEVER = gettext_noop("Nobody wants such questions at this address.")
RESTING = gettext_noop("The pairing is paused or has ended.")


def request_of(message: Message) -> FeedbackRequest | None:
    return FeedbackRequest.objects.with_people().filter(pk=message.subject_id).first()


def _still(request: FeedbackRequest | None, now: datetime) -> str:
    if request is None or not request.is_open(now):
        return OVER
    return "" if request.asker.pairing.state == Pairing.State.ACTIVE else RESTING


def still_to_request(message: Message, now: datetime) -> str:
    return _still(request_of(message), now)


def still_to_ask_colleague(message: Message, now: datetime) -> str:
    digest = address_hash(message.to_address)
    if ColleagueSilence.objects.filter(address_hash=digest).exists():
        return NEVER
    return _still(request_of(message), now)


def requested(message: Message, now: datetime) -> Content:
    request, reader = request_of(message), message.person
    assert request is not None and reader is not None
    asker = request.asker.person.short_name
    token = issue_token(
        purpose=GIVE,
        about=request,
        person=reader,
        scope=request.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )
    everyone = words.names(words.others_of(request.asker.pairing, reader))
    closing = [_("You and %(others)s can read what you say.") % {"others": everyone}]
    if request.link:
        closing.append(_("They added a link to it. It stands on the page of all requests."))
    closing.append(_("If it does not suit you this time, one press on that page says so."))
    return Content(
        subject=_("A few words are wanted"),
        preheader=_("Somebody you work with would value your view."),
        paragraphs=[_("%(name)s would like to hear from you:") % {"name": asker}],
        quote=request.question,
        quote_by=asker,
        facts=_facts(request),
        buttons=[Button(_("Write a few words"), token.url(), primary=True)],
        closing=closing,
        footer_links=[Button(_("All requests"), page_url("checkins:feedback_requests"))],
        thread=f"pairing-{request.asker.pairing_id}",
    )


def colleague_asked(message: Message, now: datetime) -> Content:
    """Who asks, why, what happens with the answer, who reads it, and how to say no."""
    request = request_of(message)
    assert request is not None and request.expires_at is not None
    asker, program = request.asker.person, request.asker.pairing.cohort.program
    told = {"name": str(asker), "program": program.name, "site": settings.SITE_NAME}
    until = words.day(asker.local_date(request.expires_at))
    return Content(
        subject=_("%(name)s asks you one question") % told,
        preheader=_("It takes two minutes, and you need no account."),
        greeting=_("Hello %(name)s,") % {"name": request.colleague},
        paragraphs=[
            _(
                "%(name)s takes part in %(program)s, a mentorship program, and would like your "
                "honest view of one piece of work in order to get better at it:"
            )
            % told
        ],
        quote=request.question,
        quote_by=str(asker),
        facts=_facts(request),
        buttons=[Button(_("Answer the question"), request.url(), primary=True)],
        closing=[
            _(
                "%(name)s alone reads your answer, and decides whether the person they work with "
                "in the program reads some of it too, then without your name. Nobody who runs the "
                "program sees it."
            )
            % {"name": asker.short_name},
            _("The link works once, until %(day)s. We do not write again about it.")
            % {"day": until},
            _(
                "We have your address from %(name)s, for this question only. It is deleted when "
                "you answer or decline, and otherwise a month after the link has ended."
            )
            % {"name": asker.short_name},
        ],
        footer_links=[
            Button(
                _("I would rather not, or never again"),
                request.url("checkins:decline_as_colleague"),
            )
        ],
    )


def colleague_answered(message: Message, now: datetime) -> Content:
    request = request_of(message)
    assert request is not None
    facts = [(_("You asked"), request.question), *_facts(request)]
    if request.answer.rating is not None:
        facts.append((_("As a number, 1 to 10"), str(request.answer.rating)))
    return Content(
        subject=_("An answer for you"),
        preheader=_("To the question you asked a colleague."),
        paragraphs=[_("%(name)s answered your question:") % {"name": request.colleague}],
        quote=request.answer.text,
        quote_by=request.colleague,
        facts=facts,
        buttons=[
            Button(_("Read it on your page"), page_url("checkins:feedback_requests"), primary=True)
        ],
        closing=[_("Only you can see this. What of it you pass on, if anything, is up to you.")],
    )


def _facts(request: FeedbackRequest) -> list[tuple[str, str]]:
    facts = [(_("The piece of work"), request.work)]
    return facts + ([(_("The skill"), request.skill)] if request.skill else [])
