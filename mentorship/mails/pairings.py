"""To the people of a pairing: that it is there, and that an agreement waits for their name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from mentorship.models import Agreement, Pairing, PairingMember
from mentorship.queries.criteria import listed
from mentorship.queries.reasons import member_reasons
from mentorship.rhythm import rhythm_sentence

from .life import ENDED, member_of, see_pairing

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
            *[_how_to_write_to(one) for one in others],
        ],
        buttons=[see_pairing(pairing.pk)],
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


def _how_to_write_to(member: PairingMember) -> tuple[str, str]:
    person = member.enrollment.user
    return _("Write to %(name)s") % {"name": person.short_name}, person.email


def pairing_published_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    if member is None or not member.pairing.holds_seats:
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
