"""The life of a pairing: published, paused, resumed, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import Message, User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import (
    Cohort,
    Enrollment,
    Extension,
    Pairing,
    PairingMember,
    PartingNote,
    RematchWish,
)

from .hours import Taken, hours_taken, take_hour
from .programs import advance_cohort, check_open
from .rematch import check_possible, request_rematch, rule_out_partners
from .request_endings import settle_requests
from .seats import give_seats_back, take_seat

LONGEST_PAUSE = timedelta(days=366)
PAUSED = "mentorship.pairing_paused"
RESUMED = "mentorship.pairing_resumed"
ENDED = "mentorship.pairing_ended"


@dataclass
class Published:
    """What became of each draft that was to be published."""

    pairings: list[Pairing] = field(default_factory=list)
    # (draft, why it stays a draft)
    held_back: list[tuple[Pairing, object]] = field(default_factory=list)


@transaction.atomic
def publish_pairings(
    *, cohort: Cohort, by: User | None, now: datetime, only: Iterable[int] | None = None
) -> Published:
    """Publishes all drafts, or those named. Whoever was only invited holds their pairing back."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    _check_goes_on(cohort, now)
    drafts = Pairing.objects.in_cohort(cohort).proposed().with_people().order_by("pk")
    if only is not None:
        drafts = drafts.filter(pk__in=list(only))
    outcome = Published()
    mails: list[Message] = []
    taken = hours_taken(cohort, local_date(now, cohort.zone))
    for draft in drafts:
        draft.cohort = cohort
        try:
            mails += _publish_pairing(draft, taken, by, now)
            outcome.pairings.append(draft)
        except DomainError as held:
            outcome.held_back.append((draft, held.message))
    if outcome.pairings:
        queue_messages(mails)
        _settle(outcome.pairings, now)
        advance_cohort(cohort, Cohort.State.RUNNING)
        record(
            by=by,
            verb="pairings.publish",
            about=cohort,
            scope=cohort.scope,
            now=now,
            pairings=[pairing.pk for pairing in outcome.pairings],
        )
    return outcome


def _settle(pairings: list[Pairing], now: datetime) -> None:
    """Requests of people who have nobody to look for any more end here."""
    settle_requests([m.enrollment_id for p in pairings for m in p.members.all()], now)


def _check_goes_on(cohort: Cohort, now: datetime) -> None:
    check_open(cohort.program)
    if cohort.state == Cohort.State.CLOSED:
        raise DomainError(_("This cohort is closed, so nobody can be paired in it any more."))
    if cohort.is_over(local_date(now, cohort.zone)):
        raise DomainError(_("The last day of this cohort has passed. Give it a later one first."))
    if cohort.state == Cohort.State.CLOSING:
        raise DomainError(
            _(
                "This cohort is closing: pairs that work go on, and nobody new begins. Give it a "
                "later last day to go on."
            )
        )


def _publish_pairing(draft: Pairing, taken: Taken, by: User | None, now: datetime) -> list[Message]:
    members = list(draft.members.all())
    for member in members:
        _check_accepted(member.enrollment)
    _check_others(draft, members)
    check_possible(member.enrollment.user_id for member in members)
    with transaction.atomic():  # both seats or none
        for member in members:
            take_seat(member.enrollment, otherwise=_no_room(member))
    cohort = draft.cohort
    today = local_date(now, cohort.zone)
    draft.state, draft.locked = Pairing.State.ACTIVE, False
    draft.starts_on = max(cohort.starts_on, today)
    draft.ends_on = max(cohort.ends_on, draft.starts_on)
    for name in ("every", "weekday", "monthday", "nth", "at", "zone"):
        setattr(draft, name, getattr(cohort, name))
    take_hour(draft, [member.enrollment.user_id for member in members], taken)
    draft.published_at, draft.published_by = now, by
    draft.save()
    RematchWish.objects.meet([member.enrollment_id for member in members], now)
    return [_published_mail(draft, member, now) for member in members]


def _check_others(draft: Pairing, members: list[PairingMember]) -> None:
    """Nobody is paired with themselves, nor with whom they work as something else already. Set by
    hand, two people may have each other twice."""
    people = {member.enrollment.user_id for member in members}
    if len(people) < len(members) or len(members) < 2:
        raise DomainError(_("Nobody is paired with themselves. Propose again, or swap somebody."))
    if draft.by_hand:
        return
    working = Pairing.objects.in_cohort(draft.cohort).holding_seats()
    found = PairingMember.objects.filter(pairing__in=working, enrollment__user__in=people)
    together = found.order_by().values("pairing").annotate(n=Count("pk")).filter(n__gt=1)
    if together.exists():
        raise DomainError(
            _("Two of them work with each other in this cohort already. Swap one of them.")
        )


def _published_mail(pairing: Pairing, member: PairingMember, now: datetime) -> Message:
    return draft_message(
        kind="mentorship.pairing_published",
        person=member.enrollment.user,
        about=member,
        scope=pairing.scope,
        now=now,
        dedupe_key=f"pairing-published:{pairing.pk}:{member.pk}",
    )


def _check_accepted(enrollment: Enrollment) -> None:
    told = {"name": enrollment.user}
    if enrollment.state == Enrollment.State.INVITED:
        raise DomainError(
            _("%(name)s was invited and has not answered yet. Publish this once they accept.")
            % told
        )
    if enrollment.state != Enrollment.State.ACCEPTED:
        raise DomainError(
            _("%(name)s is not taking part any more. Choose somebody else or propose again.") % told
        )


def _no_room(member: PairingMember) -> object:
    told = {"name": member.enrollment.user}
    if member.role == Enrollment.Role.MENTOR:
        return _("All seats of %(name)s are taken. Choose somebody else for this pair.") % told
    return _("%(name)s already works with somebody else in this cohort.") % told


@transaction.atomic
def pause_pairing(
    *, pairing: Pairing, by: User | None, now: datetime, until: date | None = None
) -> Pairing:
    """Stops everything until a day, or until somebody resumes it. The seats stay taken."""
    pairing = _locked(pairing)
    _expect(pairing, Pairing.State.ACTIVE)
    today = local_date(now, pairing.zone)
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise DomainError(_("Choose a day after today, at most a year from now."))
    pairing.state = Pairing.State.PAUSED
    pairing.paused_until = until
    pairing.save(update_fields=["state", "paused_until"])
    _record("pairing.pause", pairing, by, now)
    _tell_all(PAUSED, pairing, now)
    return pairing


@transaction.atomic
def resume_pairing(*, pairing: Pairing, by: User | None, now: datetime) -> Pairing:
    pairing = _locked(pairing)
    _expect(pairing, Pairing.State.PAUSED)
    pairing.state = Pairing.State.ACTIVE
    pairing.paused_until = None
    pairing.save(update_fields=["state", "paused_until"])
    _record("pairing.resume", pairing, by, now)
    # Who has not read of the pause yet need not read of its end either.
    unaware = [
        member.pk
        for member in pairing.members.all()
        if cancel_messages(about=member, kinds=[PAUSED], now=now, reason=_("It goes on already."))
    ]
    _tell_all(RESUMED, pairing, now, but=unaware)
    return pairing


@transaction.atomic
def close_pairing(
    *,
    pairing: Pairing,
    by: User | None,
    now: datetime,
    reason: str,
    thanks: str = "",
    find_another: bool = False,
    rule_out: Iterable[int] = (),
) -> Pairing:
    """`reason` is one of CloseReason. All seats are free again. What follows is for members: thanks
    to the others, a wish for somebody else, and the people (ids) not to be paired with again."""
    pairing = _locked(pairing)
    _expect(pairing, Pairing.State.ACTIVE, Pairing.State.PAUSED)
    if reason not in Pairing.CloseReason.values:
        raise DomainError(_("Choose a reason, so that your program knows what to offer next."))
    pairing.state = Pairing.State.CLOSED
    pairing.paused_until = None
    pairing.closed_at, pairing.close_reason = now, reason
    pairing.save(update_fields=["state", "paused_until", "closed_at", "close_reason"])
    give_seats_back(pairing.members.values_list("enrollment", flat=True))
    pairing.extensions.open().update(state=Extension.State.DECLINED, ended_at=now)
    _record("pairing.close", pairing, by, now, reason=reason)
    member = pairing.members.of(by).first() if by is not None else None
    if by is not None and member is not None:
        _say_goodbye(member, by, now, thanks.strip(), find_another, list(rule_out))
    _tell_all(ENDED, pairing, now)
    return pairing


def _say_goodbye(
    member: PairingMember,
    by: User,
    now: datetime,
    thanks: str,
    find_another: bool,
    rule_out: list[int],
) -> None:
    if thanks:
        PartingNote.objects.create(member=member, text=thanks, written_at=now)
    if find_another:
        request_rematch(pairing=member.pairing, by=by, now=now)
    if rule_out:
        rule_out_partners(pairing=member.pairing, by=by, now=now, about=rule_out)


def resume_due_pairings(now: datetime) -> int:
    """Pauses whose day has come, in each pairing's own zone."""
    tomorrow_somewhere = (now + timedelta(days=1)).date()
    paused = Pairing.objects.in_state(Pairing.State.PAUSED).paused_until_before(tomorrow_somewhere)
    due = [p for p in paused if p.paused_until and p.paused_until <= local_date(now, p.zone)]
    for pairing in due:
        resume_pairing(pairing=pairing, by=None, now=now)
    return len(due)


def _tell_all(kind: str, pairing: Pairing, now: datetime, but: Iterable[int] = ()) -> None:
    """One mail to each member, whoever did it: two calendars changed."""
    queue_messages(
        [
            draft_message(
                kind=kind,
                person=member.person,
                about=member,
                scope=pairing.scope,
                now=now,
                dedupe_key=f"{kind}:{member.pk}:{now.isoformat()}",
            )
            for member in pairing.members.with_person().exclude(pk__in=list(but))
        ]
    )


def _locked(pairing: Pairing) -> Pairing:
    fresh = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    return fresh.get(pk=pairing.pk)


def _expect(pairing: Pairing, *states: str) -> None:
    if pairing.state in states:
        return
    sentences = {
        Pairing.State.PROPOSED: _("This pairing has not been published yet."),
        Pairing.State.ACTIVE: _("This pairing is not paused; it goes on as usual."),
        Pairing.State.PAUSED: _("This pairing is paused already. You can resume or close it."),
        Pairing.State.CLOSED: _("This pairing has ended."),
    }
    raise DomainError(sentences[Pairing.State(pairing.state)])


def _record(verb: str, pairing: Pairing, by: User | None, now: datetime, **details: str) -> None:
    record(by=by, verb=verb, about=pairing, scope=pairing.scope, now=now, **details)
