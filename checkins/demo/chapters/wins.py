"""Maria writes some wins down, Omar cheers, and her older promises show what works for her."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from goals import services
from goals.models import Win
from mentorship.models import PairingMember

from ..acting import Couple

DAY = timedelta(days=1)
# How many days ago, what, and whether it is shared.
WINS = [
    (21, "I asked my first question in the all-hands.", Win.Reach.US),
    (13, "My outline was half a page, and everybody understood it.", Win.Reach.THANKS),
    (6, "I said no to a meeting that did not need me.", Win.Reach.ME),
    (1, "Two people came up afterwards and asked for the slides.", Win.Reach.US),
]
OMARS = (4, "I asked one direct question, and then waited for the answer.")
# How many days ago it was made, what, with which moment, and whether it was kept.
PROMISES = [
    (30, "Practise the opening aloud", "If the coffee is poured, then I stand up and begin.", True),
    (26, "Read two talks that I admire", "", False),
    (24, "Write the last line first", "If it is nine o’clock, then I open the draft.", True),
    (20, "Look for a smaller room", "", False),
    (18, "Time one run with a clock", "If lunch is over, then I start the clock.", True),
    (11, "Ask Ines what she remembers", "If I see her at the desk, then I ask.", True),
    (9, "Tidy the appendix", "", False),
]
FOR = 3  # days


def tell(couples: list[Couple], now: datetime) -> None:
    couple = couples[0]
    for ago, words, reach in WINS:
        add(couple.mentee, words, now - ago * DAY, reach)
    add(couple.mentor, OMARS[1], now - OMARS[0] * DAY, Win.Reach.US)
    for ago, text, cue, kept in PROMISES:
        promise_and_answer(couple.mentee, text, cue, now - ago * DAY, kept=kept)
    cheer(couple.omar, now)


def add(owner: PairingMember, words: str, when: datetime, reach: str) -> None:
    services.add_win(owner=owner, words=words, by=owner.person, now=when, reach=reach)


def promise_and_answer(
    owner: PairingMember, text: str, cue: str, made: datetime, *, kept: bool
) -> None:
    """Kept a day early, or let go on its day."""
    due_on = owner.person.local_date(made + FOR * DAY)
    promise = services.make_commitment(
        owner=owner, text=text, cue=cue, due_on=due_on, by=owner.person, now=made
    )
    services.answer_commitment(
        commitment=promise,
        answer="done" if kept else "let_go",
        by=owner.person,
        now=made + (FOR - 1 if kept else FOR) * DAY,
    )


def cheer(by: User, now: datetime) -> None:
    """For what is some days old; yesterday's is left for whoever looks at the demo."""
    for win in Win.objects.to_cheer(by, by.local_date(now)).filter(at__lt=now - 2 * DAY):
        services.cheer_win(win=win, by=by, now=win.at + DAY)
