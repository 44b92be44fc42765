"""The life of pairings: Omar proposes to go on longer; Maria has written a card; Fred has left her a
note; Nina would rather not work with Pavel again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mentorship.models import FitCheck, NeverAgain, PairingMember, PartingNote, RematchWish
from mentorship.services import cards, extensions, fit, pairings
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:notes": "pairing",
    "mentorship:agree_extension": "pairing",
    "mentorship:answer_fit": "pairing",
    "mentorship:decline_extension": "pairing",
    "mentorship:propose_extension": "pairing",
    "mentorship:request_rematch": "pairing",
    "mentorship:rule_out_partners": "pairing",
    "mentorship:voices": "cohort",
    "mentorship:withdraw_rematch": "pairing",
    "mentorship:write_card": "pairing",
}
MAIL_KINDS = {
    "mentorship.agreement_open": ("service", True, "stream", "hold"),
    "mentorship.extension_answered": ("service", True, "stream", "hold"),
    "mentorship.extension_proposed": ("transactional", False, "none", "hold"),
    "mentorship.fit_check": ("service", True, "stream", "hold"),
    "mentorship.pairing_ended": ("transactional", False, "none", "hold"),
    "mentorship.pairing_paused": ("transactional", False, "none", "hold"),
    "mentorship.pairing_resumed": ("transactional", False, "none", "hold"),
}


def add(world: World) -> None:
    active, former = world["pairing[active]"], world["pairing[closed]"]
    answers = {"likes": world.words("Boats."), "helps": "", "hopes": ""}
    cards.write_card(pairing=active, by=world.maria, now=world.now - 27 * DAY, answers=answers)
    world.things["extension"] = extensions.propose_extension(
        pairing=active, by=world.omar, now=world.now - DAY, ends_on=active.ends_on + 30 * DAY
    )
    fit.answer_fit(
        pairing=active, by=world.maria, now=world.now - 6 * DAY, answer="good", by_name=True
    )
    PartingNote.objects.create(
        member=make.member_of(former, world.fred),
        text=world.words("It was good."),
        written_at=world.now - 30 * DAY,
    )
    NeverAgain.objects.create(by=world.nina, about=world.pavel, said_at=world.now - 3 * DAY)


def sent_with(row: str, world: World) -> dict[str, Any]:
    extension = {"extension": str(world["extension"].pk)}
    later = f"{world.now + 300 * DAY:%Y-%m-%d}"
    return {
        "mentorship:agree_extension": extension,
        "mentorship:answer_fit": {"answer": "good", "by_name": "no"},
        "mentorship:decline_extension": extension,
        "mentorship:propose_extension": {"ends_on": later},
        "mentorship:write_card": {"likes": "Boats."},
    }.get(row.partition("[")[0], {})


def occasions(world: World, now: datetime) -> None:
    """Nina and Pavel try everything; Hana and Dora have no agreement, and their weeks are up."""
    other, paused = world["pairing[other]"], world["pairing[paused]"]
    pairings.resume_pairing(pairing=paused, by=world.jon, now=now)
    longer = extensions.propose_extension(
        pairing=other, by=world.nina, now=now, ends_on=other.ends_on + 30 * DAY
    )
    extensions.agree_extension(extension=longer, by=world.pavel, now=now)
    pairings.close_pairing(
        pairing=world["pairing[doras]"],
        by=world.dora,
        now=now,
        reason="done",
        thanks=world.words("Thank you for your time."),
    )
    fit.ask_fit(pairing=other, moment=FitCheck.Moment.DAY_30, now=now)


def crowd(world: World, many: int) -> None:
    """Many ask for somebody else, and many say how it is."""
    cohort = world["cohort[autumn]"]
    members = PairingMember.objects.filter(pairing__cohort=cohort).select_related("enrollment")
    for number, member in enumerate(members.exclude(pairing__state="proposed")[: 2 * many]):
        RematchWish.objects.get_or_create(
            enrollment=member.enrollment, state="open", defaults={"asked_at": world.now}
        )
        facts = {"answer": "good", "by_name": number % 2 == 0, "answered_at": world.now}
        FitCheck.objects.update_or_create(
            member=member, moment="day_30", defaults=facts | {"asked_at": world.now}
        )
