"""Another rhythm for the pair: one proposes it, and it counts once all have agreed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from checkins.models import CheckIn, CheckInChange, RhythmAgreement, RhythmProposal
from mentorship.cadence import Cadence, Occurrence, instant_of
from mentorship.models import Pairing, PairingMember
from mentorship.services.rhythms import set_rhythm

from .calendars import tell_calendars
from .check_ins import RESTING, call_off, due_to_plan, keep_rhythm
from .off_days import apart_of
from .time_endings import end_times_of

PROPOSED = "checkins.rhythm_proposed"
ANSWERED = "checkins.rhythm_answered"
State = RhythmProposal.State


@transaction.atomic
def propose_rhythm(
    *, pairing: Pairing, by: User, cadence: Cadence, now: datetime
) -> RhythmProposal:
    """One at a time, so that everybody answers the same."""
    pairing = _locked(pairing)
    member = _member(pairing, by)
    if cadence == pairing.cadence:
        raise DomainError(_("This is how you meet already."))
    if pairing.rhythm_proposals.open().exists():
        raise DomainError(_("Another rhythm was proposed already. Answer that one first."))
    proposal = RhythmProposal.objects.create(
        pairing=pairing,
        by=member,
        proposed_at=now,
        every=cadence.every,
        weekday=cadence.weekday,
        monthday=cadence.monthday,
        nth=cadence.nth,
        at=cadence.at,
        zone=cadence.zone,
    )
    _record("propose", proposal, by, now)
    RhythmAgreement.objects.create(proposal=proposal, member=member, agreed_at=now)
    _tell(PROPOSED, proposal, member, now)
    return proposal


@transaction.atomic
def agree_rhythm(*, proposal: RhythmProposal, by: User, now: datetime) -> RhythmProposal:
    """With the last yes what is planned follows. Pressed twice, the first one stands."""
    proposal, member = _to_answer(proposal, by)
    if proposal.agreements.filter(member=member).exists():
        return proposal
    _expect_open(proposal)
    RhythmAgreement.objects.create(proposal=proposal, member=member, agreed_at=now)
    _record("agree", proposal, by, now)
    pairing = proposal.pairing
    if proposal.agreements.count() == pairing.members.count():
        _end(proposal, State.AGREED, now)
        was = pairing.cadence
        set_rhythm(pairing=pairing, cadence=proposal.cadence, by=by, now=now)
        _follow(proposal, was, now)
        _tell(ANSWERED, proposal, member, now)
    return proposal


@transaction.atomic
def decline_rhythm(*, proposal: RhythmProposal, by: User, now: datetime) -> RhythmProposal:
    """Not this time. By whoever proposed it: taken back, and nobody is told."""
    proposal, member = _to_answer(proposal, by)
    if proposal.state == State.DECLINED:
        return proposal
    _expect_open(proposal)
    _end(proposal, State.DECLINED, now)
    _record("decline", proposal, by, now)
    if member.pk != proposal.by_id:
        _tell(ANSWERED, proposal, member, now)
    return proposal


# -- What is planned follows ---------------------------------------------------------------------


def _follow(proposal: RhythmProposal, was: Cadence, now: datetime) -> None:
    """In their order, so that what was prepared for the next one stays with the next one. What was
    moved by hand stays where it was put."""
    pairing = proposal.pairing
    rows = _planned_by(was, pairing, now)
    # Out of each other's way first: a day has one check-in.
    lifted = CheckIn.objects.filter(pk__in=[row.pk for row in rows])
    lifted.update(state=CheckIn.State.PROPOSED, rule_on=None)
    coming = _free_days(pairing, now)
    for check_in, occurrence in zip(rows, coming, strict=False):
        _put(check_in, occurrence, proposal, now)
    for check_in in rows[len(coming) :]:
        check_in.rule_on = None
        call_off(check_in, now)
    keep_rhythm(pairing=pairing, now=now)


def _planned_by(was: Cadence, pairing: Pairing, now: datetime) -> list[CheckIn]:
    """Ahead, at the very times of the rhythm that was."""
    ahead = pairing.check_ins.ahead(now).exclude(rule_on=None).order_by("starts_at")
    zone = ZoneInfo(was.zone)
    rows = [row for row in ahead if row.starts_at == instant_of(row.rule_on, was.at, zone)]
    for row in rows:
        row.pairing = pairing
    return rows


def _free_days(pairing: Pairing, now: datetime) -> list[Occurrence]:
    standing = pairing.check_ins.standing()
    taken = set(standing.values_list("local_on", flat=True))
    taken |= set(pairing.check_ins.exclude(rule_on=None).values_list("rule_on", flat=True))
    apart = apart_of(pairing, now)
    due = (row for row in due_to_plan(pairing, now) if row.local_date not in taken)
    return [row for row in due if apart.why(row.starts_at) is None]


def _put(
    check_in: CheckIn, occurrence: Occurrence, proposal: RhythmProposal, now: datetime
) -> None:
    was_at = check_in.starts_at
    check_in.rule_on = occurrence.local_date
    check_in.put_at(occurrence.starts_at, now)
    check_in.save()
    if was_at == check_in.starts_at:
        return
    end_times_of(check_in, now)
    if check_in.invitations.exists():
        check_in.sequence += 1
        check_in.save(update_fields=["sequence"])
        CheckInChange.objects.create(
            check_in=check_in,
            sequence=check_in.sequence,
            what=CheckInChange.What.AGREED,
            by=proposal.by,
            was_at=was_at,
            at=now,
        )
        tell_calendars(check_in, now)


# -- Shared --------------------------------------------------------------------------------------


def _end(proposal: RhythmProposal, state: str, now: datetime) -> None:
    proposal.state, proposal.ended_at = state, now
    proposal.save(update_fields=["state", "ended_at"])
    cancel_messages(about=proposal, kinds=[PROPOSED], reason=_("It was answered already."), now=now)


def _tell(kind: str, proposal: RhythmProposal, but: PairingMember, now: datetime) -> None:
    others = proposal.pairing.members.with_person().exclude(pk=but.pk)
    queue_messages(
        [
            draft_message(
                kind=kind,
                person=member.person,
                about=proposal,
                scope=proposal.scope,
                now=now,
                dedupe_key=f"{kind}:{proposal.pk}:{member.pk}",
            )
            for member in others
        ]
    )


def _locked(pairing: Pairing) -> Pairing:
    """The row's lock makes answers come one after the other."""
    rows = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    pairing = rows.get(pk=pairing.pk)
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)
    return pairing


def _to_answer(proposal: RhythmProposal, by: User) -> tuple[RhythmProposal, PairingMember]:
    pairing = _locked(proposal.pairing)
    proposal = RhythmProposal.objects.select_related("by").get(pk=proposal.pk)
    proposal.pairing = pairing
    return proposal, _member(pairing, by)


def _member(pairing: Pairing, by: User) -> PairingMember:
    member = pairing.members.of(by).first()
    if member is None:
        raise DomainError(_("Only the people who meet choose when."))
    return member


def _expect_open(proposal: RhythmProposal) -> None:
    if proposal.state == State.AGREED:
        raise DomainError(_("All of you have agreed to this already."))
    if proposal.state == State.DECLINED:
        raise DomainError(_("This proposal is off the table. You can propose another one."))


def _record(verb: str, proposal: RhythmProposal, by: User, now: datetime) -> None:
    record(by=by, verb=f"rhythm.{verb}", about=proposal, scope=proposal.scope, now=now)
