"""To somebody who was entered in a program: a welcome, or an invitation that asks them first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import action_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from accounts.services.invitations import is_new
from mentorship.models import Cohort, Enrollment
from mentorship.queries.criteria import listed

from .applications import is_asked, open_site, way_to_form
from .ways_in import LINKS_LIVE, way_in

ACCEPT = "mentorship.accept_invitation"
DECLINE = "mentorship.decline_invitation"
REMOVE = "mentorship.remove_enrollment"


def _place(message: Message) -> Enrollment | None:
    places = Enrollment.objects.select_related("cohort__program", "user", "entered_by")
    return places.filter(pk=message.subject_id).first()


def _told(place: Enrollment) -> dict[str, Any]:
    words = place.cohort.program.words
    beside = Enrollment.objects.beside(place).values_list("role", flat=True)
    return {
        "who": _inviter(place),
        "program": place.cohort.program.name,
        "cohort": place.cohort.name,
        "roles": listed([words.a_role(role) for role in beside]),
    }


def _act(place: Enrollment, purpose: str, now: datetime) -> str:
    person, scope = place.user, place.cohort.scope
    return action_url(purpose, about=place, person=person, scope=scope, now=now, lives=LINKS_LIVE)


def _way_in(place: Enrollment, now: datetime, **then: str) -> str:
    """The link through which a new account chooses how to sign in."""
    return way_in(place.user, place, place.cohort, now, inviter=_inviter(place), **then)


def _inviter(place: Enrollment) -> str:
    return place.entered_by.name if place.entered_by else ""


def _remove_link(place: Enrollment, now: datetime) -> Button:
    return Button(_("Remove me"), _act(place, REMOVE, now))


def render_welcome(message: Message, now: datetime) -> Content:
    place = _place(message)
    assert place is not None
    told = _told(place)
    first = (
        Button(_("Choose how you sign in"), _way_in(place, now), primary=True)
        if is_new(place.user)
        else open_site()
    )
    return Content(
        subject=_("You have a place in %(program)s") % told,
        heading=_("You have a place"),
        preheader=_("Who entered you, for what, and how to take it back."),
        paragraphs=[
            (
                _("%(who)s entered you in “%(program)s”, %(cohort)s, as %(roles)s.")
                if told["who"]
                else _("You were entered in “%(program)s”, %(cohort)s, as %(roles)s.")
            )
            % told,
            _("You applied for it, they tell us; what you wrote there came with your name."),
            _("Next, pairs are put together. You get one mail when yours is there."),
        ],
        buttons=[first],
        closing=[_("Was this not your wish? One click takes you out again, no questions asked.")],
        footer_links=[_remove_link(place, now)],
    )


def render_invitation(message: Message, now: datetime) -> Content:
    place = _place(message)
    assert place is not None
    told = _told(place)
    return Content(
        subject=_("An invitation to %(program)s") % told,
        heading=_("Would you like to take part?"),
        preheader=_("Yes or no is one click; you need not sign in for it."),
        paragraphs=[
            (
                _("%(who)s would like you to take part in “%(program)s”, %(cohort)s, as %(roles)s.")
                if told["who"]
                else _("You are invited to take part in “%(program)s”, %(cohort)s, as %(roles)s.")
            )
            % told,
            _(
                "Two people meet in a steady rhythm and help each other keep the promises they "
                "chose to make. You are never asked about anything that you did not ask for."
            ),
            _("Yes takes five minutes: a few questions, so that we find somebody who fits.")
            if is_asked(place)
            else _("You are paired with somebody only after you have said yes."),
        ],
        buttons=_invitation_buttons(place, now),
        closing=[_("If you do nothing, nothing happens, and nobody is told.")],
        footer_links=[_remove_link(place, now)],
    )


def _invitation_buttons(place: Enrollment, now: datetime) -> list[Button]:
    decline = Button(_("No, thank you"), _act(place, DECLINE, now))
    if is_asked(place):
        form = way_to_form(place, now, _inviter(place))
        return [Button(_("Yes, answer a few questions"), form, primary=True), decline]
    accept = _act(place, ACCEPT, now)
    if not is_new(place.user):
        return [Button(_("Yes, I take part"), accept, primary=True), decline]
    way_in = _way_in(place, now, then=ACCEPT)
    return [
        Button(_("Yes, and choose how I sign in"), way_in, primary=True),
        Button(_("Yes, I sign in later"), accept),
        decline,
    ]


def welcome_wanted(message: Message, now: datetime) -> str:
    place = _place(message)
    if place is None or place.state in (Enrollment.State.WITHDRAWN, Enrollment.State.DECLINED):
        return _("They are no longer in the cohort.")
    return _program_is_over(place)


def invitation_wanted(message: Message, now: datetime) -> str:
    place = _place(message)
    if place is None or place.state != Enrollment.State.INVITED:
        return _("They have answered already.")
    return _program_is_over(place)


def _program_is_over(place: Enrollment) -> str:
    if place.cohort.state == Cohort.State.CLOSED:
        return _("The cohort is closed.")
    over = place.cohort.program.is_archived
    return _("The program is archived.") if over else ""


register(
    MailKind(
        name="mentorship.welcome",
        klass="transactional",
        title=gettext_lazy("You have a place"),
        why=gettext_lazy("You get this once, because somebody entered you in a program."),
        keeps_for=timedelta(days=30),
        secret=True,
        render=render_welcome,
        still_wanted=welcome_wanted,
    )
)
register(
    MailKind(
        name="mentorship.invitation",
        klass="transactional",
        title=gettext_lazy("An invitation"),
        why=gettext_lazy("You get this because somebody would like you to take part."),
        keeps_for=timedelta(days=30),
        secret=True,
        render=render_invitation,
        still_wanted=invitation_wanted,
    )
)
