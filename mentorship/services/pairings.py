"""The life of a pairing: published, paused, resumed, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import Message, User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import (
    Cohort,
    Extension,
    NeverAgain,
    Pairing,
    PairingMember,
    PartingNote,
)

from .hours import hours_taken
from .programs import advance_cohort, check_open, check_pairs
from .publishing import RHYTHM, Checks, begin
from .rematch import request_rematch, rule_out_partners
from .request_endings import settle_requests
from .seats import give_seats_back

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
    check_goes_on(cohort, now)
    drafts = Pairing.objects.in_cohort(cohort).proposed().order_by("pk")
    if only is not None:
        drafts = drafts.filter(pk__in=list(only))
    outcome = _sorted_out(cohort, drafts)
    if outcome.pairings:
        _begin(outcome.pairings, cohort, by, now)
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


def _sorted_out(cohort: Cohort, drafts: QuerySet[Pairing]) -> Published:
    """Those for whom all seats are taken now, and those that something keeps back."""
    outcome, read = Published(), list(drafts.with_people())
    checks = Checks(cohort, drafts, read)
    for draft in read:
        draft.cohort = cohort
        try:
            checks.take(draft)
            outcome.pairings.append(draft)
        except DomainError as held:
            outcome.held_back.append((draft, held.message))
    checks.seats.write(_("Some seats were taken in the meantime. Publish once more."))
    return outcome


def _begin(pairings: list[Pairing], cohort: Cohort, by: User | None, now: datetime) -> None:
    today = local_date(now, cohort.zone)
    starts_on = max(cohort.starts_on, today)
    changes = {
        "state": Pairing.State.ACTIVE,
        "locked": False,
        "starts_on": starts_on,
        "ends_on": max(cohort.ends_on, starts_on),
        "published_at": now,
        "published_by": by,
        **{name: getattr(cohort, name) for name in RHYTHM},
    }
    for pairing in pairings:
        pairing.weekday, pairing.at = cohort.weekday, cohort.at
    begin(pairings, changes, hours_taken(cohort, today), now)
    queue_messages([_published_mail(p, m, now) for p in pairings for m in p.members.all()])
    # Requests of people who have nobody to look for any more end here.
    settle_requests([m.enrollment_id for p in pairings for m in p.members.all()], now)


def check_goes_on(cohort: Cohort, now: datetime) -> None:
    check_open(cohort.program)
    check_pairs(cohort)
    if cohort.is_over(local_date(now, cohort.zone)):
        raise DomainError(_("The last day of this cohort has passed. Give it a later one first."))
    if cohort.state == Cohort.State.CLOSING:
        raise DomainError(
            _(
                "This cohort is closing: pairs that work go on, and nobody new begins. Give it a "
                "later last day to go on."
            )
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


@transaction.atomic
def pause_pairing(
    *, pairing: Pairing, by: User | None, now: datetime, until: date | None = None
) -> Pairing:
    """Stops everything until a day, or until somebody resumes it. The seats stay taken."""
    pairing = locked_pairing(pairing)
    expect_state(pairing, Pairing.State.ACTIVE)
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
    pairing = locked_pairing(pairing)
    expect_state(pairing, Pairing.State.PAUSED)
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
    pairing = locked_pairing(pairing)
    expect_state(pairing, Pairing.State.ACTIVE, Pairing.State.PAUSED)
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
        say_goodbye(member, by, now, thanks.strip(), find_another, list(rule_out))
    _tell_all(ENDED, pairing, now)
    return pairing


def say_goodbye(
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
    if rule_out:  # what they said before about another one of three stays said
        said = NeverAgain.objects.filter(by=by).values_list("about", flat=True)
        rule_out_partners(pairing=member.pairing, by=by, now=now, about=[*said, *rule_out])


def resume_due_pairings(now: datetime) -> int:
    """Pauses whose day has come, in each pairing's own zone."""
    tomorrow_somewhere = (now + timedelta(days=1)).date()
    paused = Pairing.objects.in_state(Pairing.State.PAUSED).paused_until_before(tomorrow_somewhere)
    due = [p for p in paused if p.paused_until and p.paused_until <= local_date(now, p.zone)]
    return sum(_resume_in_time(pairing, now) for pairing in due)


def _resume_in_time(pairing: Pairing, now: datetime) -> int:
    try:
        resume_pairing(pairing=pairing, by=None, now=now)
    except DomainError:  # somebody resumed or closed it while this was going through the list
        return 0
    return 1


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


def locked_pairing(pairing: Pairing) -> Pairing:
    fresh = Pairing.objects.select_for_update(of=("self",)).select_related("cohort__program")
    return fresh.get(pk=pairing.pk)


def expect_state(pairing: Pairing, *states: str) -> None:
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
