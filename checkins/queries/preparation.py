"""What people bring to a check-in, and the questions that wait for one."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.models import User
from checkins.models import CheckIn, Preparation, SavedQuestion
from mentorship.models import Pairing

ENDED_SHOWN = 20


def brought_to(
    user: User, check_in: CheckIn
) -> tuple[list[Preparation], Preparation | None, list[SavedQuestion]]:
    """Everybody's preparation, the reader's own, and the questions of all: those that wait, or
    once it is over those that were asked at it."""
    rows = list(check_in.preparations.with_people())
    mine = next((row for row in rows if row.person.pk == user.pk), None)
    if check_in.state == CheckIn.State.PLANNED:
        return rows, mine, questions_for(check_in)
    return rows, mine, list(check_in.questions_asked.with_people())


def questions_for(check_in: CheckIn) -> list[SavedQuestion]:
    """Of all who meet; whatever was not asked last time is among them."""
    waiting = SavedQuestion.objects.of_pairing(check_in.pairing).waiting()
    return list(waiting.with_people().order_by("author", "id"))


@dataclass(frozen=True)
class Waiting:
    """`rests`: its pairing does not meet now, so it cannot be asked there."""

    question: SavedQuestion
    readers: list[User]
    rests: bool


@dataclass
class QuestionPage:
    """One's own questions: by pairing what waits, then what is over."""

    waiting: list[Waiting] = field(default_factory=list)
    asked: list[SavedQuestion] = field(default_factory=list)
    put_away: list[SavedQuestion] = field(default_factory=list)


def question_page(user: User) -> QuestionPage:
    mine = SavedQuestion.objects.of(user)
    over = list(mine.ended().select_related("author__pairing").order_by("-ended_at")[:ENDED_SHOWN])
    return QuestionPage(
        waiting=[_waiting(row) for row in mine.waiting().with_members().order_by("id")],
        asked=[row for row in over if row.state == SavedQuestion.State.ASKED],
        put_away=[row for row in over if row.state == SavedQuestion.State.PUT_AWAY],
    )


def _waiting(question: SavedQuestion) -> Waiting:
    pairing = question.author.pairing
    readers = [member.enrollment.user for member in pairing.members.all()]
    return Waiting(question, readers, rests=pairing.state != Pairing.State.ACTIVE)
