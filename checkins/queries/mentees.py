"""A card about one mentee, made of what was read: what changed, how the goal stands, what is open,
what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.addresses import address
from accounts.models import User
from checkins import words
from checkins.models import CheckIn, Report
from checkins.queries.quiet_logs import openers
from checkins.queries.review import Facts, Reading
from checkins.queries.standings import AT_A_GLANCE, GoalView, Logged, by_goal, view_of
from checkins.quiet import is_quiet
from goals import words as goal_words
from goals.models import Commitment, CommitmentAnswer, Goal
from goals.queries import main_measure
from mentorship.models import PairingMember

NEWS_SHOWN = 6


@dataclass(frozen=True)
class Waiting:
    """What waits for the reader. `kind` chooses the one press that answers it on the page itself;
    `url` is where there is more room."""

    kind: str  # "goal", "close_out", "feedback", "ask" or "report"
    pk: int
    text: str
    url: str
    quote: str = ""
    on: date | None = None


@dataclass
class Mentee:
    member: PairingMember
    person: User
    program: str
    called: str = ""  # among all on the page: two of one first name are told apart
    last: CheckIn | None = None
    next: CheckIn | None = None
    next_when: str = ""
    next_theirs: str = ""  # the same hour on the mentee's wall, where it differs
    news: list[str] = field(default_factory=list)
    goals: list[GoalView] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    mine: list[Commitment] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    folded: list[Waiting] = field(default_factory=list)  # waits too, on one line
    openers: list[str] = field(default_factory=list)  # for whom has not written for a while

    @property
    def waits(self) -> int:
        return len(self.waiting) + len(self.folded)


def mentee_of(reading: Reading, facts: Facts) -> Mentee:
    """Of the reading nothing but these facts is used, and its clock for the days that they name."""
    (member,) = reading.places.read(facts.member)
    reader = User(zone=facts.zone)
    card = Mentee(member, member.person, member.pairing.cohort.program.name, facts.called)
    _add_check_ins(card, reader, reading.check_ins.read(facts.check_ins))
    entries = _add_goals(card, reading, facts)
    _add_promises(card, reading.promises.read(facts.promises), entries)
    card.mine = [row for row in reading.promises.read(facts.mine) if row.is_open]
    for what, pk, _author, on, said in sorted(reading.waiting.read(facts.waiting)):
        card.waiting.append(_written(what, pk, on, said))
    _fold_close_outs(card)
    _add_openers(card, reader, facts.today)
    return card


def _add_check_ins(card: Mentee, reader: User, rows: list[CheckIn]) -> None:
    """The last that was held, and the next."""
    for row in rows:
        if row.state == CheckIn.State.HELD:
            card.last = row
        else:
            card.next, card.next_when = row, words.when(reader, row.starts_at)
            card.next_theirs = words.other_clock(reader, card.person, row.starts_at)


def _add_goals(card: Mentee, reading: Reading, facts: Facts) -> dict[int, list[Logged]]:
    """Shared goals with their line. Returns each goal's entries, for what is new."""
    entries = by_goal(reading.entries.read(facts.entries), AT_A_GLANCE)
    for goal in reading.goals.read(facts.goals):
        goal.owner = card.member  # read already, with the person
        card.goals.append(view_of(goal, entries[goal.pk], reading.now, AT_A_GLANCE))
        if goal.state == Goal.State.PROPOSED:
            card.waiting.append(_proposed(goal))
    return entries


def _fold_close_outs(card: Mentee) -> None:
    """The newest is fresh enough to be asked about; notes of earlier talks share a line."""
    notes = [row for row in card.waiting if row.kind == "close_out"]
    newest = max(notes, key=lambda row: (row.on, row.pk), default=None)
    card.folded = [row for row in notes if row is not newest]
    card.waiting = [row for row in card.waiting if row not in card.folded]


def _proposed(goal: Goal) -> Waiting:
    facts = [goal_words.measure(main_measure(goal))]
    if goal.due_on is not None:
        facts.append(_("By %(day)s") % {"day": words.day(goal.due_on)})
    return Waiting(
        kind="goal",
        pk=goal.pk,
        text=_("Proposes the goal “%(goal)s”.") % {"goal": goal.title},
        url=address("goals:goal", goal.pk),
        quote=" · ".join(filter(None, facts)),
    )


def _add_promises(card: Mentee, rows: list[Commitment], entries: dict[int, list[Logged]]) -> None:
    for _pk, answered in groupby(rows, key=lambda row: row.pk):
        promise, *more = answered
        answers = [row.said for row in (promise, *more) if hasattr(row, "said")]
        card.news += _news_of(promise, answers, card.last)
        if promise.is_open:
            card.promises.append(promise)
    for view in card.goals:
        card.news += _progress_news(view, entries[view.goal.pk], card.last)
    card.news = card.news[:NEWS_SHOWN]


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


def _add_openers(card: Mentee, reader: User, today: date) -> None:
    last = card.member.last_line_at
    last_on = reader.local_date(last) if last else None
    if is_quiet(card.member.pairing.starts_on, last_on, today):
        card.openers = openers(card.member, today)


def _written(what: str, pk: int, on: date, said: str) -> Waiting:
    if what == "ask":
        text = _("Asked you for something on %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, address("goals:answer_ask", pk), said)
    if what == "report":
        text = _("Wrote about the week of %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, address("checkins:report", pk), _week_said(said))
    if what == "feedback":
        text = _("Wrote this to you on %(day)s.") % {"day": words.day(on)}
        return Waiting(what, pk, text, address("checkins:answer_feedback", pk), said)
    text = _("Wrote down how it went on %(day)s.") % {"day": words.day(on)}
    return Waiting(what, pk, text, address("checkins:confirm_close_out", pk), said, on)


def _week_said(said: str) -> str:
    mood, *lines = said.split("\n")
    moods = {str(value): str(label) for value, label in Report.Mood.choices}
    return "\n".join(filter(None, [moods.get(mood, ""), *lines]))
