"""Going on longer: one proposes a later last day, and it counts once all have agreed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import Extension, ExtensionAgreement, Pairing, PairingMember

LONGEST = timedelta(days=366)
PROPOSED = "mentorship.extension_proposed"
ANSWERED = "mentorship.extension_answered"


@transaction.atomic
def propose_extension(*, pairing: Pairing, by: User, now: datetime, ends_on: date) -> Extension:
    """The cohort's own last day is no limit: it stays closing as long as pairs work in it."""
    pairing = _locked(pairing)
    member = _member(pairing, by)
    _check_day(pairing, ends_on)
    if pairing.extensions.open().exists():
        raise DomainError(_("A later day was proposed already. Answer that one first."))
    extension = Extension.objects.create(
        pairing=pairing, ends_on=ends_on, by=member, proposed_at=now
    )
    _record("extension.propose", extension, by, now, ends_on=str(ends_on))
    _agree(extension, member, by, now)
    if extension.state == Extension.State.OPEN:
        _tell(extension, PROPOSED, member, now)
    return extension


def _check_day(pairing: Pairing, ends_on: date) -> None:
    assert pairing.ends_on is not None  # of every published pairing
    if not pairing.ends_on < ends_on <= pairing.ends_on + LONGEST:
        raise DomainError(
            _("Choose a day after %(day)s, at most a year later.") % {"day": pairing.ends_on}
        )


@transaction.atomic
def agree_extension(*, extension: Extension, by: User, now: datetime) -> Extension:
    """The last day moves with the last yes. Pressed twice, the first one stands."""
    pairing = _locked(extension.pairing)
    member = _member(pairing, by)
    extension = _fresh(extension)
    if extension.agreements.filter(member=member).exists():
        return extension
    _expect_open(extension)
    _agree(extension, member, by, now)
    if extension.state == Extension.State.AGREED:
        _tell(extension, ANSWERED, member, now)
    return extension


def _agree(extension: Extension, member: PairingMember, by: User, now: datetime) -> None:
    ExtensionAgreement.objects.create(extension=extension, member=member, agreed_at=now)
    _record("extension.agree", extension, by, now)
    pairing = extension.pairing
    if extension.agreements.count() < pairing.members.count():
        return
    _end(extension, Extension.State.AGREED, now)
    if pairing.ends_on is None or pairing.ends_on < extension.ends_on:
        pairing.ends_on = extension.ends_on
        pairing.save(update_fields=["ends_on"])


@transaction.atomic
def decline_extension(*, extension: Extension, by: User, now: datetime) -> Extension:
    """Not this time: the day stays as it is. By whoever proposed it: taken back, and nobody is
    told."""
    pairing = _locked(extension.pairing)
    member = _member(pairing, by)
    extension = _fresh(extension)
    if extension.state == Extension.State.DECLINED:
        return extension
    _expect_open(extension)
    _end(extension, Extension.State.DECLINED, now)
    cancel_messages(about=extension, reason=_("It was answered already."), now=now)
    _record("extension.decline", extension, by, now)
    if member.pk != extension.by_id:
        _tell(extension, ANSWERED, member, now)
    return extension


def _end(extension: Extension, state: str, now: datetime) -> None:
    extension.state, extension.ended_at = state, now
    extension.save(update_fields=["state", "ended_at"])


def _tell(extension: Extension, kind: str, but: PairingMember, now: datetime) -> None:
    others = extension.pairing.members.with_person().exclude(pk=but.pk)
    queue_messages(
        [
            draft_message(
                kind=kind,
                person=member.person,
                about=extension,
                scope=extension.scope,
                now=now,
                dedupe_key=f"{kind}:{extension.pk}:{member.pk}",
            )
            for member in others
        ]
    )


def _expect_open(extension: Extension) -> None:
    if extension.state == Extension.State.DECLINED:
        raise DomainError(_("This proposal is off the table. You can propose another day."))
    if extension.state == Extension.State.AGREED:
        raise DomainError(_("All of you have agreed to this already."))


def _fresh(extension: Extension) -> Extension:
    rows = Extension.objects.select_for_update(of=("self",))
    return rows.select_related("pairing__cohort").get(pk=extension.pk)


def _locked(pairing: Pairing) -> Pairing:
    """The row's lock makes answers come one after the other."""
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("cohort")
    pairing = rows.get(pk=pairing.pk)
    if not pairing.holds_seats:
        raise DomainError(_("This pairing has ended. Ask for a new one instead."))
    return pairing


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the members of a pairing decide how long it goes on."))
    return member


def _record(verb: str, extension: Extension, by: User, now: datetime, **details: str) -> None:
    record(by=by, verb=verb, about=extension, scope=extension.scope, now=now, **details)
