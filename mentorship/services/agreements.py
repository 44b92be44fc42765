"""Writing and signing what all members promise each other. A change needs all again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, queue_message
from mentorship.models import Agreement, AgreementSignature, Pairing, PairingMember

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
    if latest is not None and _same_texts(latest, texts) and latest.state == "signed":
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
    if pairing.state not in (Pairing.State.ACTIVE, Pairing.State.PAUSED):
        raise DomainError(NOT_WORKING)
    return pairing


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the members of a pairing write and sign its agreement."))
    return member
