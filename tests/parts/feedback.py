"""Feedback that was asked for: Maria asks Omar, and two colleagues outside, of whom one answered;
Omar promised her a line each week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from checkins import services
from checkins.models import ColleagueAnswer, FeedbackRequest, FeedbackRhythm, SharedAnswer

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:answer_as_colleague": "colleague",
    "checkins:ask_colleague": "pairing",
    "checkins:decline_as_colleague": "colleague",
    "checkins:decline_feedback_request": "request for words",
    "checkins:end_feedback_rhythm": "feedback_rhythm",
    "checkins:mark_acted_on": "feedback",
    "checkins:promise_feedback_rhythm": "member",
    "checkins:put_off_feedback": "feedback",
    "checkins:request_feedback": "pairing",
    "checkins:share_answer": "request for words",
    "checkins:withdraw_feedback_request": "request for words",
}
MAIL_KINDS = {
    "checkins.colleague_answered": ("service", True, "stream", "hold"),
    "checkins.colleague_asked": ("transactional", False, "none", "hold"),
    "checkins.feedback_requested": ("service", True, "stream", "hold"),
    "checkins.feedback_to_clarify": ("service", True, "stream", "hold"),
}


def _ask(world: World, name: str, **changes: Any) -> FeedbackRequest:
    from tests.world import member

    facts = {
        "asker": member(world, "maria"),
        "by": world.maria,
        "name": name,
        "address": f"{name.lower()}@outside.example",
        "work": world.words("My talk on Monday"),
        "question": world.words("Where did you lose me?"),
        "client_token": name,
        "now": world.now - 12 * DAY,
    }
    return services.ask_colleague(**(facts | changes))


def add(world: World) -> None:
    """Longer ago than a mail about it would still be useful: what is mailed has its occasions."""
    from tests.world import member

    asked = services.request_feedback(
        asker=member(world, "maria"),
        to=member(world, "omar"),
        by=world.maria,
        work=world.words("The draft of my talk"),
        question=world.words("Is the beginning clear?"),
        skill=world.words("Presenting"),
        link="https://files.example/talk",
        goal=world["goal[shared]"],
        client_token="asked",
        now=world.now - 10 * DAY,
    )
    waiting, answered, shared = (_ask(world, name) for name in ("Gwen", "Hugo", "Ines"))
    for request in (answered, shared):
        services.answer_as_colleague(
            request=request, text=world.hidden("After the second number."), now=world.now - 10 * DAY
        )
    services.share_answer(
        answer=ColleagueAnswer.objects.get(request=shared),
        by=world.maria,
        text=world.words("Slow down at the numbers."),
        now=world.now,
    )
    world.things |= {
        "request for words[to omar]": asked,
        "request for words[to gwen]": waiting,
        "request for words[answered]": answered,
        "colleague[open]": waiting.raw,
        "colleague[answered]": answered.raw,
        "colleague[wrong]": waiting.raw[:-1] + ("A" if waiting.raw[-1] != "A" else "B"),
        "feedback_rhythm[omars]": services.promise_feedback_rhythm(
            to=member(world, "maria"),
            by=world.omar,
            skill=world.words("Leading meetings"),
            every=1,
            until_on=world.now.date() + 60 * DAY,
            now=world.now - DAY,
        ),
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    words = {"work": "My report", "question": "Is it clear?", "client_token": "y"}
    soon = f"{world.now + 30 * DAY:%Y-%m-%d}"
    return {
        "checkins:answer_as_colleague": {"text": "It was clear."},
        "checkins:ask_colleague": words | {"name": "Gus", "address": "gus@outside.example"},
        "checkins:decline_as_colleague": {"never_again": "on"},
        "checkins:promise_feedback_rhythm": {"skill": "Writing", "every": "2", "until_on": soon},
        "checkins:request_feedback": words | {"to": str(world["member[omar]"].pk)},
        "checkins:share_answer": {"text": "It was clear."},
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    """Nina asks Pavel, and a colleague who answers; Pavel would like to hear more from her."""
    from tests.world import member

    nina = {"asker": member(world, "nina"), "by": world.nina, "client_token": "n", "now": now}
    words = {"work": world.words("My guide"), "question": world.words("Too long?")}
    services.request_feedback(to=member(world, "pavel"), **nina, **words)
    outside = nina | {"client_token": "o", "name": "Kim", "address": "kim@outside.example"}
    asked = services.ask_colleague(**outside, **words)
    services.answer_as_colleague(request=asked, text=world.words("Just right."), now=now)
    facts = {"name": "Lea", "address": "lea@outside.example", "client_token": "p"}
    services.ask_colleague(**(outside | facts), **words)
    said = services.give_feedback(
        to=member(world, "pavel"),
        by=world.nina,
        kind="observe",
        text=world.words("You went quiet."),
        client_token="quiet",
        now=now,
    )
    services.answer_feedback(
        feedback=said, by=world.pavel, answer="clarify", text=world.words("When?"), now=now
    )


def crowd(world: World, many: int) -> None:
    """Many asked and answered, both ways, and many lines promised."""
    maria, omar = world["member[maria]"], world["member[omar]"]
    facts = {"work": "My talk", "question": "Clear?", "asked_at": world.now}
    for number in range(many):
        token = {"client_token": f"crowd-{number}"}
        for asker, to in ((maria, omar), (omar, maria)):
            FeedbackRequest.objects.create(asker=asker, to=to, **facts, **token)
            outside = {"colleague": f"Kai{number}", "expires_at": world.now + 9 * DAY}
            ended = {"state": "answered", "ended_at": world.now}
            token_ = {"client_token": f"crowd-out-{number}"}
            request = FeedbackRequest.objects.create(
                asker=asker, **facts, **outside, **ended, **token_
            )
            answer = ColleagueAnswer.objects.create(request=request, text="Yes.", at=world.now)
            SharedAnswer.objects.create(answer=answer, text="Yes.", at=world.now)
            FeedbackRhythm.objects.create(
                member=asker,
                to=to,
                skill=f"Skill {number}",
                begins_on=world.now.date(),
                until_on=world.now.date() + 9 * DAY,
                promised_at=world.now,
            )
