"""What a member's own page shows of a pairing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from mentorship.models import Agreement, Pairing, PairingMember
from mentorship.rhythm import zone_city


@dataclass(frozen=True)
class Partner:
    member: PairingMember
    person: User
    role_word: str
    local_now: datetime
    city: str


def partners(pairing: Pairing, user: User, now: datetime) -> list[Partner]:
    """The others of a pairing fetched with its people; no query."""
    words = pairing.cohort.program.words
    return [
        Partner(
            member,
            member.enrollment.user,
            words.role(member.role),
            member.enrollment.user.local(now),
            zone_city(member.enrollment.user.zone),
        )
        for member in pairing.members.all()
        if member.enrollment.user_id != user.pk
    ]


@dataclass(frozen=True)
class AgreementStatus:
    """Where a pairing's agreement stands for one of its members."""

    signed: Agreement | None
    draft: Agreement | None
    signed_by: frozenset[int]  # member ids under the draft
    waiting_for: list[User]

    @property
    def current(self) -> Agreement | None:
        """What is to be read now: a draft before the signed version it may replace."""
        return self.draft or self.signed

    def is_my_turn(self, member: PairingMember | None) -> bool:
        return self.draft is not None and member is not None and member.pk not in self.signed_by


def agreement_status(pairing: Pairing) -> AgreementStatus:
    """Two queries."""
    current = pairing.agreements.current().prefetch_related("signatures")
    by_state = {agreement.state: agreement for agreement in current}
    draft = by_state.get(Agreement.State.DRAFT)
    signed_by = frozenset(s.member_id for s in draft.signatures.all()) if draft else frozenset()
    waiting = [
        member.enrollment.user
        for member in pairing.members.all()
        if draft is not None and member.pk not in signed_by
    ]
    return AgreementStatus(by_state.get(Agreement.State.SIGNED), draft, signed_by, waiting)


def signatures_of(agreement: Agreement) -> list[tuple[User, date]]:
    """Who signed when, in each signer's own calendar."""
    signatures = agreement.signatures.select_related("member__enrollment__user").order_by("pk")
    found = [(signature.member.enrollment.user, signature.signed_at) for signature in signatures]
    return [(person, person.local_date(signed_at)) for person, signed_at in found]
