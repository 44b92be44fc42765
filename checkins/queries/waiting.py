"""What others wrote and wait for, times to pick, applications that are not sent yet, plans to look
back on, wins to cheer, and whom one asked oneself.

One read, whatever the number of kinds: each kind is a part of one union, and a row of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import address
from accounts.kept import Kept
from accounts.models import User
from accounts.prepared import prepared
from checkins.models import (
    CloseOut,
    Feedback,
    FeedbackRequest,
    Report,
    RhythmProposal,
    TimeProposal,
)
from checkins.queries.notices import off_rows, passed_rows, to_know_off, to_know_passed
from checkins.queries.todo import Row, ToDo
from goals.models import Ask, DraftOffer, GoalQuestion, Plan, Win
from mentorship.models import ApplicationDraft, PairingRequest

MOST_ROWS = 100
AUTHOR, TO, ASKER = "author__enrollment__user", "to__enrollment__user", "asker__enrollment__user"


TODOS: Kept[list[ToDo]] = Kept(1000)


def waiting(user: User, now: datetime) -> Iterator[ToDo]:
    """For whom works with somebody."""
    return _drawn(_together(reader=user, now=now, today=user.local_date(now)))


def waiting_alone(user: User) -> Iterator[ToDo]:
    """For whom works with nobody at the moment."""
    return _drawn(_alone(reader=user))


@prepared
def _together(reader: Any, now: Any, today: Any) -> QuerySet[Any, Any]:
    close_outs = CloseOut.objects.to_confirm(reader)
    written = Feedback.objects.waiting_for(reader, now)
    more = Feedback.objects.to_say_more(reader)
    views = FeedbackRequest.objects.waiting_for(reader, now)
    asks = Ask.objects.waiting_for(reader)
    questions = GoalQuestion.objects.waiting_for(reader)
    drafts = DraftOffer.objects.waiting_for(reader)
    wins = Win.objects.to_cheer(reader, today)
    reports = Report.objects.waiting_for(reader, now)
    rows = _rows(close_outs, "close_out", AUTHOR, "check_in__pairing_id").union(
        _rows(written, "feedback", AUTHOR, "author__pairing_id"),
        _rows(more, "more", TO, "author__pairing_id", "to_id"),
        _rows(views, "view", ASKER, "asker__pairing_id", "asker_id"),
        _rows(asks, "ask", ASKER, "asker__pairing_id"),
        _rows(questions, "question", "by__enrollment__user", "goal__owner__pairing_id"),
        _rows(drafts, "draft", "by__enrollment__user"),
        _rows(wins, "win", "owner__enrollment__user", "owner__pairing_id"),
        _rows(reports, "report", "member__enrollment__user", "member__pairing_id"),
        _times(reader, now),
        _rhythms(reader),
        _plans(reader, today),
        _asking(reader),
        _asked(reader),
        _unfinished(reader),
        passed_rows(reader, now),
        off_rows(reader, now, today),
        all=True,
    )
    return rows[:MOST_ROWS]


@prepared
def _alone(reader: Any) -> QuerySet[Any, Any]:
    rows = _unfinished(reader).union(_asking(reader), _asked(reader), all=True)
    return rows[:MOST_ROWS]


def _drawn(rows: Iterable[tuple[Any, ...]]) -> Iterator[ToDo]:
    """All at once, kept for as long as exactly these wait: what is said of a row is said by it."""
    facts = tuple(rows)
    yield from TODOS.get(facts, lambda: [KINDS[row.what](row) for row in _in_order(facts)])


def _in_order(rows: Iterable[tuple[Any, ...]]) -> list[Row]:
    return sorted(Row(*row) for row in rows)


def _rows(
    rows: QuerySet[Any], kind: str, person: str, pairing: str = "", member: str = ""
) -> QuerySet[Any]:
    return rows.order_by().values_list(
        Value(kind),
        "pk",
        F(pairing) if pairing else Value(0),
        F(member) if member else Value(0),
        f"{person}__name",
        f"{person}__email",
    )


def _asking(reader: Any) -> QuerySet[Any]:
    return _rows(PairingRequest.objects.open().received_by(reader), "request", "sender__user")


def _asked(reader: Any) -> QuerySet[Any]:
    """By the name that they may read; what they asked for is the kind."""
    typed = Case(When(invited_as="", then=F("recipient__user__name")), default=F("invited_as"))
    rows = PairingRequest.objects.open().sent_by(reader).order_by()
    return rows.values_list("kind", "pk", Value(0), Value(0), typed, "recipient__user__email")


def _times(reader: Any, now: Any) -> QuerySet[Any]:
    """By their check-in; where the others have the other's place, these have how many times."""
    rows = TimeProposal.objects.waiting_for(reader, now).order_by().annotate(many=Count("times"))
    who = "by__enrollment__user"
    return rows.values_list(
        Value("times"),
        "check_in_id",
        "check_in__pairing_id",
        "many",
        f"{who}__name",
        f"{who}__email",
    )


def _rhythms(reader: Any) -> QuerySet[Any]:
    rows = RhythmProposal.objects.waiting_for(reader).order_by()
    who = "by__enrollment__user"
    return rows.values_list(
        Value("rhythm"), "pairing_id", "pairing_id", Value(0), f"{who}__name", f"{who}__email"
    )


def _plans(reader: Any, today: Any) -> QuerySet[Any]:
    """Where the others have a name, these have the day to look back on: 30, 60 or 90."""
    day = Cast("due_day", CharField())
    rows = Plan.objects.review_due(reader, today).order_by()
    return rows.values_list(Value("plan"), "pk", Value(0), Value(0), day, Value(""))


def _unfinished(reader: Any) -> QuerySet[Any]:
    """Where the others have a name and an address, these have their cohort and the role."""
    drafts = ApplicationDraft.objects.of(reader).where_people_are_taken().order_by()
    return drafts.values_list(Value("unfinished"), "pk", Value(0), Value(0), "cohort__slug", "role")


def _to_finish(row: Row) -> ToDo:
    return ToDo(
        title=_("Your application is not sent yet"),
        text=_("What you wrote is kept. You can go on, or delete it."),
        url=address("mentorship:apply", row.name, row.email),
        label=_("Go on"),
        sort="unfinished",
    )


def _to_accept(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s asks you, and waits for an answer") % row.by,
        text=_("Yes and “not now” are both good answers."),
        url=address("mentorship:request", row.pk),
        label=_("Read and answer"),
        sort="request",
    )


def _to_confirm(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s wrote down what you talked about") % row.by,
        text=_("Is this how you remember it too?"),
        url=address("checkins:confirm_close_out", row.pk),
        label=_("Read and confirm"),
        sort="close_out",
        pairing=row.pairing,
    )


def _to_answer(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s has a few words for you") % row.by,
        text=_("Read now, answer when you like."),
        url=address("checkins:answer_feedback", row.pk),
        label=_("Read it"),
        sort="feedback",
        pairing=row.pairing,
    )


def _to_hear(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s wrote how their week was") % row.by,
        text=_("One line back, or one press."),
        url=address("checkins:report", row.pk),
        label=_("Read and answer"),
        sort="report",
        pairing=row.pairing,
    )


def _to_say_more(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s would like to hear more about what you wrote") % row.by,
        text=_("One more line is enough."),
        url=f"{address('checkins:give_feedback', row.member)}?after={row.pk}",
        label=_("Say more"),
        sort="feedback",
        pairing=row.pairing,
    )


def _to_view(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s would like to know how you see something") % row.by,
        text=_("A few words about one piece of work."),
        url=f"{address('checkins:give_feedback', row.member)}?request={row.pk}",
        label=_("Write a few words"),
        sort="view",
        pairing=row.pairing,
    )


def _to_pick(row: Row) -> ToDo:
    told = row.by | {"many": row.member}
    title = ngettext(
        "%(name)s proposes a time to meet", "%(name)s proposes %(many)s times", row.member
    )
    return ToDo(
        title=title % told,
        text=_("Pick the one that suits you, or say that none does."),
        url=address("checkins:check_in", row.pk),
        label=_("Look and pick"),
        sort="times",
        pairing=row.pairing,
    )


def _to_agree(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s proposes another rhythm") % row.by,
        text=_("It counts once all of you have said yes."),
        url=address("checkins:propose_rhythm", row.pk),
        label=_("Look and answer"),
        sort="rhythm",
        pairing=row.pairing,
    )


def _to_help(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s asks you for something") % row.by,
        text=_("A line is enough, and “not now” is an answer too."),
        url=address("goals:answer_ask", row.pk),
        label=_("Read and answer"),
        sort="ask",
        pairing=row.pairing,
    )


def _to_explain(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s asks about your goal") % row.by,
        text=_("A goal gets better by a good question. A line is enough."),
        url=address("goals:answer_goal_question", row.pk),
        label=_("Read and answer"),
        sort="question",
        pairing=row.pairing,
    )


def _to_adopt(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s drafted a goal you might like") % row.by,
        text=_("Make it yours, change it, or leave it."),
        url=address("goals:draft_offers"),
        label=_("Look at the draft"),
        sort="draft",
    )


def _to_look_back(row: Row) -> ToDo:
    return ToDo(
        title=_("Day %(day)s of your plan: what has become of it?") % {"day": row.name},
        text=_("What moved, what surprised you, what you would change. Three lines."),
        url=address("goals:write_plan_review", row.pk, row.name),
        label=_("Look back"),
        sort="plan",
    )


def _to_cheer(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s has something to celebrate") % row.by,
        text=_("One press tells them that you saw it."),
        url=address("goals:wins"),
        label=_("See and cheer"),
        sort="win",
        pairing=row.pairing,
    )


def _stands(row: Row, asked_for: str) -> ToDo:
    """Nothing to do: where it stands."""
    return ToDo(
        kind="asked",
        title=str(User(name=row.name, email=row.email)),
        text=asked_for,
        url=address("mentorship:request", row.pk),
        sort="asked",
    )


def _waits_for_talk(row: Row) -> ToDo:
    return _stands(row, _("A first talk: waits for an answer"))


def _waits_for_pairing(row: Row) -> ToDo:
    return _stands(row, _("To work together: waits for an answer"))


KINDS: dict[str, Callable[[Row], ToDo]] = {
    "close_out": _to_confirm,
    "ask": _to_help,
    "draft": _to_adopt,
    "feedback": _to_answer,
    "more": _to_say_more,
    "off": to_know_off,
    "passed": to_know_passed,
    "plan": _to_look_back,
    "question": _to_explain,
    "report": _to_hear,
    "rhythm": _to_agree,
    "times": _to_pick,
    "view": _to_view,
    "win": _to_cheer,
    "request": _to_accept,
    "unfinished": _to_finish,
    PairingRequest.Kind.TALK: _waits_for_talk,
    PairingRequest.Kind.PAIRING: _waits_for_pairing,
}
