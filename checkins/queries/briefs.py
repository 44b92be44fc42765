"""What one should know before a check-in, for its page and its mail: everything that the pairing
shares is the same for each of its members; what is for the reader alone stands apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from checkins import words
from checkins.curious import Facts
from checkins.curious_words import curious_questions
from checkins.models import CheckIn, Preparation, Report, SavedQuestion
from checkins.queries.preparation import brought_to
from checkins.queries.reports import reports_for
from goals import words as goal_words
from goals.models import Commitment, CommitmentAnswer, Goal, Milestone, ProgressEntry, Win
from goals.queries import to_raise
from mentorship.models import Enrollment, PairingMember

NEWS_SHOWN = 12
PROMISES_SHOWN = 20
STEPS_SHOWN = 5
Answer = CommitmentAnswer.Answer


@dataclass(frozen=True)
class News:
    person: User
    text: str
    is_win: bool = False


@dataclass(frozen=True)
class NextStep:
    person: User
    goal_id: int
    title: str
    due_on: date


@dataclass(frozen=True)
class Raised:
    """What somebody chose to be asked about by the reader, and how."""

    text: str
    said: str


@dataclass
class Brief:
    reader: User
    check_in: CheckIn
    people: str
    times: list[tuple[User, str]]
    since: CheckIn | None  # the last one that was held
    news: list[News] = field(default_factory=list)
    more_news: int = 0
    promises: list[tuple[User, list[Commitment]]] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    preparations: list[Preparation] = field(default_factory=list)
    mine: Preparation | None = None
    questions: list[SavedQuestion] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    rests_on: list[int] = field(default_factory=list)  # consents that what follows is told by
    # For the reader alone.
    asked_of_me: list[Raised] = field(default_factory=list)
    my_own: list[str] = field(default_factory=list)
    curious: list[str] = field(default_factory=list)

    @property
    def is_prepared(self) -> bool:
        """With lines of one's own, or with what one wrote of the week."""
        return self.mine is not None or any(row.person == self.reader for row in self.reports)

    @property
    def my_news(self) -> str:
        """What the reader wrote down since last time, as a beginning for their summary."""
        mine = [row.text for row in self.news if row.person.pk == self.reader.pk]
        return "\n".join(f"– {text}" for text in mine)

    @property
    def preparations_of_others(self) -> list[Preparation]:
        return [row for row in self.preparations if row != self.mine]


def brief(user: User, check_in: CheckIn, now: datetime, *, lock: bool = False) -> Brief:
    """`lock`: see goals.queries.to_raise."""
    found, read = _began(user, check_in)
    promises = _open_promises(check_in)
    found.promises = _by_person(user, promises)
    found.steps = _next_steps(read.goals)
    raised = to_raise(user, check_in.pairing, now, lock=lock)
    found.rests_on = [row.consent_id for row in raised]
    found.asked_of_me = [
        Raised(row.text, words.raised(row.person, row.tone)) for row in raised if not row.mine
    ]
    found.my_own = [row.text for row in raised if row.mine]
    if _is_curious(user, check_in):
        found.curious = curious_questions(_facts(user, read, promises))
    return found


def beginning(user: User, check_in: CheckIn) -> Brief:
    """As much of it as one needs to write one's own lines: what happened, and who brings what."""
    return _began(user, check_in)[0]


@dataclass(frozen=True)
class _Read:
    held: int
    answers: list[CommitmentAnswer]
    goals: list[Goal]
    wins: list[Win]


def _began(user: User, check_in: CheckIn) -> tuple[Brief, _Read]:
    held = list(check_in.pairing.check_ins.held().order_by("-starts_at"))
    since = held[0] if held else None
    found = Brief(
        reader=user,
        check_in=check_in,
        people=words.names(words.others_of(check_in.pairing, user)),
        times=words.local_times(check_in, user),
        since=since,
    )
    found.preparations, found.mine, found.questions = brought_to(user, check_in)
    found.reports = reports_for(check_in)
    read = _Read(
        len(held), _answers(check_in, since), _goals(check_in, since), _wins(check_in, since)
    )
    _add_news(found, read)
    return found, read


# -- What the pairing shares -----------------------------------------------------------------------


def _answers(check_in: CheckIn, since: CheckIn | None) -> list[CommitmentAnswer]:
    rows = CommitmentAnswer.objects.filter(commitment__owner__pairing=check_in.pairing)
    rows = rows.filter(at__gt=since.starts_at) if since else rows
    return list(rows.select_related("commitment__owner__enrollment__user").order_by("id"))


def _open_promises(check_in: CheckIn) -> list[Commitment]:
    rows = Commitment.objects.of_pairing(check_in.pairing).open().order_by("due_on", "id")
    return list(rows.select_related("owner__enrollment__user")[:PROMISES_SHOWN])


def _goals(check_in: CheckIn, since: CheckIn | None) -> list[Goal]:
    """Shared ones, each with what is new and with its nearest open step."""
    fresh = ProgressEntry.objects.standing().order_by("happened_on", "id")
    fresh = fresh.filter(logged_at__gt=since.starts_at) if since else fresh
    nearest = Milestone.objects.open().filter(goal=OuterRef("pk")).order_by("due_on", "id")
    rows = Goal.objects.of_pairing(check_in.pairing).open().shared().order_by("id")
    return list(
        rows.annotate(
            step=Subquery(nearest.values("title")[:1]),
            step_on=Subquery(nearest.values("due_on")[:1]),
        )
        .select_related("owner__enrollment__user")
        .prefetch_related(Prefetch("progress", queryset=fresh, to_attr="fresh"))
    )


def _wins(check_in: CheckIn, since: CheckIn | None) -> list[Win]:
    rows = Win.objects.shown().shared().theirs_alone().filter(owner__pairing=check_in.pairing)
    rows = rows.filter(at__gt=since.starts_at) if since else rows
    return list(rows.with_owners().order_by("id"))


def _add_news(found: Brief, read: _Read) -> None:
    """What is celebrated first, then what was answered, then what moved; nothing is told twice."""
    news = [News(win.person, _win(win), is_win=True) for win in read.wins]
    celebrated = {win.commitment_id for win in read.wins}
    news += [
        News(answer.commitment.person, words.answered(answer, answer.commitment))
        for answer in read.answers
        if answer.answer != Answer.DONE or answer.commitment_id not in celebrated
    ]
    news += [
        News(goal.person, words.progressed(entry, goal))
        for goal in read.goals
        for entry in goal.fresh
    ]
    found.news, found.more_news = news[:NEWS_SHOWN], max(0, len(news) - NEWS_SHOWN)


def _win(win: Win) -> str:
    said, label = goal_words.win_words(win), goal_words.LABELS.get(win.kind)
    return _("%(label)s: %(what)s") % {"label": label, "what": said} if label else said


def _by_person(user: User, promises: list[Commitment]) -> list[tuple[User, list[Commitment]]]:
    """The reader's own first."""
    ordered = sorted(promises, key=lambda row: (row.person.pk != user.pk, row.owner_id))
    grouped = groupby(ordered, key=lambda row: row.owner_id)
    rows = [list(mine) for _owner, mine in grouped]
    return [(mine[0].person, mine) for mine in rows]


def _next_steps(goals: list[Goal]) -> list[NextStep]:
    """The nearest step of each agreed goal."""
    agreed = [goal for goal in goals if goal.state == Goal.State.AGREED and goal.step]
    steps = [NextStep(goal.person, goal.pk, goal.step, goal.step_on) for goal in agreed]
    return sorted(steps, key=lambda step: step.due_on)[:STEPS_SHOWN]


# -- For the reader alone --------------------------------------------------------------------------


def _is_curious(user: User, check_in: CheckIn) -> bool:
    """Mentors and partners ask; who learns brings questions of their own."""
    members: list[PairingMember] = list(check_in.pairing.members.all())
    mine = [row.role for row in members if row.enrollment.user_id == user.pk]
    return any(role != Enrollment.Role.MENTEE for role in mine)


def _facts(user: User, read: _Read, promises: list[Commitment]) -> Facts:
    """About the others; of oneself one need not be asked."""
    theirs = [row for row in promises if row.person.pk != user.pk]
    said = Counter(row.answer for row in read.answers if row.commitment.person.pk != user.pk)
    of_others = [goal for goal in read.goals if goal.person.pk != user.pk]
    return Facts(
        number=read.held,
        stuck=sum(row.stuck_at is not None for row in theirs),
        tired=sum(row.is_tired for row in theirs),
        let_go=said[Answer.LET_GO] + said[Answer.PARTLY],
        done=said[Answer.DONE],
        wins=sum(win.person.pk != user.pk for win in read.wins),
        quiet_goals=sum(not goal.fresh for goal in of_others),
        due=len(theirs),
        goals=len(of_others),
    )
