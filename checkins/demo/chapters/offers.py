"""Omar asks about a goal that Maria proposed, drafts another for her, and practices one thing
himself; one of Maria's small goals comes again each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from checkins import services as rhythm
from checkins.demo.acting import Couple
from checkins.models import CheckIn
from goals import services
from goals.models import Goal
from goals.wishes import DraftWish, GoalWish

DAY = timedelta(days=1)
# The newest talk is left for whoever looks at the demo.
NOTES = (
    ("yes", "“What would you do if nobody watched?” She thought for a long time."),
    ("little", "I asked, and then answered it myself."),
    ("not", "We were late, and I gave advice instead."),
)


def tell(couples: Sequence[Couple], now: datetime) -> None:
    couple = couples[0]
    ask_and_draft(couple, now)
    come_again(couple, now)
    practice(couple, now)


def ask_and_draft(couple: Couple, now: datetime) -> None:
    maria, omar = couple.mentee, couple.mentor
    wish = GoalWish(
        title="Write two short articles about what I learned",
        relevant="Writing shows me what I have not understood yet.",
        due_on=now.date() + 70 * DAY,
    )
    goal = services.create_goal(owner=maria, wish=wish, by=maria.person, now=now - 4 * DAY)
    goal = services.propose_goal(goal=goal, by=maria.person, now=now - 3 * DAY)
    first, _second = (
        services.ask_about_goal(goal=goal, text=text, by=omar.person, now=now - ago * DAY)
        for ago, text in ((2, "Who should read them?"), (1, "What is short, for you?"))
    )
    services.answer_goal_question(
        question=first,
        text="My team first. If they nod, the whole company.",
        by=maria.person,
        now=now - DAY,
    )
    services.offer_draft(
        to=maria,
        wish=DraftWish(
            title="Chair one planning round",
            why="You sum up well. A room would be glad of that.",
            due_on=now.date() + 90 * DAY,
            unit="rounds",
            target=Decimal(1),
        ),
        by=omar.person,
        now=now - DAY,
    )


def come_again(couple: Couple, now: datetime) -> None:
    maria = couple.mentee
    wish = GoalWish(
        title="Talk to one person from another team",
        due_on=(now - 2 * DAY).date(),
        repeats=Goal.Repeats.MONTH,
    )
    goal = services.create_goal(owner=maria, wish=wish, by=maria.person, now=now - 25 * DAY)
    services.achieve_goal(goal=goal, by=maria.person, now=now - 2 * DAY)


def practice(couple: Couple, now: datetime) -> None:
    omar = couple.mentor
    held = list(CheckIn.objects.of_pairing(couple.pairing).held().order_by("-starts_at")[:4])
    if not held:
        return
    goal = services.start_practice(
        owner=omar,
        title="Ask one direct question, then wait",
        relevant="I like to explain. Maria finds more by herself.",
        by=omar.person,
        now=held[-1].starts_at - DAY,
    )
    for check_in, (said, note) in zip(held[1:], NOTES, strict=False):
        rhythm.note_practice(
            goal=goal,
            check_in=check_in,
            said=said,
            note=note,
            by=omar.person,
            now=check_in.starts_at + DAY / 12,
        )
