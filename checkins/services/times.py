"""Finding a time together: one proposes up to three, the others choose.

The rule is the same for two and for three: each of the others says which of the times suit them,
and the earliest that suits everybody is taken. Between two people that is the one they pick.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import draft_message, queue_messages
from checkins.models import (
    CheckIn,
    CheckInChange,
    ProposedTime,
    Rhythm,
    TimeAnswer,
    TimeProposal,
)
from mentorship.models import Pairing, PairingMember

from .calendars import tell_calendars
from .check_ins import RESTING, expect_good_time
from .time_endings import PROPOSED, end_proposal, end_times_of, let_go

MOST_TIMES = 3
UNSUITABLE = "checkins.times_unsuitable"
State = TimeProposal.State


@transaction.atomic
def propose_check_in(
    *, pairing: Pairing, by: User, times: Collection[datetime], minutes: int, now: datetime
) -> TimeProposal:
    """A further one, or the first. Until a time is found it is in no calendar. Where one is being
    looked for already, these times take the place of those."""
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    pairing = rows.get(pk=pairing.pk)
    _expect_active(pairing)
    check_in = pairing.check_ins.proposed().first()
    if check_in is None:
        check_in = CheckIn(pairing=pairing, state=CheckIn.State.PROPOSED, created_at=now)
    check_in.minutes = minutes
    check_in.put_at(_good(times, now)[0], now)
    check_in.save()
    return propose_times(check_in=check_in, by=by, times=times, now=now)


@transaction.atomic
def propose_times(
    *, check_in: CheckIn, by: User, times: Collection[datetime], now: datetime
) -> TimeProposal:
    """Replaces what was proposed before, by oneself or by somebody whom it then tells so."""
    check_in = _locked(check_in)
    member = _member(check_in.pairing, by)
    good = _good(times, now)
    for starts_at in good:
        expect_good_time(check_in, starts_at, now)
    end_times_of(check_in, now, by=member)
    if check_in.is_proposed:
        check_in.put_at(good[0], now)
        check_in.save(update_fields=CheckIn.PLACE)
    proposal = TimeProposal.objects.create(
        check_in=check_in, by=member, proposed_at=now, expires_at=good[-1]
    )
    ProposedTime.objects.bulk_create(
        ProposedTime(proposal=proposal, starts_at=starts_at) for starts_at in good
    )
    _record("propose", proposal, by, now, times=len(good))
    _tell(PROPOSED, proposal, member, now)
    return proposal


@transaction.atomic
def pick_time(
    *, proposal: TimeProposal, by: User, times: Collection[int], now: datetime
) -> TimeProposal:
    """`times` are the keys of those that suit. With the last answer the check-in has its time, or
    none of them suits everybody. Said twice, the first word stands."""
    proposal, member = _to_answer(proposal, by)
    if TimeAnswer.objects.filter(time__proposal=proposal, member=member).exists():
        return proposal
    expect_open_times(proposal, now)
    _expect_not_own(proposal, member)
    suiting = list(proposal.times.filter(pk__in=times, starts_at__gt=now))
    if not suiting:
        raise DomainError(_("Choose a time, or say that none of them suits."), field="times")
    TimeAnswer.objects.bulk_create(TimeAnswer(time=time, member=member, at=now) for time in suiting)
    _record("pick", proposal, by, now)
    _settle(proposal, member, now)
    return proposal


def _settle(proposal: TimeProposal, member: PairingMember, now: datetime) -> None:
    answers = TimeAnswer.objects.filter(time__proposal=proposal)
    others = proposal.check_in.pairing.members.exclude(pk=proposal.by_id)
    missing = others.exclude(pk__in=answers.values("member"))
    if missing.exists():
        return
    needed = others.count()
    for time in proposal.times.filter(starts_at__gt=now).prefetch_related("answers"):
        if len(time.answers.all()) == needed:
            _take(proposal, time.starts_at, now)
            return
    _say_unsuitable(proposal, member, now)


def _take(proposal: TimeProposal, starts_at: datetime, now: datetime) -> None:
    check_in = proposal.check_in
    expect_good_time(check_in, starts_at, now)
    was_at, was_planned = check_in.starts_at, check_in.state == CheckIn.State.PLANNED
    check_in.put_at(starts_at, now)
    check_in.state = CheckIn.State.PLANNED
    if was_planned and was_at != starts_at:
        check_in.sequence += 1
        CheckInChange.objects.create(
            check_in=check_in,
            sequence=check_in.sequence,
            what=CheckInChange.What.AGREED,
            by=proposal.by,
            was_at=was_at,
            at=now,
        )
    check_in.save(update_fields=[*CheckIn.PLACE, "state", "sequence"])
    end_proposal(proposal, State.PICKED, now)
    tell_calendars(check_in, now)
    Rhythm.objects.filter(pairing=check_in.pairing).update(look_again_at=now)


@transaction.atomic
def decline_times(*, proposal: TimeProposal, by: User, now: datetime) -> TimeProposal:
    """None of them suits. Nobody is asked why; anybody can propose others."""
    proposal, member = _to_answer(proposal, by)
    if proposal.state == State.UNSUITABLE:
        return proposal
    expect_open_times(proposal, now)
    _expect_not_own(proposal, member)
    _record("decline", proposal, by, now)
    _say_unsuitable(proposal, member, now)
    return proposal


def _say_unsuitable(proposal: TimeProposal, member: PairingMember, now: datetime) -> None:
    """The check-in goes on being looked for: its place waits for other times."""
    proposal.ended_by = member
    end_proposal(proposal, State.UNSUITABLE, now)
    _tell(UNSUITABLE, proposal, member, now)


@transaction.atomic
def withdraw_times(*, proposal: TimeProposal, by: User, now: datetime) -> TimeProposal:
    """By whoever proposed them. What is planned stays as planned."""
    proposal, member = _to_answer(proposal, by)
    if proposal.state == State.WITHDRAWN:
        return proposal
    expect_open_times(proposal, now)
    if member.pk != proposal.by_id:
        raise DomainError(_("Somebody else proposed these. Choose one, or say that none suits."))
    end_proposal(proposal, State.WITHDRAWN, now)
    let_go(proposal.check_in, now)
    _record("withdraw", proposal, by, now)
    return proposal


# -- Shared --------------------------------------------------------------------------------------


def _good(times: Collection[datetime], now: datetime) -> Sequence[datetime]:
    good = sorted(set(times))
    if not good:
        raise DomainError(_("Choose at least one time."), field="times")
    if len(good) > MOST_TIMES:
        raise DomainError(_("Three times are enough to choose from."), field="times")
    if good[0] <= now:
        raise DomainError(_("Choose times that are still ahead of you."), field="times")
    return good


def _tell(kind: str, proposal: TimeProposal, but: PairingMember, now: datetime) -> None:
    others = proposal.check_in.pairing.members.with_person().exclude(pk=but.pk)
    queue_messages(
        [
            draft_message(
                kind=kind,
                person=member.person,
                about=proposal,
                scope=proposal.scope,
                now=now,
                dedupe_key=f"{kind}:{proposal.pk}:{member.pk}",
                not_after=proposal.expires_at,
            )
            for member in others
        ]
    )


def _locked(check_in: CheckIn) -> CheckIn:
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related(
        "pairing__cohort__program"
    )
    check_in = rows.get(pk=check_in.pk)
    _expect_active(check_in.pairing)
    if check_in.state not in (CheckIn.State.PROPOSED, CheckIn.State.PLANNED):
        raise DomainError(_("This is over already. Look for another time instead."))
    return check_in


def _to_answer(proposal: TimeProposal, by: User) -> tuple[TimeProposal, PairingMember]:
    """The check-in's lock makes answers come one after the other."""
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related(
        "pairing__cohort__program"
    )
    check_in = rows.get(pk=proposal.check_in_id)
    _expect_active(check_in.pairing)
    fresh = TimeProposal.objects.select_for_update(of=("self",)).select_related("by")
    proposal = fresh.get(pk=proposal.pk)
    proposal.check_in = check_in
    return proposal, _member(check_in.pairing, by)


def _expect_active(pairing: Pairing) -> None:
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the people who meet choose when."))
    return member


def expect_open_times(proposal: TimeProposal, now: datetime) -> None:
    if proposal.state == State.PICKED:
        raise DomainError(_("A time was found already. It stands on the page of the check-in."))
    if not proposal.is_open:
        raise DomainError(_("These times are off the table. You can propose others."))
    if proposal.expires_at <= now:
        raise DomainError(_("These times have passed. You can propose others."))


def _expect_not_own(proposal: TimeProposal, member: PairingMember) -> None:
    if member.pk == proposal.by_id:
        raise DomainError(_("You proposed these yourself, so somebody else chooses."))


def _record(verb: str, proposal: TimeProposal, by: User, now: datetime, **details: int) -> None:
    record(
        by=by,
        verb=f"times.{verb}",
        about=proposal,
        scope=proposal.scope,
        now=now,
        **details,
    )
