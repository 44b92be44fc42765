"""What a coordinator sets by hand: pairs that stay, and pairs that never come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, Enrollment, ForbiddenPair, Pairing


@transaction.atomic
def lock_pairing(*, pairing: Pairing, by: User, now: datetime) -> Pairing:
    """The next proposals keep this draft. Locking it twice changes nothing."""
    return _set_lock(pairing, True, "pairing.lock", by, now)


@transaction.atomic
def unlock_pairing(*, pairing: Pairing, by: User, now: datetime) -> Pairing:
    return _set_lock(pairing, False, "pairing.unlock", by, now)


def _set_lock(pairing: Pairing, locked: bool, verb: str, by: User, now: datetime) -> Pairing:
    draft = Pairing.objects.select_for_update(of=("self",)).select_related("cohort")
    draft = draft.proposed().filter(pk=pairing.pk).first()
    if draft is None:
        raise DomainError(_("This pair is no longer a draft, so there is nothing to lock."))
    if draft.locked != locked:
        draft.locked = locked
        draft.save(update_fields=["locked"])
        record(by=by, verb=verb, about=draft, scope=draft.cohort.scope, now=now)
    return draft


@transaction.atomic
def forbid_pair(
    *, cohort: Cohort, mentee_id: int, mentor_id: int, by: User, now: datetime
) -> ForbiddenPair:
    """These two are not proposed to each other in this cohort, in whichever role. A draft of the
    two goes; one that is locked says no first."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    one, other = _two_people(cohort, mentee_id, mentor_id)
    together = Pairing.objects.in_cohort(cohort).of_two(one, other)
    if together.holding_seats().exists():
        raise DomainError(_("These two work together already. Close their pairing first."))
    drafts = together.proposed()
    if drafts.locked().exists():
        raise DomainError(_("This pair is locked. Unlock it first, then keep the two apart."))
    first, second = sorted((one, other))
    found, is_new = ForbiddenPair.objects.get_or_create(
        cohort=cohort, first_id=first, second_id=second, defaults={"by": by, "at": now}
    )
    drafts.delete()
    if is_new:
        record(
            by=by,
            verb="pair.forbid",
            about=found,
            scope=cohort.scope,
            now=now,
            people=[first, second],
        )
    return found


def _two_people(cohort: Cohort, mentee_id: int, mentor_id: int) -> tuple[int, int]:
    """The accounts behind a mentee's and a mentor's place in this cohort."""
    places = Enrollment.objects.in_cohort(cohort)
    mentee = places.mentees().filter(pk=mentee_id).first()
    mentor = places.mentors().filter(pk=mentor_id).first()
    if mentee is None or mentor is None:
        raise DomainError(_("Choose two people who take part in this cohort."))
    if mentee.user_id == mentor.user_id:
        raise DomainError(_("Nobody is paired with themselves."))
    return mentee.user_id, mentor.user_id


@transaction.atomic
def allow_pair(*, forbidden: ForbiddenPair, by: User, now: datetime) -> None:
    """The two may be proposed again; nothing is proposed by that. Pressed by two at once, it is
    written down once."""
    gone, _rows = ForbiddenPair.objects.filter(pk=forbidden.pk).delete()
    if gone:
        people, scope = [forbidden.first_id, forbidden.second_id], forbidden.cohort.scope
        record(by=by, verb="pair.allow", about=forbidden, scope=scope, now=now, people=people)
