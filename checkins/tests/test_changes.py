"""Moved and canceled with a line; and talks that took place elsewhere."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts import mailkinds
from accounts.errors import DomainError
from accounts.models import Message
from checkins.mails.elsewhere import met_button
from checkins.models import CheckIn, MetElsewhere
from checkins.services import (
    cancel_check_in,
    close_out_check_in,
    keep_rhythm,
    log_check_in,
    move_check_in,
    skip_check_in,
)
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.tests.make import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def mail(kind: str, name: str):
    message = Message.objects.filter(kind=kind, person__name__startswith=name).last()
    return mailkinds.get(kind).render(message, NOW)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_mail_of_a_move_says_who_from_when_and_their_line(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.first()
    move_check_in(
        check_in=check_in, by=maria, starts_at=THURSDAY + HOUR, line=" A visit came. ", now=NOW
    )
    told = mail("checkins.check_in_changed", "Omar")
    assert (
        "Maria moved it; before, it was planned for Thursday 19 November, 11:00." in told.paragraphs
    )
    assert (told.quote, told.quote_by) == ("A visit came.", "Maria")
    assert "propose up to three other times" in told.closing[-1]
    assert mail("checkins.check_in_changed", "Maria").paragraphs[1].startswith("You moved it")


def test_the_mail_of_a_cancellation_says_who(pairing, maria) -> None:
    check_in = make_check_in(pairing)
    keep_rhythm(pairing=pairing, now=NOW)
    Message.objects.update(state="sent", sent_at=NOW)
    cancel_check_in(check_in=check_in, by=maria, line="I am ill.", now=NOW)
    told = mail("checkins.check_in_canceled", "Omar")
    assert "Maria canceled it." in told.paragraphs
    assert told.quote == "I am ill."


def test_the_page_shows_who_moved_it(pairing, maria, omar, sign_in) -> None:
    check_in = make_check_in(pairing)
    said = {"day": "2026-11-20", "at": "16:00", "line": "A visit came."}
    sign_in(maria).post(f"/check-ins/{check_in.pk}/move/", said)
    page = text(sign_in(omar).get(f"/check-ins/{check_in.pk}/"))
    assert "Maria moved it from 19 November, 11:00 “ A visit came. ”" in page


def log(pairing, by, **changes) -> CheckIn:
    facts = {"on": date(2026, 11, 13), "minutes": 20, "now": THURSDAY}
    return log_check_in(pairing=pairing, by=by, **(facts | changes))


def test_log_check_in_counts_as_held_and_as_the_first_meeting(pairing, maria) -> None:
    check_in = log(pairing, maria, line="Over lunch.")
    assert (check_in.state, check_in.minutes, check_in.local_on.day) == ("held", 20, 13)
    assert MetElsewhere.objects.get().line == "Over lunch."
    pairing.refresh_from_db()
    assert pairing.met_at == THURSDAY


def test_log_check_in_leads_to_the_close_out(pairing, maria, sign_in) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        said = {"on": "2026-11-13", "minutes": "20", "was_planned": "on"}
        answer = sign_in(maria).post(f"/pairings/{pairing.pk}/met/", said)
        check_in = CheckIn.objects.get()
        assert answer["Location"] == f"/check-ins/{check_in.pk}/close-out/"
        close_out_check_in(check_in=check_in, by=maria, summary="Slides.", now=THURSDAY)


def test_log_check_in_makes_the_planned_one_of_that_day_held(pairing, maria) -> None:
    planned = make_check_in(pairing)
    held = log(pairing, maria, on=THURSDAY.date(), now=THURSDAY - HOUR)
    assert (held, held.state) == (planned, "held")
    assert CheckIn.objects.count() == 1


def test_log_check_in_beside_a_planned_one_is_refused(pairing, maria) -> None:
    make_check_in(pairing)
    with pytest.raises(DomainError) as refusal:
        log(pairing, maria, on=THURSDAY.date(), was_planned=False)
    assert refusal.value.field == "was_planned"


def test_what_was_said_not_to_have_happened_did_after_all(pairing, maria) -> None:
    skipped = skip_check_in(check_in=make_check_in(pairing), by=maria, now=THURSDAY + HOUR)
    held = log(pairing, maria, on=THURSDAY.date(), now=THURSDAY + 2 * HOUR)
    assert (held, held.state) == (skipped, "held")


def test_log_check_in_twice_is_one(pairing, maria, omar) -> None:
    assert log(pairing, maria) == log(pairing, omar)
    assert CheckIn.objects.count() == 1


def test_log_check_in_beside_one_that_is_held_is_refused(pairing, maria) -> None:
    make_check_in(pairing, state="held")
    with pytest.raises(DomainError):
        log(pairing, maria, on=THURSDAY.date(), now=THURSDAY + DAY)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 8, 1)])
def test_log_check_in_is_for_days_that_have_come_and_belong(pairing, maria, on) -> None:
    with pytest.raises(DomainError):
        log(pairing, maria, on=on)


def test_the_brief_has_a_button_for_who_met_already(pairing, maria) -> None:
    check_in = make_check_in(pairing)
    with time_machine.travel(THURSDAY - HOUR, tick=False):
        url = met_button(check_in, maria, THURSDAY - HOUR).url.partition("/a/")
        assert "When did you meet Omar?" in text(Client().get(f"/a/{url[2]}"))
        said = {"on": "2026-11-19", "minutes": "30", "was_planned": "on"}
        answer = Client().post(f"/a/{url[2]}", said)
    assert "Write the close-out" in text(answer)
    check_in.refresh_from_db()
    assert check_in.is_held
