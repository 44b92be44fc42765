"""A person's last 90 days, for themselves: what they went for, kept, celebrated and learned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from checkins.models import CloseOut
from checkins.words import names, others_of
from goals import words
from goals.models import Commitment, Goal, Reflection, Win
from mentorship.models import Pairing, PairingMember, PartingNote, members_at

LENGTH = timedelta(days=90)
MOST = 60  # lines of a chapter: the newest ones
TOLD_ELSEWHERE = (Win.Kind.GOAL, Win.Kind.EARLY)  # among the goals, and among the promises
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Line:
    """`key` names it where the person chooses what stays in."""

    key: str
    on: date
    text: str
    note: str = ""
    private: bool = False  # nobody else could read it so far


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Story:
    since: date
    until: date
    chapters: list[Chapter]

    def only(self, keys: Collection[str]) -> Story:
        """What stays in."""
        kept = [
            replace(chapter, lines=[line for line in chapter.lines if line.key in keys])
            for chapter in self.chapters
        ]
        return replace(self, chapters=[chapter for chapter in kept if chapter.lines])


def story(user: User, now: datetime) -> Story:
    start, until = now - LENGTH, user.local_date(now)
    since = user.local_date(start)
    chapters = [
        Chapter("goals", _("What I went for"), _goals(user, start)),
        Chapter("promises", _("Promises I kept"), _promises(user, start)),
        Chapter("wins", _("Wins"), _wins(user, since)),
        Chapter("learned", _("What I learned"), _learned(user, start)),
        Chapter("thanks", _("Words of thanks"), _thanks(user, start)),
    ]
    return Story(since, until, [chapter for chapter in chapters if chapter.lines])


def _newest(rows: QuerySet[Row], moment: str) -> list[Row]:
    return list(rows.order_by(f"-{moment}", "-pk")[:MOST])


def _in_order(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.on, line.key))


def _goals(user: User, start: datetime) -> list[Line]:
    """Achieved in these days, or worked on still."""
    achieved = Q(state=Goal.State.ACHIEVED, ended_at__gte=start)
    going_on = Q(state__in=[Goal.State.PROPOSED, Goal.State.AGREED])
    rows = _newest(Goal.objects.owned_by(user).filter(achieved | going_on), "created_at")
    return _in_order(_goal(user, goal) for goal in rows)


def _goal(user: User, goal: Goal) -> Line:
    achieved = goal.state == Goal.State.ACHIEVED
    moment = goal.ended_at if achieved else goal.agreed_at
    return Line(
        key=f"goal-{goal.pk}",
        on=user.local_date(moment or goal.created_at),
        text=goal.title,
        note=_("achieved") if achieved else _("under way"),
        private=goal.shared_at is None,
    )


def _promises(user: User, start: datetime) -> list[Line]:
    kept = [Commitment.State.DONE, Commitment.State.PARTLY]
    rows = Commitment.objects.owned_by(user).filter(state__in=kept, answered_at__gte=start)
    return _in_order(_promise(user, promise) for promise in _newest(rows, "answered_at"))


def _promise(user: User, promise: Commitment) -> Line:
    on = user.local_date(promise.answered_at)
    partly = promise.state == Commitment.State.PARTLY
    early = promise.moves == 0 and on < promise.due_on and not partly
    note = _("part of the way") if partly else _("before its day") if early else ""
    return Line(f"promise-{promise.pk}", on, promise.text, note)


def _wins(user: User, since: date) -> list[Line]:
    rows = Win.objects.owned_by(user).shown().since(since).exclude(kind__in=TOLD_ELSEWHERE)
    return _in_order(
        Line(f"win-{win.pk}", win.on, words.win_words(win), private=not win.is_shared)
        for win in _newest(rows.with_things(), "on")
    )


def _learned(user: User, start: datetime) -> list[Line]:
    """At the end of goals, and in answers to curious questions that have words."""
    goals = Goal.objects.owned_by(user).filter(ended_at__gte=start).exclude(learned="")
    said = Reflection.objects.owned_by(user).said().since(start).exclude(text="")
    lines = [
        Line(
            key=f"learned-{goal.pk}",
            on=user.local_date(goal.ended_at),
            text=goal.learned,
            note=goal.title,
            private=goal.shared_at is None,
        )
        for goal in _newest(goals, "ended_at")
    ]
    lines += [
        Line(f"reflection-{row.pk}", row.on, row.text, private=not row.is_shared)
        for row in _newest(said, "at")
    ]
    return _in_order(lines)


def _thanks(user: User, start: datetime) -> list[Line]:
    """Both ways: who is thanked remembers it, and so does who thanks."""
    close_outs = CloseOut.objects.visible_to(user).filter(written_at__gte=start)
    lines = [
        Line(
            key=f"thanks-{row.pk}",
            on=user.local_date(row.written_at),
            text=row.thanks,
            note=_from_whom(user, row.author, row.check_in.pairing),
        )
        for row in _newest(close_outs.exclude(thanks="").with_people(), "written_at")
    ]
    lines += [
        Line(
            key=f"parting-{row.pk}",
            on=user.local_date(row.written_at),
            text=row.text,
            note=_from_whom(user, row.member, row.member.pairing),
        )
        for row in _newest(parting_notes(user).filter(written_at__gte=start), "written_at")
    ]
    return _in_order(lines)


def parting_notes(user: User) -> QuerySet[PartingNote]:
    """What members of one's pairings wrote when these ended, one's own among them."""
    rows = PartingNote.objects.filter(
        member__pairing__in=PairingMember.objects.of(user).values("pairing")
    )
    return rows.select_related("member__enrollment__user", "member__pairing").prefetch_related(
        members_at("member__pairing__members")
    )


def _from_whom(user: User, author: PairingMember, pairing: Pairing) -> str:
    if author.enrollment.user_id != user.pk:
        return _("from %(name)s") % {"name": author.person}
    return _("to %(names)s") % {"names": names(others_of(pairing, user))}


def title_of(user: User) -> str:
    return _("90 days of %(name)s") % {"name": user}
