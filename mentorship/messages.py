"""The mails of this floor: welcome, invitation, pairing published, agreement to sign."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from accounts.services.invitations import invitation_url, is_new
from mentorship.mails import coordinators as coordinators_mails  # noqa: F401 declares its kind
from mentorship.mails import extensions as _extensions  # noqa: F401 - declares its kinds
from mentorship.mails import requests as request_mails  # noqa: F401 declares its kinds
from mentorship.mails.applications import is_asked, open_site, way_to_form
from mentorship.mails.life import ENDED, member_of
from mentorship.models import Agreement, Cohort, Enrollment, Pairing, PairingMember
from mentorship.queries.criteria import listed
from mentorship.queries.reasons import member_reasons
from mentorship.rhythm import rhythm_sentence

LINKS_LIVE = timedelta(days=60)
ACCEPT = "mentorship.accept_invitation"
DECLINE = "mentorship.decline_invitation"
REMOVE = "mentorship.remove_enrollment"


# -- Welcome and invitation ----------------------------------------------------------------


def _place(message: Message) -> Enrollment | None:
    places = Enrollment.objects.select_related("cohort__program", "user", "entered_by")
    return places.filter(pk=message.subject_id).first()


def _told(place: Enrollment) -> dict[str, Any]:
    words = place.cohort.program.words
    beside = Enrollment.objects.beside(place).values_list("role", flat=True)
    return {
        "who": place.entered_by.name if place.entered_by else "",
        "program": place.cohort.program.name,
        "cohort": place.cohort.name,
        "roles": listed([words.a_role(role) for role in beside]),
    }


def _act(place: Enrollment, purpose: str, now: datetime) -> str:
    person, scope = place.user, place.cohort.scope
    return action_url(purpose, about=place, person=person, scope=scope, now=now, lives=LINKS_LIVE)


def _way_in(place: Enrollment, now: datetime, *, then: str = "") -> str:
    """The link through which a new account chooses how to sign in."""
    params = {
        "inviter": place.entered_by.name if place.entered_by else "",
        "to": f"{place.cohort.program.name}, {place.cohort.name}",
    }
    return invitation_url(
        person=place.user,
        about=place,
        now=now,
        expires_at=now + LINKS_LIVE,
        params=params | ({"then": then} if then else {}),
        scope=place.cohort.scope,
    )


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
        inviter = place.entered_by.name if place.entered_by else ""
        form = way_to_form(place, now, inviter)
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


# -- Pairing published ---------------------------------------------------------------------


def render_pairing_published(message: Message, now: datetime) -> Content:
    member = member_of(message)
    assert member is not None
    pairing = (
        Pairing.objects.with_people().select_related("cohort__program").get(pk=member.pairing_id)
    )
    others = [one for one in pairing.members.all() if one.pk != member.pk]
    names = listed([str(one.enrollment.user) for one in others])
    told = {"names": names, "cohort": pairing.cohort.name}
    return Content(
        subject=_("You have been paired in %(program)s") % {"program": pairing.cohort.program.name},
        heading=_("You will work with %(names)s") % {"names": names},
        preheader=(
            _("Why you three, and what comes first.")
            if len(others) > 1
            else _("Why you two, and what comes first.")
        ),
        paragraphs=[
            _who_they_are(pairing, others) % told,
            *member_reasons(pairing, member),
        ],
        facts=[
            (_("You meet"), rhythm_sentence(pairing)),
            *[(_("Write to %(name)s") % {"name": p.short_name}, p.email) for p in _people(others)],
        ],
        buttons=[
            Button(_("See your pairing"), page_url("mentorship:pairing", pairing.pk), primary=True)
        ],
        closing=[
            _("First, write down together how you want to work. It takes ten minutes."),
            _("New here? The page mails you a code to sign in with; you need no password."),
        ],
        thread=f"pairing-{pairing.pk}",
    )


def _who_they_are(pairing: Pairing, others: list[PairingMember]) -> str:
    """With %(names)s and %(cohort)s left to be filled in."""
    words = pairing.cohort.program.words
    if len(others) > 1:
        told = {"partners": words.peers}
        return _("%%(names)s are your %(partners)s in %%(cohort)s. This is why:") % told
    role = words.role(others[0].role) if others else ""
    return _("%%(names)s is your %(role)s in %%(cohort)s. This is why:") % {"role": role}


def _people(members: list[PairingMember]) -> list[User]:
    return [member.enrollment.user for member in members]


def pairing_published_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    if member is None or member.pairing.state in (Pairing.State.CLOSED, Pairing.State.PROPOSED):
        return ENDED
    return ""


# -- Agreement to sign ---------------------------------------------------------------------


def _agreement(message: Message) -> Agreement | None:
    agreements = Agreement.objects.select_related(
        "pairing__cohort__program", "written_by__enrollment__user"
    )
    return agreements.filter(pk=message.subject_id).first()


def render_agreement_to_sign(message: Message, now: datetime) -> Content:
    agreement = _agreement(message)
    assert agreement is not None
    writer = agreement.written_by.person.short_name if agreement.written_by else _("Your partner")
    told = {"name": writer}
    first = (
        _("%(name)s has written down how you want to work together, and signed it.") % told
        if agreement.version == 1
        else _("%(name)s has changed how you want to work together, and signed it.") % told
    )
    return Content(
        subject=_("Your agreement is waiting for you"),
        heading=_("Read it, change it or sign it"),
        preheader=first,
        paragraphs=[first, _("It counts once all of you have signed the same words.")],
        buttons=[
            Button(
                _("Read the agreement"),
                page_url("mentorship:agreement", agreement.pairing_id),
                primary=True,
            )
        ],
        closing=[
            _("No more comes about it, but for one mail after two weeks if it is still open.")
        ],
        thread=f"pairing-{agreement.pairing_id}",
    )


def agreement_to_sign_wanted(message: Message, now: datetime) -> str:
    agreement = _agreement(message)
    if agreement is None or agreement.state != Agreement.State.DRAFT:
        return _("It is signed or was replaced already.")
    if agreement.pairing.state == Pairing.State.CLOSED:
        return ENDED
    if agreement.signatures.filter(member__enrollment__user=message.person).exists():
        return _("They have signed it already.")
    return ""


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
register(
    MailKind(
        name="mentorship.pairing_published",
        klass="transactional",
        title=gettext_lazy("You have been paired"),
        why=gettext_lazy("You get this because you take part in a program and have been paired."),
        keeps_for=timedelta(days=14),
        render=render_pairing_published,
        still_wanted=pairing_published_wanted,
    )
)
register(
    MailKind(
        name="mentorship.agreement_to_sign",
        klass="transactional",
        title=gettext_lazy("An agreement to sign"),
        why=gettext_lazy("You get this once, because your agreement needs your signature."),
        keeps_for=timedelta(days=14),
        render=render_agreement_to_sign,
        still_wanted=agreement_to_sign_wanted,
    )
)
