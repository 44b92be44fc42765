"""Somebody asks, is reminded, answers, or takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, MailKind, Section, register
from accounts.models import Message
from accounts.services.invitations import is_new
from mentorship.models import Enrollment, PairingRequest
from mentorship.queries.choosing import Card, may_choose, suggestions
from mentorship.queries.requests import TALK_QUESTIONS
from mentorship.services.request_clock import LIVES

from .ways_in import way_in

ACCEPT = "mentorship.accept_request"
DECLINE = "mentorship.decline_request"
LINKS_LIVE = timedelta(days=30)  # longer than a request, so that an old one says what became of it
State, Reason = PairingRequest.State, PairingRequest.Reason


def request_of(message: Message) -> PairingRequest | None:
    return PairingRequest.objects.with_people().filter(pk=message.subject_id).first()


def _link(request: PairingRequest, purpose: str, now: datetime) -> str:
    person, scope = request.recipient.user, request.scope
    return action_url(purpose, about=request, person=person, scope=scope, now=now, lives=LINKS_LIVE)


def _told(request: PairingRequest) -> dict[str, str]:
    last = request.recipient.user.local_date(request.created_at + LIVES)
    return {
        "name": request.sender.user.short_name,
        "who": str(request.sender.user),
        "other": request.recipient_name,
        "program": request.cohort.program.name,
        "cohort": request.cohort.name,
        "day": date_format(last, _("j F")),
    }


# -- To whoever is asked -----------------------------------------------------------------------


def request_received(message: Message, now: datetime) -> Content:
    request = request_of(message)
    assert request is not None
    told = _told(request)
    talk = request.is_talk
    return Content(
        subject=_("Somebody in %(program)s would like to talk with you") % told
        if talk
        else _("Somebody in %(program)s would like to work with you") % told,
        heading=_("%(name)s asks you for a first talk") % told
        if talk
        else _("%(name)s would like to work with you") % told,
        preheader=_("Yes or not now is one click; you need not sign in for it."),
        paragraphs=[_opening(request) % told],
        quote=request.message,
        quote_by=told["name"] if request.message else "",
        sections=[_questions()] if talk else [],
        buttons=_answers(request, now),
        closing=_closing(request, told),
        thread=f"request-{request.pk}",
    )


def _opening(request: PairingRequest) -> str:
    if request.is_talk:
        return _(
            "%(who)s, from %(cohort)s, would like twenty minutes with you to see whether you two "
            "fit. A yes to the talk binds neither of you."
        )
    return _(
        "%(who)s looked around in %(cohort)s and would like to work with you. If you say yes, you "
        "two are paired at once."
    )


def _questions() -> Section:
    return Section(
        heading=_("Four questions for the twenty minutes"),
        items=[f"{title}: {question}" for title, question in TALK_QUESTIONS],
    )


def _answers(request: PairingRequest, now: datetime) -> list[Button]:
    yes = _("Yes, let us talk") if request.is_talk else _("Yes, let us work together")
    return [
        Button(yes, _link(request, ACCEPT, now), primary=True),
        Button(_("Not now"), _link(request, DECLINE, now)),
        Button(_("See it on a page"), page_url("mentorship:request", request.pk)),
    ]


def _closing(request: PairingRequest, told: dict[str, str]) -> list[str]:
    return [
        _("“Not now” is a good answer too: %(name)s reads these two words and no reason.") % told,
        _("Without an answer the request ends by itself on %(day)s.") % told,
    ]


def request_reminder(message: Message, now: datetime) -> Content:
    request = request_of(message)
    assert request is not None
    told = _told(request)
    return Content(
        subject=_("A request in %(program)s waits for you") % told,
        heading=_("%(name)s would be glad of an answer") % told,
        preheader=_("Yes or not now is one click; both are fine."),
        paragraphs=[
            _("%(who)s asked you for a first talk in %(cohort)s. A yes or a no helps them go on.")
            % told
            if request.is_talk
            else _("%(who)s asked to work with you in %(cohort)s. A yes or a no helps them go on.")
            % told
        ],
        buttons=_answers(request, now),
        closing=[_("Without an answer the request ends by itself on %(day)s.") % told],
        thread=f"request-{request.pk}",
    )


def request_taken_back(message: Message, now: datetime) -> Content:
    request = request_of(message)
    assert request is not None
    told = _told(request)
    paired = request.reason == Reason.PAIRED
    return Content(
        subject=_("A request in %(program)s needs no answer any more") % told,
        heading=_("There is nothing left to answer"),
        preheader=_("You need not do anything."),
        paragraphs=[
            _("%(who)s has found somebody to work with, so their request to you has ended.") % told
            if paired
            else _("%(who)s has taken back their request to you.") % told,
            _("Thank you for having thought about it. Your place stays free for others."),
        ],
        thread=f"request-{request.pk}",
    )


def still_open(message: Message, now: datetime) -> str:
    request = request_of(message)
    if request is None or not request.is_open:
        return _("The request has ended.")
    return ""


def still_taken_back(message: Message, now: datetime) -> str:
    request = request_of(message)
    if request is None or request.state != State.WITHDRAWN:
        return _("What this was about is gone.")
    return ""


# -- To whoever asked --------------------------------------------------------------------------


def request_answered(message: Message, now: datetime) -> Content:
    """A talk agreed on, or an end with others to ask instead."""
    request = request_of(message)
    assert request is not None
    return _talk_agreed(request) if request.state == State.ACCEPTED else _ended(request, now)


def _talk_agreed(request: PairingRequest) -> Content:
    told, other = _told(request), request.recipient.user
    return Content(
        subject=_("Your talk in %(program)s: a yes") % told,
        heading=_("%(other)s would like to talk with you") % told,
        preheader=_("Write to them, and agree on twenty minutes."),
        paragraphs=[
            _("Write to %(other)s with two or three times that suit you.") % told,
            _("Nothing is decided yet, for either of you."),
        ],
        facts=[(_("Write to %(name)s") % {"name": other.short_name}, other.email)],
        sections=[_questions()],
        buttons=[
            Button(_("Open the request"), page_url("mentorship:request", request.pk), primary=True)
        ],
        closing=[_("If it fits, you can ask there to work together.")],
        thread=f"request-{request.pk}",
    )


def _ended(request: PairingRequest, now: datetime) -> Content:
    told = _told(request)
    others = suggestions(request.sender, now) if may_choose(request.sender) else []
    below = [_("Below are others who may fit as well.")] if others else []
    return Content(
        subject=_("About your request in %(program)s") % told,
        heading=_why_ended(request) % told,
        preheader=_("Here is how it can go on."),
        paragraphs=[_comfort(request) % told, *below],
        sections=[_suggested(card) for card in others],
        buttons=[_look_around(request.sender)],
        closing=[_("It says nothing about you: people have full weeks and few places.")],
        thread=f"request-{request.pk}",
    )


def _why_ended(request: PairingRequest) -> str:
    if request.state == State.DECLINED:
        return _("%(other)s says: not now")
    if request.reason == Reason.NO_SEAT:
        return _("%(other)s has no place left")
    return _("%(other)s has not answered")


def _comfort(request: PairingRequest) -> str:
    if request.state == State.DECLINED:
        return _("%(other)s cannot take it on at the moment. It was good to ask.")
    if request.reason == Reason.NO_SEAT:
        return _("The last place went to somebody else while your request was open.")
    if request.reason == Reason.LEFT:
        return _("One of you is not in the cohort any more, so the request has ended.")
    return _("Fourteen days have passed, so the request has ended, and you are free to ask others.")


def _suggested(card: Card) -> Section:
    ask = page_url("mentorship:request_pairing", card.place.pk)
    return Section(
        heading=str(card.place.user),
        paragraphs=[card.clock],
        items=card.reasons,
        buttons=[Button(_("Ask %(name)s") % {"name": card.place.user.short_name}, ask)],
    )


def _look_around(sender: Enrollment) -> Button:
    name = "browse_peers" if sender.role == Enrollment.Role.PEER else "browse_mentors"
    if not may_choose(sender):
        return Button(_("See your requests"), page_url("mentorship:requests"), primary=True)
    page = page_url(f"mentorship:{name}", sender.cohort.slug)
    return Button(_("Look around"), page, primary=True)


def answer_wanted(message: Message, now: datetime) -> str:
    request = request_of(message)
    if request is None:
        return _("What this was about is gone.")
    if request.state != State.ACCEPTED and request.sender.seats_taken:
        return _("They have found somebody already.")
    return ""


# -- To a friend -------------------------------------------------------------------------------


def peer_invitation(message: Message, now: datetime) -> Content:
    request = request_of(message)
    assert request is not None
    told = _told(request)
    return Content(
        subject=_("%(name)s would like you as a partner") % told,
        heading=_("Would you like to do this together?"),
        preheader=_("Yes or no is one click; you need not sign in for it."),
        paragraphs=[
            _("%(who)s takes part in “%(program)s”, %(cohort)s, and would like you along.") % told,
            _(
                "Two people of one standing meet in a steady rhythm and help each other keep the "
                "promises they chose to make. You are never asked about anything that you did not "
                "ask for."
            ),
            _("If you say yes, you have a place there and are paired with %(name)s at once.")
            % told,
        ],
        quote=request.message,
        quote_by=told["name"] if request.message else "",
        buttons=_invited_answers(request, now),
        closing=[
            _("%(name)s gave us your address for this. After a no, nobody there asks you again.")
            % told,
            _("Without an answer it ends by itself on %(day)s.") % told,
        ],
    )


def _invited_answers(request: PairingRequest, now: datetime) -> list[Button]:
    no = Button(_("No, thank you"), _link(request, DECLINE, now))
    yes = _link(request, ACCEPT, now)
    if not is_new(request.recipient.user):
        return [Button(_("Yes, let us work together"), yes, primary=True), no]
    first = way_in(
        request.recipient.user,
        request,
        request.cohort,
        now,
        inviter=str(request.sender.user),
        lives=LINKS_LIVE,
        then=ACCEPT,
    )
    return [
        Button(_("Yes, and choose how I sign in"), first, primary=True),
        Button(_("Yes, I sign in later"), yes),
        no,
    ]


register(
    MailKind(
        name="mentorship.request_received",
        klass="transactional",
        title=gettext_lazy("Somebody asks you"),
        why=gettext_lazy("You get this once, because somebody in your program asks you."),
        keeps_for=timedelta(days=13),
        render=request_received,
        still_wanted=still_open,
    )
)
register(
    MailKind(
        name="mentorship.request_reminder",
        klass="service",
        title=gettext_lazy("Requests that wait for you"),
        why=gettext_lazy("You get this twice at most, while somebody’s request waits for you."),
        keeps_for=timedelta(days=3),
        counts=True,
        render=request_reminder,
        still_wanted=still_open,
    )
)
register(
    MailKind(
        name="mentorship.request_answered",
        klass="transactional",
        title=gettext_lazy("The answer to your request"),
        why=gettext_lazy("You get this once, because you asked somebody in your program."),
        keeps_for=timedelta(days=14),
        render=request_answered,
        still_wanted=answer_wanted,
    )
)
register(
    MailKind(
        name="mentorship.request_taken_back",
        klass="transactional",
        title=gettext_lazy("A request that needs no answer"),
        why=gettext_lazy("You get this once, because somebody had asked you."),
        keeps_for=timedelta(days=7),
        render=request_taken_back,
        still_wanted=still_taken_back,
    )
)
register(
    MailKind(
        name="mentorship.peer_invitation",
        klass="transactional",
        title=gettext_lazy("A friend’s invitation"),
        why=gettext_lazy("You get this once, because somebody you know would like you along."),
        keeps_for=timedelta(days=13),
        secret=True,
        render=peer_invitation,
        still_wanted=still_open,
    )
)
