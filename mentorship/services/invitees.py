"""Inviting people by their address, once more, and taking an invitation back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import Message, Suppression, User
from accounts.models.subjects import label_of
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from accounts.services.suppressions import address_hash
from mentorship.models import Cohort, Enrollment, Pairing

from .entrances import locked_cohort, require_people_welcome
from .new_accounts import account_facts
from .programs import advance_cohort, check_living

KIND = "mentorship.invitation"
State = Enrollment.State
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Invitee:
    email: str
    name: str = ""


@dataclass
class Invited:
    """What became of each: invited now, or why not (by address)."""

    places: list[Enrollment] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def invite_people(
    *, cohort: Cohort, role: str, people: Collection[Invitee], by: User, now: datetime
) -> Invited:
    """Who is here already, or asked to be left alone, is left out with the reason."""
    cohort = locked_cohort(cohort)
    require_people_welcome(cohort)
    if len(people) > MOST_AT_ONCE:
        raise DomainError(
            _("Up to %(most)s addresses at once, please. More of them fit into a file.")
            % {"most": MOST_AT_ONCE}
        )
    wanted = {person.email: person for person in people}
    users = _users(cohort, wanted.values(), now)
    there = {
        place.user_id: place
        for place in Enrollment.objects.in_cohort(cohort)
        .in_role(role)
        .filter(user__in=users.values())
    }
    found = Invited(left_out=_silent(users))
    for email, user in users.items():
        place = there.get(user.pk)
        reason = found.left_out.get(email) or _why_not(user, place)
        if reason:
            found.left_out[email] = reason
        else:
            found.places.append(_place(cohort, user, role, place, by, now))
    _keep(found.places)
    queue_messages(_mails(found.places, cohort, now))
    if found.places:
        advance_cohort(cohort, Cohort.State.RECRUITING)
    count, scope = len(found.places), cohort.scope
    record(by=by, verb="people.invite", about=cohort, scope=scope, now=now, role=role, count=count)
    return found


def _users(cohort: Cohort, people: Iterable[Invitee], now: datetime) -> dict[str, User]:
    """Accounts by address; new ones have no password. A name that is known stays as it is."""
    wanted = {person.email: person for person in people}
    known = {user.email: user for user in User.objects.filter(email__in=wanted)}
    program, zone = cohort.program, cohort.zone
    new = [
        User(email=email, **account_facts(program, name=person.name, now=now, zone=zone))
        for email, person in wanted.items()
        if email not in known
    ]
    User.objects.bulk_create(new, ignore_conflicts=True)
    made = {u.email: u for u in User.objects.filter(email__in=[user.email for user in new])}
    addresses = [EmailAddress(user=user, email=user.email, primary=True) for user in made.values()]
    EmailAddress.objects.bulk_create(addresses, ignore_conflicts=True)
    return {email: (known | made)[email] for email in wanted}


def _silent(users: dict[str, User]) -> dict[str, str]:
    hashes = {address_hash(email): email for email in users}
    silent = Suppression.objects.filter(address_hash__in=hashes)
    why = _("The mail server said that this address takes no mail.")
    return {hashes[digest]: why for digest in silent.values_list("address_hash", flat=True)}


def _why_not(user: User, place: Enrollment | None) -> str:
    if not user.is_active:
        return _("This account is closed.")
    if place is None:
        return ""
    if place.state == State.INVITED:
        return _("Invited already. You can send the invitation once more from the list.")
    if place.state in (State.APPLIED, State.ACCEPTED, State.WAITLISTED, State.COMPLETED):
        return _("Is here already in this role.")
    if place.decided_at is None:
        return _("Said no, or left. If they change their mind, they can use the cohort's link.")
    return ""


def _place(
    cohort: Cohort,
    user: User,
    role: str,
    place: Enrollment | None,
    by: User,
    now: datetime,
) -> Enrollment:
    place = place or Enrollment(cohort=cohort, user=user, role=role, created_at=now)
    place.cohort, place.user = cohort, user
    place.state, place.origin = State.INVITED, Enrollment.Origin.INVITATION
    place.entered_by, place.decided_at, place.decided_by = by, None, None
    if role == Enrollment.Role.MENTOR and not place.seats_taken:
        place.capacity = cohort.default_capacity
    return place


def _keep(places: list[Enrollment]) -> None:
    new = [place for place in places if place.pk is None]
    old = [place for place in places if place.pk is not None]
    Enrollment.objects.bulk_create(new)
    again = ["state", "origin", "entered_by", "decided_at", "decided_by", "capacity"]
    Enrollment.objects.bulk_update(old, again)


def _mails(places: Collection[Enrollment], cohort: Cohort, now: datetime) -> list[Message]:
    sent = mails_about(places)
    return [
        draft_message(
            kind=KIND,
            person=place.user,
            about=place,
            scope=cohort.scope,
            now=now,
            # «place»: an import counts by cohort and person, which are numbers as well.
            dedupe_key=f"{KIND}:place:{place.pk}:{sent.get(place.pk, 0) + 1}",
        )
        for place in places
    ]


def mails_about(places: Iterable[Enrollment]) -> dict[int, int]:
    """How many invitations each has had, by id of the place."""
    mails = Message.objects.filter(
        kind=KIND, subject_label=label_of(Enrollment), subject_id__in=[p.pk for p in places]
    )
    counted = mails.order_by().values_list("subject_id").annotate(count=Count("pk"))
    return dict(counted)


@transaction.atomic
def resend_invitations(
    *, cohort: Cohort, places: Collection[int], by: User, now: datetime
) -> list[Enrollment]:
    """Once more, and never a third time."""
    cohort = locked_cohort(cohort)
    require_people_welcome(cohort)
    found = _pending(cohort, places)
    sent = mails_about(found)
    once = [place for place in found if sent.get(place.pk, 0) < 2]
    if not once:
        raise DomainError(
            _("They have had the invitation twice. A third one would not help; write to them.")
        )
    queue_messages(_mails(once, cohort, now))
    for place in once:
        record(by=by, verb="invitation.resend", about=place, scope=cohort.scope, now=now)
    return once


@transaction.atomic
def withdraw_invitations(
    *, cohort: Cohort, places: Collection[int], by: User, now: datetime
) -> list[Enrollment]:
    """Nobody is written to; the links in their mails say that the place is no longer there."""
    cohort = locked_cohort(cohort)
    check_living(cohort.program)
    found = _pending(cohort, places)
    Pairing.objects.proposed().filter(members__enrollment__in=found).delete()
    for place in found:
        place.state, place.decided_at, place.decided_by = State.WITHDRAWN, now, by
        cancel_messages(about=place, reason=_("The invitation was taken back."), now=now)
        record(by=by, verb="invitation.withdraw", about=place, scope=cohort.scope, now=now)
    Enrollment.objects.bulk_update(found, ["state", "decided_at", "decided_by"])
    return found


def _pending(cohort: Cohort, places: Collection[int]) -> list[Enrollment]:
    rows = Enrollment.objects.in_cohort(cohort).pending_invitations().filter(pk__in=places)
    found = list(rows.select_for_update(of=("self",)).select_related("user"))
    if not found:
        raise DomainError(_("Choose at least one invitation that is still open."))
    return found
