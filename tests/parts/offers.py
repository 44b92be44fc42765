"""Omar asks about Maria's proposed goal and offers her drafts; he practices something for himself;
one of Maria's goals that repeats is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checkins.models import PracticeNote
from goals import services
from goals.models import DraftOffer, Goal, GoalQuestion, GoalQuestionAnswer
from goals.wishes import DraftWish, GoalWish
from mentorship.models import PairingMember
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:note_practice": "practiced",
    "goals:adopt_draft": "draft",
    "goals:answer_goal_question": "goal_question",
    "goals:ask_about_goal": "goal",
    "goals:edit_practice": "goal",
    "goals:offer_draft": "member",
    "goals:set_aside_draft": "draft",
    "goals:start_next_goal": "goal",
}
MAIL_KINDS = {
    "goals.draft_offered": ("service", True, "stream", "hold"),
    "goals.goal_asked_about": ("service", True, "stream", "hold"),
    "goals.goal_question_answered": ("service", True, "stream", "hold"),
}


def add(world: World) -> None:
    """Longer ago than a mail about it would still be useful: what is mailed has its occasions."""
    from tests.world import member

    maria, omar, when = member(world, "maria"), member(world, "omar"), world.now - 9 * DAY
    answered, waiting = (
        GoalQuestion.objects.create(
            goal=world["goal[proposed]"], by=omar, text=world.words(text), asked_at=when
        )
        for text in ("Who would notice?", "How many people?")
    )
    GoalQuestionAnswer.objects.create(
        question=answered, text=world.owned("My team would."), answered_at=when + DAY
    )
    offers = {
        label: DraftOffer.objects.create(
            by=omar, to=maria, title=world.words(title), why="You do it well.", offered_at=when
        )
        for label, title in (("waiting", "Teach a class"), ("aside", "Write a column"))
    }
    services.set_aside_draft(offer=offers["aside"], by=world.maria, now=when + DAY)
    repeated = services.create_goal(
        owner=maria,
        wish=GoalWish(title=world.hidden("Read one book"), due_on=when.date(), repeats="month"),
        by=world.maria,
        now=when,
    )
    services.achieve_goal(goal=repeated, by=world.maria, now=world.now - 8 * DAY)
    practice = services.start_practice(
        owner=omar, title=world.owned("Ask directly"), by=world.omar, now=world.now - 20 * DAY
    )
    world.things |= {
        "draft[aside]": offers["aside"],
        "draft[waiting]": offers["waiting"],
        "practiced[omars]": {"pk": world["check_in[held]"].pk, "goal_pk": practice.pk},
        "practiced[marias goal]": {
            "pk": world["check_in[held]"].pk,
            "goal_pk": world["goal[private]"].pk,
        },
        "goal[practice]": practice,
        "goal[repeated]": Goal.objects.get(pk=repeated.pk),
        "goal_question[answered]": answered,
        "goal_question[waiting]": waiting,
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    return {
        "checkins:note_practice": {"said": "little", "note": "At the end."},
        "goals:answer_goal_question": {"text": "My team."},
        "goals:ask_about_goal": {"text": "Who would notice?", "client_token": "q"},
        "goals:edit_practice": {"title": "Listen first"},
        "goals:offer_draft": {"title": "Lead a review", "client_token": "d"},
        "goals:start_practice": {"title": "Listen first", "client_token": "p"},
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    """Jon asks Iris about a goal, who answers; and he drafts one for her. Their pause is over."""
    pairing = world["pairing[paused]"]
    iris, jon = world.iris, world.jon
    owner = PairingMember.objects.with_person().get(pk=make.member_of(pairing, iris).pk)
    wish = GoalWish(title=world.words("Chair a panel"), due_on=now.date() + 60 * DAY)
    goal = services.create_goal(owner=owner, wish=wish, by=iris, now=now)
    goal = services.propose_goal(goal=goal, by=iris, now=now)
    asked = [
        services.ask_about_goal(goal=goal, text=world.words(text), by=jon, now=now)
        for text in ("Which panel?", "Until when?")
    ]
    services.answer_goal_question(
        question=asked[0], text=world.words("The next one."), by=iris, now=now
    )
    wish = DraftWish(title=world.words("Teach a class"), unit="classes", target=Decimal(2))
    services.offer_draft(to=owner, wish=wish, by=jon, now=now)


def crowd(world: World, many: int) -> None:
    """Many questions and drafts, both ways."""
    maria, omar, now = world["member[maria]"], world["member[omar]"], world.now
    for number in range(many):
        question = GoalQuestion.objects.create(
            goal=world["goal[proposed]"], by=omar, text="And then?", asked_at=now
        )
        if number % 2:
            GoalQuestionAnswer.objects.create(question=question, text="Rest.", answered_at=now)
        for state in ({}, {"set_aside_at": now}, {"adopted_at": now}):
            DraftOffer.objects.create(by=omar, to=maria, title="Try", offered_at=now, **state)
        goal = Goal.objects.create(owner=omar, title="Wait", practice=True, created_at=now)
        PracticeNote.objects.create(goal=goal, check_in=world["check_in[held]"], said="yes", at=now)
