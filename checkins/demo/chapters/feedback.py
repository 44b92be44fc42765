"""Maria asks for feedback, inside and outside; Omar would like to hear more, and promised a line a
week. What was written weeks ago is there already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from checkins import services
from checkins.demo.acting import Couple
from checkins.models import Feedback

DAY = timedelta(days=1)
FORM = "demo-%s"
SKILL = "Beginning a talk"
ANSWER = (
    "The story at the start had everybody. You lost me at the third number: I was still at the "
    "first. One number, and a pause, would do it."
)


def tell(couples: Sequence[Couple], now: datetime) -> None:
    couple = couples[0]
    _asked_outside(couple, now)
    _acted_on(couple, now)
    _to_say_more(couple, now)
    services.promise_feedback_rhythm(
        to=couple.mentee,
        by=couple.omar,
        skill="Leading meetings",
        every=1,
        until_on=now.date() + 56 * DAY,
        now=now - 6 * DAY,
    )
    services.request_feedback(
        asker=couple.mentee,
        to=couple.mentor,
        by=couple.maria,
        work="The first two minutes of Thursday’s talk",
        question="Does the beginning make you want to hear the rest?",
        skill=SKILL,
        client_token=FORM % "asked",
        now=now - timedelta(hours=5),
    )


def _asked_outside(couple: Couple, now: datetime) -> None:
    asked = services.ask_colleague(
        asker=couple.mentee,
        by=couple.maria,
        name="Jonas Weber",
        address="jonas@outside.example",
        work="My talk at the spring meeting",
        question="At which moment did I lose you?",
        skill=SKILL,
        client_token=FORM % "outside",
        now=now - 9 * DAY,
    )
    services.answer_as_colleague(request=asked, text=ANSWER, now=now - 8 * DAY)


def _acted_on(couple: Couple, now: datetime) -> None:
    """The oldest words to her: heard, thanked for, and acted on."""
    words = Feedback.objects.addressed_to(couple.maria).unanswered().order_by("pk").first()
    if words is None:
        return
    facts = {"feedback": words, "by": couple.maria}
    services.answer_feedback(
        answer="thanked",
        heard="That less is enough.",
        now=now - 3 * DAY,
        **facts,
    )
    services.mark_acted_on(now=now - 2 * DAY, **facts)


def _to_say_more(couple: Couple, now: datetime) -> None:
    said = services.give_feedback(
        to=couple.mentor,
        by=couple.maria,
        kind="observe",
        text="When you told me about your own first talk, I stopped being afraid of mine.",
        skill="Telling a story",
        client_token=FORM % "more",
        now=now - 4 * DAY,
    )
    services.answer_feedback(
        feedback=said,
        by=couple.omar,
        answer="clarify",
        text="What in the story was it?",
        heard="That it helps to hear of mistakes.",
        now=now - 3 * DAY,
    )
