"""A mentor's page: for each mentee what changed, how the goal stands, what is open, what waits.

Six reads, however many mentees: each asks about all of them at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import prepared
from checkins import words
from checkins.models import CheckIn, CloseOut, Feedback, Report
from checkins.queries.quiet_logs import openers
from checkins.queries.standings import (
    AT_A_GLANCE,
    GoalView,
    Logged,
    entries_of_goals,
    view_of,
)
from checkins.quiet import is_quiet
from goals import words as goal_words
from goals.models import Ask, Commitment, CommitmentAnswer, Goal
from goals.queries import main_measure
from mentorship.context import reader_facts
from mentorship.models import Enrollment, PairingMember, seat_members

NEWS_SHOWN = 6
# How it was, and what a reader answers to, each on a line of its own.
SAID_OF_A_WEEK = Concat(
    F("mood"),
    *(part for name in ("accomplished", "challenge", "wanted") for part in (Value("\n"), F(name))),
    output_field=TextField(),
)
LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True)
class Waiting:
    """What waits for the reader. `kind` chooses the one press that answers it on the page itself;
    `url` is where there is more room."""

    kind: str  # "goal", "close_out", "feedback", "ask" or "report"
    pk: int
    text: str
    url: str
    quote: str = ""


@dataclass
class Mentee:
    member: PairingMember
    person: User
    program: str
    last: CheckIn | None = None
    next: CheckIn | None = None
    next_when: str = ""
    next_theirs: str = ""  # the same hour on the mentee's wall, where it differs
    news: list[str] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    mine: list[Commitment] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    openers: list[str] = field(default_factory=list)  # for whom has not written for a while


def working_places(user: User) -> list[PairingMember]:
    """Everybody's places in the pairings that the reader works in, with who the reader is."""
    found = _working(reader=user)
    seat_members(found)
    return found


def _pairings_of(reader: Any) -> QuerySet[PairingMember, Any]:
    return PairingMember.objects.of(reader).active().values("pairing")


@prepared
def _working(reader: Any) -> QuerySet[PairingMember]:
    rows = PairingMember.objects.filter(pairing__in=_pairings_of(reader)).at_a_glance()
    mine = Feedback.objects.filter(author__enrollment__user=reader, to=OuterRef("pk"))
    rows = rows.annotate(last_line_at=Subquery(mine.order_by("-given_at").values("given_at")[:1]))
    return rows.annotate(**reader_facts(reader)).order_by("enrollment__user__name", "id")


def review(user: User, places: list[PairingMember], now: datetime) -> list[Mentee]:
    """One entry per person whose mentor (or peer) the user is, in pairings that work."""
    mine = {row.pairing_id: row.role for row in places if row.person == user}
    others = [row for row in places if row.person != user]
    looked_after = [row for row in others if mine[row.pairing_id] != Enrollment.Role.MENTEE]
    cards = [Mentee(row, row.person, row.pairing.cohort.program.name) for row in looked_after]
    if cards:
        _add_check_ins(user, cards, now)
        entries = _add_goals(user, cards, now)
        _add_promises(user, cards, entries, now)
        _add_waiting(user, cards, now)
        _add_openers(user, cards, now)
    # Those who wait for an answer come first; the names stay in their order.
    return sorted(cards, key=lambda card: not card.waiting)


def _add_check_ins(user: User, cards: list[Mentee], now: datetime) -> None:
    """The last that was held, and the next."""
    by_pairing: dict[int, list[CheckIn]] = defaultdict(list)
    for row in _last_and_next(reader=user, now=now):
        by_pairing[row.pairing_id].append(row)
    for card in cards:
        for row in by_pairing[card.member.pairing_id]:
            if row.state == CheckIn.State.HELD:
                card.last = row
            else:
                card.next, card.next_when = row, words.when(user, row.starts_at)
                card.next_theirs = words.other_clock(user, card.person, row.starts_at)


@prepared
def _last_and_next(reader: Any, now: Any) -> QuerySet[CheckIn]:
    here = CheckIn.objects.filter(pairing=OuterRef("pairing"))
    held = here.held().filter(starts_at__gt=now - LOOK_BACK).order_by("-starts_at", "-id")
    ahead = here.planned().filter(starts_at__gt=now).order_by("starts_at", "id")
    rows = PairingMember.objects.of(reader).active()
    return CheckIn.objects.filter(
        Q(pk__in=rows.values_list(Subquery(held.values("pk")[:1])))
        | Q(pk__in=rows.values_list(Subquery(ahead.values("pk")[:1])))
    )


# -- Goals and progress --------------------------------------------------------------------------


def _add_goals(user: User, cards: list[Mentee], now: datetime) -> dict[int, list[Logged]]:
    """Shared goals with their line. Returns each goal's entries, for what is new."""
    owners = {card.member.pk: card for card in cards}
    goals = [goal for goal in _open_goals(reader=user) if goal.owner_id in owners]
    entries = entries_of_goals(goals, AT_A_GLANCE)
    for goal in goals:
        card = owners[goal.owner_id]
        goal.owner = card.member  # read already, with the person
        card.goals.append(view_of(goal, entries[goal.pk], now, AT_A_GLANCE))
        if goal.state == Goal.State.PROPOSED:
            card.waiting.append(_proposed(goal))
    return entries


@prepared
def _open_goals(reader: Any) -> QuerySet[Goal]:
    """Of the reader and the people they work with."""
    rows = Goal.objects.visible_to(reader).open()
    rows = rows.filter(owner__pairing__in=_pairings_of(reader)).with_main_measure()
    return rows.order_by("id")


def _proposed(goal: Goal) -> Waiting:
    facts = [goal_words.measure(main_measure(goal))]
    if goal.due_on is not None:
        facts.append(_("By %(day)s") % {"day": words.day(goal.due_on)})
    return Waiting(
        kind="goal",
        pk=goal.pk,
        text=_("Proposes the goal “%(goal)s”.") % {"goal": goal.title},
        url=reverse("goals:goal", args=[goal.pk]),
        quote=" · ".join(filter(None, facts)),
    )


# -- Promises, both ways -------------------------------------------------------------------------


def _add_promises(
    user: User, cards: list[Mentee], entries: dict[int, list[Logged]], now: datetime
) -> None:
    by_member = {card.member.pk: card for card in cards}
    first_of = {card.member.pairing_id: card for card in reversed(cards)}
    for _pk, answered in groupby(_promises(reader=user, now=now), key=lambda row: row.pk):
        promise, *more = answered
        answers = [row.said for row in (promise, *more) if hasattr(row, "said")]
        card = by_member.get(promise.owner_id)
        if card is None:
            if promise.is_open and promise.pairing in first_of:
                first_of[promise.pairing].mine.append(promise)
        else:
            card.news += _news_of(promise, answers, card.last)
            if promise.is_open:
                card.promises.append(promise)
    for card in cards:
        for view in card.goals:
            card.news += _progress_news(view, entries[view.goal.pk], card.last)
        card.news = card.news[:NEWS_SHOWN]


@prepared
def _promises(reader: Any, now: Any) -> QuerySet[Commitment]:
    """Open ones, and those with an answer since the last talk, a row for each such answer."""
    held = CheckIn.objects.held().filter(pairing=OuterRef("owner__pairing"))
    last = held.filter(starts_at__gt=now - LOOK_BACK).order_by("-starts_at").values("starts_at")
    since = Coalesce(Subquery(last[:1]), now - LOOK_BACK)
    said = FilteredRelation("answers", condition=Q(answers__at__gt=F("since")))
    rows = Commitment.objects.filter(owner__pairing__in=_pairings_of(reader))
    rows = rows.annotate(since=since, pairing=F("owner__pairing"), said=said)
    rows = rows.filter(Q(answered_at=None) | Q(answered_at__gt=F("since")))
    return rows.select_related("said").order_by("due_on", "id", "said")


def _news_of(
    promise: Commitment, answers: list[CommitmentAnswer], last: CheckIn | None
) -> list[str]:
    """Answers since the last check-in, in the person's own choice of word."""
    lines = []
    for answer in answers:
        if last is None or answer.at > last.starts_at:
            lines.append(words.answered(answer, promise))
    return lines


def _progress_news(view: GoalView, entries: list[Logged], last: CheckIn | None) -> list[str]:
    fresh = [entry for entry in entries if last is None or entry.logged_at > last.starts_at]
    return [words.progressed(entry, view.goal) for entry in fresh[:3]]


def _add_openers(user: User, cards: list[Mentee], now: datetime) -> None:
    today = user.local_date(now)
    for card in cards:
        last = card.member.last_line_at
        if is_quiet(card.member.pairing.starts_on, user.local_date(last) if last else None, today):
            card.openers = openers(card.member, today)


# -- What waits for the reader -------------------------------------------------------------------


def _add_waiting(user: User, cards: list[Mentee], now: datetime) -> None:
    by_member = {card.member.pk: card for card in cards}
    for what, pk, author, on, said in sorted(_written_to(reader=user, now=now)):
        if author in by_member:
            by_member[author].waiting.append(_written(what, pk, on, said))


@prepared
def _written_to(reader: Any, now: Any) -> QuerySet[Any, Any]:
    columns = ("what", "pk", "author", "on", "said")
    notes = CloseOut.objects.to_confirm(reader).order_by()
    notes = notes.annotate(what=Value("close_out"), on=F("check_in__local_on"), said=F("summary"))
    unread = Feedback.objects.waiting_for(reader, now).order_by()
    unread = unread.annotate(what=Value("feedback"), on=TruncDate("given_at"))
    unread = unread.annotate(said=F("text")).values_list(*columns)
    asks = Ask.objects.waiting_for(reader).order_by()
    asks = asks.annotate(
        what=Value("ask"), author=F("asker"), on=TruncDate("asked_at"), said=F("text")
    )
    reports = Report.objects.waiting_for(reader, now).order_by()
    reports = reports.annotate(
        what=Value("report"), author=F("member"), on=F("week_on"), said=SAID_OF_A_WEEK
    )
    return notes.values_list(*columns).union(
        unread, asks.values_list(*columns), reports.values_list(*columns), all=True
    )


def _written(what: str, pk: int, on: date, said: str) -> Waiting:
    if what == "ask":
        text = _("Asked you for something on %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, reverse("goals:answer_ask", args=[pk]), said)
    if what == "report":
        text = _("Wrote about the week of %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, reverse("checkins:report", args=[pk]), _week_said(said))
    if what == "feedback":
        text = _("Wrote this to you on %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, reverse("checkins:answer_feedback", args=[pk]), said)
    text = _("Wrote down how it went on %(day)s.") % {"day": words.day(on)}
    return Waiting(what, pk, text, reverse("checkins:confirm_close_out", args=[pk]), said)


def _week_said(said: str) -> str:
    mood, *lines = said.split("\n")
    moods = {str(value): str(label) for value, label in Report.Mood.choices}
    return "\n".join(filter(None, [moods.get(mood, ""), *lines]))
