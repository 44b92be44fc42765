"""The weekly report: sending it, skipping a week, answering it, and adding to it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_message
from checkins.models import Report, ReportAddendum, ReportReply
from checkins.models.reports import WORDS
from goals.models import Commitment
from goals.services import make_commitment, offer_consent, replan_consent_of
from goals.weeks import WEEK, due_on, first_day, monday_of, since
from mentorship.cadence import instant_of
from mentorship.models import Enrollment, Pairing, PairingMember

from .close_outs import answer_promises
from .feedback import NOT_WORKING

YOUR_MENTEES = "checkins.your_mentees"
MAILED_AT = time(9)
LOOK_BACK = 4 * WEEK
ONLY_READERS = gettext_lazy("Only the people it was written for can answer it.")


@dataclass(frozen=True, kw_only=True)
class ReportWish:
    """What somebody says of their week. `promise_as`: a promise to "ask" about, one that they
    "dont" want to be asked about, or "" for a line in the report and no more."""

    kind: str = Report.Kind.QUICK
    mood: str = ""
    accomplished: str = ""
    proud: str = ""
    challenge: str = ""
    responded: str = ""
    learned: str = ""
    progress: str = ""
    helped: str = ""
    energy: int | None = None
    promise: str = ""
    wanted: str = ""
    promise_as: str = ""
    promise_by: date | None = None

    def columns(self) -> dict[str, Any]:
        words = {name: getattr(self, name).strip() for name in WORDS}
        return {"kind": self.kind, "mood": self.mood, "energy": self.energy} | words


@transaction.atomic
def send_report(
    *,
    member: PairingMember,
    week_on: date,
    wish: ReportWish,
    by: User,
    now: datetime,
    answers: Sequence[tuple[Commitment, str]] = (),
) -> Report:
    """About one week, or two where the one before is absent. It answers the writer's promises from
    before, may make a new one, and stays as it was sent. The others read of it once a week."""
    member = _writing(member, by)
    said = wish.columns()
    before = member.reports.sent().filter(week_on=week_on).first()
    if before is not None:
        return _sent_before(before, said)
    _expect_open(week_on, by.local_date(now))
    if not any(said[name] for name in ("mood", "energy", *WORDS)):
        raise DomainError(_("Write a line, or take one tap. “Good week” says something too."))
    answer_promises(answers, by, now)
    report = Report.objects.create(
        member=member,
        week_on=week_on,
        weeks=_weeks(member, week_on),
        commitment=_promise(member, week_on, wish, by, now),
        sent_at=now,
        sent_on=by.local_date(now),
        **said,
    )
    offer_consent(thing=member, by=by, now=now)
    replan_consent_of(member, now=now)
    _tell_the_others(report, now)
    _note("send", report, by, now, kind=report.kind)
    return report


@transaction.atomic
def skip_report(*, member: PairingMember, week_on: date, by: User, now: datetime) -> Report:
    """Nothing about this week; only the writer knows. Writing after all is possible."""
    member = _writing(member, by)
    before = member.reports.filter(week_on=week_on).first()
    if before is not None:
        return before
    today = by.local_date(now)
    _expect_open(week_on, today)
    skipped = Report.objects.create(
        member=member, week_on=week_on, kind=Report.Kind.SKIPPED, sent_at=now, sent_on=today
    )
    replan_consent_of(member, now=now)
    _note("skip", skipped, by, now)
    return skipped


@transaction.atomic
def answer_report(
    *, report: Report, by: User, kind: str, now: datetime, text: str = ""
) -> ReportReply:
    """A line, a cheer, or kept for the next talk: each once."""
    report = Report.objects.sent().with_people().get(pk=report.pk)
    _expect_working(report.member.pairing)
    members = report.member.pairing.members.all()
    reader = next((row for row in members if row.person == by), None)
    if reader is None or reader.pk == report.member_id:
        raise DomainError(ONLY_READERS)
    text = " ".join(text.split())
    if kind == ReportReply.Kind.LINE and not text:
        raise DomainError(_("Write a line first, or press “Cheer”."), field="text")
    reply, new = ReportReply.objects.get_or_create(
        report=report, by=reader, kind=kind, defaults={"text": text, "at": now}
    )
    if new:
        _note("answer", report, by, now, kind=kind)
    elif text and reply.text != text:
        raise DomainError(_("You have answered this one already, and it stays as you said it."))
    return reply


@transaction.atomic
def add_to_report(
    *, report: Report, by: User, text: str, now: datetime, client_token: str
) -> ReportAddendum:
    """What was sent stays as it was; this stands beneath it."""
    report = Report.objects.sent().with_people().get(pk=report.pk)
    _expect_working(report.member.pairing)
    if report.person != by:
        raise DomainError(_("Only who wrote it can add to it."))
    if not text.strip():
        raise DomainError(_("Write a line first."), field="text")
    added, new = ReportAddendum.objects.get_or_create(
        report=report, client_token=client_token, defaults={"text": text.strip(), "at": now}
    )
    if new:
        _note("add", report, by, now)
    return added


# -- Inside ----------------------------------------------------------------------------------------


def _writing(member: PairingMember, by: User) -> PairingMember:
    """The place as it is now, held, so that two presses are one report."""
    PairingMember.objects.select_for_update().filter(pk=member.pk).first()
    member = PairingMember.objects.with_person().get(pk=member.pk)
    if member.person != by:
        raise DomainError(_("Everybody writes of their own week."))
    if member.role == Enrollment.Role.MENTOR:
        raise DomainError(_("You read the weeks of the people you mentor; yours is not asked for."))
    _expect_working(member.pairing)
    return member


def _expect_working(pairing: Pairing) -> None:
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(NOT_WORKING)


def _expect_open(week_on: date, today: date) -> None:
    this = monday_of(today)
    if week_on not in (this, this - WEEK):
        raise DomainError(
            _("This week has gone by. Open “Your week” again for the one that is on.")
        )


def _sent_before(before: Report, said: dict[str, Any]) -> Report:
    """The same form twice is one report; other words for the same week are not lost."""
    if all(getattr(before, name) == value for name, value in said.items()):
        return before
    raise DomainError(
        _("This week is sent already and stays as it is. You can add these words beneath it.")
    )


def _weeks(member: PairingMember, week_on: date) -> int:
    earlier = member.reports.sent().filter(week_on__lt=week_on).values_list("week_on", flat=True)
    written = set(earlier.filter(week_on__gte=week_on - LOOK_BACK))
    return 1 if since(week_on, written) == week_on else 2


def _promise(
    member: PairingMember, week_on: date, wish: ReportWish, by: User, now: datetime
) -> Commitment | None:
    if not wish.promise_as or not wish.promise.strip():
        return None
    return make_commitment(
        owner=member,
        text=" ".join(wish.promise.split()),
        due_on=wish.promise_by or due_on(week_on + WEEK, by.working_days),
        by=by,
        now=now,
        client_token=f"report-{member.pk}-{week_on}",
        ask=wish.promise_as == "ask",
    )


def _tell_the_others(report: Report, now: datetime) -> None:
    """One mail a week for each reader, whoever of the people they work with has written: it is
    the same message, and what it says is read when it leaves."""
    for member in report.member.pairing.members.select_related("enrollment__user"):
        if member.pk != report.member_id:
            due_at = _mailed_at(member.person, now)
            queue_message(
                kind=YOUR_MENTEES,
                person=member.person,
                about=member.person,
                scope="",
                now=now,
                dedupe_key=f"{YOUR_MENTEES}:{member.enrollment.user_id}:{due_at:%Y-%m-%d}",
                due_at=due_at,
            )


def _mailed_at(reader: User, now: datetime) -> datetime:
    """The next time that a week of the reader's begins: its first working day, in the morning."""
    week = monday_of(reader.local_date(now))
    at = max(MAILED_AT, reader.quiet_until) if reader.quiet_until < time(12) else MAILED_AT
    for monday in (week, week + WEEK):
        moment = instant_of(first_day(monday, reader.working_days), at, reader.tz)
        if moment > now:
            break
    return moment


def _note(verb: str, report: Report, by: User, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"report.{verb}", about=report, scope=report.scope, now=now, **details)
