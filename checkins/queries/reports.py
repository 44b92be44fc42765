"""Reads for the weekly report: the week to write about, what it begins with, and what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Draft, User
from checkins import report_words, words
from checkins.models import CheckIn, Report
from checkins.queries.nudges import handled_weeks
from goals import chart, weeks
from goals import queries as goal_queries
from goals import words as goal_words
from goals.models import Commitment, CommitmentAnswer, ProgressEntry
from goals.queries import ConsentCard
from mentorship.models import Enrollment, Pairing, PairingMember

PER_PAGE = 10
PROMISES_ASKED = 3
LINES_BEGUN = 6
Answer = CommitmentAnswer.Answer
WENT_WELL = (Answer.DONE, Answer.PARTLY)


@dataclass(frozen=True)
class Week:
    """What somebody may write about now."""

    week_on: date
    weeks: int
    is_due: bool

    @property
    def since_on(self) -> date:
        return self.week_on - (self.weeks - 1) * weeks.WEEK

    @property
    def until_on(self) -> date:
        return self.week_on + timedelta(days=6)

    @property
    def span(self) -> str:
        return report_words.span(self.since_on, self.until_on)

    def next_due(self, person: User) -> date:
        """By when a promise for next week is, unless its writer says otherwise."""
        return weeks.due_on(self.week_on + weeks.WEEK, person.working_days)


def week_to_write(member: PairingMember, now: datetime) -> Week | None:
    """None where this week is written or skipped already."""
    person = member.person
    today, handled = person.local_date(now), handled_weeks(member)
    if member.pairing.starts_on is not None:  # what came before it is nobody's week
        handled.add(weeks.monday_of(member.pairing.starts_on) - weeks.WEEK)
    week = weeks.week_to_write(today, person.working_days, handled)
    if week is None:
        return None
    written = set(member.reports.sent().values_list("week_on", flat=True))
    count = 1 if weeks.since(week, written) == week else 2
    return Week(week, count, weeks.is_due(today, person.working_days, handled))


def week_of_link(member: PairingMember, about_on: date, now: datetime) -> date:
    """The week that a mail asked about, else the one that is on: an old link answers for today."""
    this = weeks.monday_of(member.person.local_date(now))
    if about_on in (this, this - weeks.WEEK):
        return about_on
    week = week_to_write(member, now)
    return week.week_on if week else this


# -- What it begins with ---------------------------------------------------------------------------


def beginnings(member: PairingMember, week: Week) -> dict[str, list[str]]:
    """What is known already of that time, to be changed or left: answers to promises, and progress
    on goals that the readers see. Nothing that is the writer's alone."""
    well, hard = [], []
    for answer in _answers(member, week):
        line = _("%(answer)s: %(promise)s") % {
            "answer": goal_words.said(answer),
            "promise": answer.commitment.text,
        }
        (well if answer.answer in WENT_WELL else hard).append(line)
    moved = [_progress_line(entry) for entry in _entries(member, week)]
    return {"accomplished": well, "challenge": hard, "progress": moved}


def _answers(member: PairingMember, week: Week) -> list[CommitmentAnswer]:
    span = (week.since_on, week.until_on)
    rows = CommitmentAnswer.objects.filter(commitment__owner=member, on__range=span)
    return list(rows.select_related("commitment").order_by("id")[:LINES_BEGUN])


def _entries(member: PairingMember, week: Week) -> list[ProgressEntry]:
    span = (week.since_on, week.until_on)
    shared = ProgressEntry.objects.standing().filter(goal__owner=member, happened_on__range=span)
    shared = shared.exclude(goal__shared_at=None)
    return list(shared.select_related("goal").order_by("happened_on", "id")[:LINES_BEGUN])


def _progress_line(entry: ProgressEntry) -> str:
    value = chart.plain(entry.value) if entry.value is not None else ""
    what = ", ".join(filter(None, (value, entry.note, "" if entry.note else entry.link)))
    return _("%(goal)s: %(what)s") % {"goal": entry.goal.title, "what": what}


def promises_to_answer(member: PairingMember, week: Week) -> list[Commitment]:
    """The writer's own that were for that time and are open: asked here, and nowhere else."""
    mine = Commitment.objects.open().filter(owner=member, due_on__lte=week.until_on)
    return list(mine.order_by("due_on", "id")[:PROMISES_ASKED])


def begun_kind(user: User, address: str) -> str:
    """Whether the words that wait there are to three questions or to ten."""
    draft = Draft.objects.of(user).unsent().filter(at=address).first()
    return (draft.fields.get("kind") or [""])[0] if draft else ""


# -- What was sent ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A place from which one writes."""

    member: PairingMember
    people: str


@dataclass(frozen=True)
class ReportsPage:
    reports: list[Report]
    older: int | None
    places: list[Place]


def reports_page(user: User, before: int | None = None) -> ReportsPage:
    """One's own and those one reads, newest first, a page at a time; and where one may write."""
    rows = Report.objects.visible_to(user).with_people().order_by("-pk")
    if before is not None:
        rows = rows.before(before)
    found = list(rows[: PER_PAGE + 1])
    older = found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None
    return ReportsPage(found[:PER_PAGE], older, writing_places(user))


def writing_places(user: User) -> list[Place]:
    """Where the reader may write of their week: everywhere but where they mentor."""
    mine = PairingMember.objects.of(user).active().exclude(role=Enrollment.Role.MENTOR)
    rows = mine.with_person().prefetch_related("pairing__members__enrollment__user")
    return [
        Place(row, words.names(words.others_of(row.pairing, user))) for row in rows.order_by("id")
    ]


def consent_card(user: User, member: PairingMember, now: datetime) -> ConsentCard | None:
    """The writer's own decision whether to be asked each week."""
    consent = goal_queries.consent_of(member)
    if consent is None:
        return None
    written = {member.pk: handled_weeks(member)}
    cards = goal_queries.consent_cards(user, [consent], now, weeks=written)
    return cards[0] if cards and member.pairing.state == Pairing.State.ACTIVE else None


def reports_for(check_in: CheckIn) -> list[Report]:
    """What its members sent since the talk before it: in a weekly pairing, their preparation.
    The newest of each."""
    held = check_in.pairing.check_ins.held().filter(starts_at__lt=check_in.starts_at)
    last = held.order_by("-starts_at").values("starts_at")[:1]
    since = Coalesce(Subquery(last), Value(check_in.starts_at - 2 * weeks.WEEK))
    rows = (
        Report.objects.sent()
        .of_pairing(check_in.pairing)
        .filter(sent_at__gt=since, sent_at__lte=check_in.ends_at)
    )
    newest: dict[int, Report] = {}
    for report in rows.select_related("member__enrollment__user").order_by("pk"):
        newest[report.member_id] = report
    return list(newest.values())
