"""Maria wrote about four of her last five weeks. Omar answered; the newest waits for him, and hers is
due again when her week ends. Somebody else whom he mentors is stuck."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from checkins import services
from checkins.demo.acting import Couple
from checkins.models import Report
from checkins.services import ReportWish
from goals.queries import consent_of
from goals.services import give_consent
from goals.weeks import WEEK, due_on, ending
from mentorship.models import PairingMember

TAP = ReportWish(kind="tap", mood="good")
SHORT = ReportWish(
    accomplished="The talk has a beginning now, and I said it aloud twice.",
    challenge="Everything after the third number.",
    promise="Cut it to one number, and say it to Jonas",
)
LONG = ReportWish(
    kind="full",
    accomplished="Six people heard the talk. Two asked for the slides.",
    proud="I paused, and nobody minded.",
    challenge="A question I had no answer to.",
    responded="I said so, and wrote the next day.",
    learned="“I will find out” is an answer.",
    progress="One of four trainings.",
    helped="Jonas, who sat in the first row and nodded.",
    energy=4,
    promise="Ask the team which training they would come to",
    wanted="How do you choose what to leave out?",
)
STUCK = ReportWish(kind="tap", mood="stuck", challenge="Nobody answers my mails about the room.")


def tell(couples: Sequence[Couple], now: datetime) -> None:
    couple = couples[0]
    week = ending(couple.maria.local_date(now), couple.maria.working_days)
    for ago, wish, answer in (
        (5, TAP, ("cheer", "")),
        (4, SHORT, ("line", "One number is plenty. Which one would they miss?")),
        (2, LONG, None),
    ):
        report = _sent(couple.mentee, week - ago * WEEK, wish, now)
        if report is not None and answer is not None:
            kind, text = answer
            services.answer_report(
                report=report,
                by=couple.omar,
                kind=kind,
                text=text,
                now=report.sent_at + timedelta(days=3),
            )
    consent = consent_of(couple.mentee)
    if consent is not None:
        give_consent(consent=consent, by=couple.maria, now=now - timedelta(days=9))
    for other in couples[1:]:
        if other.omar == couple.omar:
            _sent(other.mentee, week - WEEK, STUCK, now)


def _sent(member: PairingMember, week: date, wish: ReportWish, now: datetime) -> Report | None:
    """On the afternoon of that week's last working day, unless it is before they were paired."""
    person = member.person
    day = due_on(week, person.working_days)
    at = now - timedelta(days=(person.local_date(now) - day).days)
    if member.pairing.starts_on is not None and day < member.pairing.starts_on:
        return None
    return services.send_report(member=member, week_on=week, wish=wish, by=person, now=at)
