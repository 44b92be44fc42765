"""What people bring when they next meet. Maria's two lines are left for whoever looks at the demo."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins import services
from checkins.demo.acting import Couple
from checkins.models import CheckIn

QUESTIONS = [
    "How do you begin when nobody in the room knows you?",
    "Which of my slides would you leave out?",
]
LINES = [
    "Two short talks held. The second went better, since I paused after the first sentence.",
    "A quiet fortnight. I would like to talk about what comes after the project.",
    "The draft is with my colleague. I am curious what you would have left out.",
]


def tell(couples: list[Couple], now: datetime) -> None:
    maria = couples[0]
    for number, text in enumerate(QUESTIONS):
        services.save_question(
            place=maria.mentee,
            text=text,
            by=maria.maria,
            now=now - timedelta(days=3 - number),
            client_token=str(number),
        )
    for number, couple in enumerate(couples[: len(LINES)]):
        _prepare(couple, LINES[number], now - timedelta(hours=5), by_mentor=number == 0)


def _prepare(couple: Couple, line: str, now: datetime, *, by_mentor: bool) -> None:
    upcoming = CheckIn.objects.of_pairing(couple.pairing).upcoming(now).first()
    if upcoming is None:
        return
    summary = "I tried your question in my own team, and would like to tell you what happened."
    services.prepare_check_in(
        check_in=upcoming,
        by=couple.omar if by_mentor else couple.maria,
        now=now,
        version=0,
        summary=summary if by_mentor else line,
    )
