"""Mails about going on longer: proposed to the others, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from mentorship.models import Agreement, Extension, Pairing

from .life import ENDED, YOU_WORK, act, see_pairing

AGREE_EXTENSION = "mentorship.agree_extension"
DECLINE_EXTENSION = "mentorship.decline_extension"


def extension_of(message: Message) -> Extension | None:
    extensions = Extension.objects.select_related(
        "pairing__cohort__program", "by__enrollment__user"
    )
    return extensions.filter(pk=message.subject_id).first()


def render_extension_proposed(message: Message, now: datetime) -> Content:
    extension, person = extension_of(message), message.person
    assert extension is not None and person is not None
    told = {"name": extension.by.person.short_name, "day": date_format(extension.ends_on)}
    return Content(
        subject=_("Would you like to go on together?"),
        heading=_("%(name)s would like to go on until %(day)s") % told,
        preheader=_("Yes or not this time is one click; you need not sign in for it."),
        paragraphs=[
            _("%(name)s proposes to go on working together until %(day)s.") % told,
            _("It counts once all of you have said yes. Nobody is asked why not."),
        ],
        facts=[(_("Your last day now"), date_format(extension.pairing.ends_on))],
        closing=_agreement_stays(extension),
        buttons=[
            Button(
                _("Yes, let us go on"),
                act(extension, person, AGREE_EXTENSION, extension.scope, now),
                primary=True,
            ),
            Button(
                _("Not this time"),
                act(extension, person, DECLINE_EXTENSION, extension.scope, now),
            ),
        ],
        thread=f"pairing-{extension.pairing_id}",
    )


def _agreement_stays(extension: Extension) -> list[str]:
    """What was signed may name the day that moves; nobody has to sign again for it."""
    if not extension.pairing.agreements.filter(state=Agreement.State.SIGNED).exists():
        return []
    return [
        _("Your agreement stays signed, word for word, and the later day is shown beside it.")
        + " "
        + _("If something else is to change with it, write a new version.")
    ]


def extension_proposed_wanted(message: Message, now: datetime) -> str:
    extension = extension_of(message)
    if extension is None or extension.state != Extension.State.OPEN:
        return _("It was answered already.")
    if extension.pairing.state == Pairing.State.CLOSED:
        return ENDED
    if extension.agreements.filter(member__enrollment__user=message.person).exists():
        return _("It was answered already.")
    return ""


def render_extension_answered(message: Message, now: datetime) -> Content:
    extension = extension_of(message)
    assert extension is not None
    last = date_format(extension.pairing.ends_on)
    agreed = extension.state == Extension.State.AGREED
    return Content(
        subject=_("About going on together"),
        heading=_("You go on until %(day)s") % {"day": last}
        if agreed
        else _("Your last day stays %(day)s") % {"day": last},
        preheader=_("Your pairing, and how long it goes on."),
        paragraphs=[
            _("Everybody has said yes, so your last day is %(day)s now.") % {"day": last}
            if agreed
            else _(
                "A later day does not suit everybody right now, so it stays %(day)s. What you "
                "have until then is yours, and another day can be proposed any time."
            )
            % {"day": last}
        ],
        buttons=[see_pairing(extension.pairing_id)],
        closing=_agreement_stays(extension) if agreed else [],
        thread=f"pairing-{extension.pairing_id}",
    )


def extension_answered_wanted(message: Message, now: datetime) -> str:
    extension = extension_of(message)
    if extension is None or extension.pairing.state == Pairing.State.CLOSED:
        return ENDED
    return ""


register(
    MailKind(
        name="mentorship.extension_proposed",
        klass="transactional",
        title=gettext_lazy("Going on together"),
        why=YOU_WORK,
        keeps_for=timedelta(days=14),
        render=render_extension_proposed,
        still_wanted=extension_proposed_wanted,
    )
)
register(
    MailKind(
        name="mentorship.extension_answered",
        klass="service",
        title=gettext_lazy("Answers about going on together"),
        why=YOU_WORK,
        keeps_for=timedelta(days=7),
        counts=True,
        render=render_extension_answered,
        still_wanted=extension_answered_wanted,
    )
)
