"""Writing and signing what all members promise each other. A change needs all again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, draft_message, queue_message, queue_messages
from mentorship.models import Agreement, AgreementSignature, Pairing, PairingMember

OPEN = "mentorship.agreement_open"
TWO_WEEKS = timedelta(days=14)
TOO_LATE = timedelta(days=14)  # later it was paused, or worked before this was asked
AT_ONCE = 200
NOT_WORKING = _("This pairing is over, so its agreement stays as it was.")


@transaction.atomic
def draft_agreement(
    *, pairing: Pairing, by: User, texts: Mapping[str, str], now: datetime
) -> Agreement:
    """A new version signed by its writer; the draft before it is replaced, and so is any signed
    version once all have signed the new one. The others get one mail."""
    pairing = _locked(pairing)
    member = _member(pairing, by)
    _replace_draft(pairing, now)
    latest = pairing.agreements.order_by("-version").first()
    if latest is not None and _same_texts(latest, texts) and latest.state == Agreement.State.SIGNED:
        raise DomainError(_("Nothing has changed, so the signed agreement stays as it is."))
    agreement = Agreement.objects.create(
        pairing=pairing,
        version=latest.version + 1 if latest else 1,
        written_by=member,
        created_at=now,
        **{field: texts[field].strip() for field in Agreement.TEXTS},
    )
    record(
        by=by,
        verb="agreement.draft",
        about=agreement,
        scope=pairing.scope,
        now=now,
        version=agreement.version,
    )
    _sign(agreement, member, by, now)
    _ask_the_others(agreement, member, now)
    return agreement


def _replace_draft(pairing: Pairing, now: datetime) -> None:
    draft = pairing.agreements.current().filter(state=Agreement.State.DRAFT).first()
    if draft is not None:
        draft.state = Agreement.State.SUPERSEDED
        draft.save(update_fields=["state"])
        cancel_messages(about=draft, reason=_("A newer version was written."), now=now)


@transaction.atomic
def sign_agreement(*, agreement: Agreement, by: User, now: datetime) -> Agreement:
    """Signs the version that was on screen, never a newer one unseen."""
    pairing = _locked(agreement.pairing)
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    member = _member(pairing, by)
    if agreement.state == Agreement.State.SUPERSEDED:
        raise DomainError(
            _("This version was replaced by a newer one. Please read that one first.")
        )
    if agreement.signatures.filter(member=member).exists():
        return agreement
    _sign(agreement, member, by, now)
    return agreement


def _sign(agreement: Agreement, member: PairingMember, by: User, now: datetime) -> None:
    AgreementSignature.objects.create(agreement=agreement, member=member, signed_at=now)
    scope = agreement.pairing.scope
    record(by=by, verb="agreement.sign", about=agreement, scope=scope, now=now)
    if agreement.signatures.count() < agreement.pairing.members.count():
        return
    agreement.pairing.agreements.filter(state=Agreement.State.SIGNED).update(
        state=Agreement.State.SUPERSEDED
    )
    agreement.state = Agreement.State.SIGNED
    agreement.signed_at = now
    agreement.save(update_fields=["state", "signed_at"])


def _ask_the_others(agreement: Agreement, writer: PairingMember, now: datetime) -> None:
    """Once per version and person; nothing follows it."""
    for member in agreement.pairing.members.with_person().exclude(pk=writer.pk):
        queue_message(
            kind="mentorship.agreement_to_sign",
            person=member.person,
            about=agreement,
            scope=agreement.pairing.scope,
            now=now,
            dedupe_key=f"agreement-to-sign:{agreement.pk}:{member.pk}",
        )


def _same_texts(agreement: Agreement, texts: Mapping[str, str]) -> bool:
    return all(getattr(agreement, field) == texts[field].strip() for field in Agreement.TEXTS)


def _locked(pairing: Pairing) -> Pairing:
    """The row's lock makes versions and last signatures come one after the other."""
    fresh = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    pairing = fresh.get(pk=pairing.pk)
    if not pairing.holds_seats:
        raise DomainError(NOT_WORKING)
    return pairing


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the members of a pairing write and sign its agreement."))
    return member


def ask_for_agreements(now: datetime) -> int:
    """The sweep of day 14: one mail to whoever has not signed, or to all where nobody has written
    anything. Each pairing is looked at once."""
    due = Pairing.objects.to_ask_agreement((now - TWO_WEEKS).date()).select_related("cohort")
    return sum(_ask_once(pairing, now) for pairing in due.order_by("starts_on")[:AT_ONCE])


@transaction.atomic
def _ask_once(pairing: Pairing, now: datetime) -> int:
    fresh = Pairing.objects.active().filter(pk=pairing.pk, agreement_asked_at=None)
    if not fresh.update(agreement_asked_at=now):
        return 0
    began = pairing.starts_on
    if began is None or began < (now - TWO_WEEKS - TOO_LATE).date():
        return 1
    if not pairing.agreements.filter(state=Agreement.State.SIGNED).exists():
        _ask_who_is_missing(pairing, now)
    return 1


def _ask_who_is_missing(pairing: Pairing, now: datetime) -> None:
    signed = AgreementSignature.objects.filter(
        agreement__pairing=pairing, agreement__state=Agreement.State.DRAFT
    )
    missing = pairing.members.with_person().exclude(pk__in=signed.values("member"))
    queue_messages(
        [
            draft_message(
                kind=OPEN,
                person=member.person,
                about=member,
                scope=pairing.scope,
                now=now,
                dedupe_key=f"{OPEN}:{member.pk}",
            )
            for member in missing
        ]
    )
    record(by=None, verb="agreement.ask", about=pairing, scope=pairing.scope, now=now)
