"""What became of some promises of the first couple: done early, moved until it was split, looked back
on; and one of the mentor's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkins.demo.acting import Couple
from goals import services
from goals.models import Commitment
from goals.wishes import PromiseWish
from mentorship.models import PairingMember

DAY = timedelta(days=1)


def tell(couples: list[Couple], now: datetime) -> None:
    couple = couples[0]
    _kept(couple, now)
    _split(couple, now)
    _moved_three_times(couple, now)
    _mentors_own(couple, now)


def _promise(
    owner: PairingMember, text: str, now: datetime, days: int, cue: str = ""
) -> Commitment:
    return services.make_commitment(
        owner=owner,
        text=text,
        cue=cue,
        due_on=now.date() + days * DAY,
        by=owner.person,
        now=now,
        ask=False,
    )


def _kept(couple: Couple, now: datetime) -> None:
    """Before its day, and Omar may read why."""
    cue = "the afternoon coffee is poured"
    promise = _promise(couple.mentee, "Record one practice talk", now - 6 * DAY, 5, cue)
    row = services.answer_commitment(
        commitment=promise, answer="done", by=couple.maria, now=now - 3 * DAY
    )
    services.reflect_on_commitment(
        answer=row,
        by=couple.maria,
        now=now - 3 * DAY,
        cause="clarity",
        text="Five minutes, phone on the shelf: small enough to begin.",
        share=True,
    )


def _split(couple: Couple, now: datetime) -> None:
    promise = _promise(couple.mentee, "Prepare the whole budget talk", now - 9 * DAY, 7)
    parts = [
        PromiseWish(
            text="Write three sentences the talk must leave behind",
            due_on=now.date() + 2 * DAY,
            cue="the train leaves the station",
        ),
        PromiseWish(text="Choose two pictures for them", due_on=now.date() + 9 * DAY),
    ]
    services.split_commitment(
        commitment=promise, parts=parts, left_as="let_go", by=couple.maria, now=now - DAY, ask=False
    )


def _moved_three_times(couple: Couple, now: datetime) -> None:
    """It waits on the list, with the way to split it."""
    promise = _promise(couple.mentee, "Read the book on speaking", now - 20 * DAY, 4)
    for days in (16, 9, 2):
        row = services.answer_commitment(
            commitment=promise, answer="moved", by=couple.maria, now=now - days * DAY
        )
        promise.refresh_from_db()
    services.reflect_on_commitment(
        answer=row, by=couple.maria, now=now - 2 * DAY, cause="energy", text="Evenings are full."
    )


def _mentors_own(couple: Couple, now: datetime) -> None:
    promise = _promise(couple.mentor, "Ask one question before any advice", now - 4 * DAY, 6)
    services.answer_commitment(commitment=promise, answer="partly", by=couple.omar, now=now - DAY)
