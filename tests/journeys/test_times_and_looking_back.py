"""A time in somebody's night on a phone, a day without a meeting, and words found again at a desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.services.people import add_away
from checkins.models import CheckIn, Note, Preparation
from checkins.services import keep_rhythm
from checkins.tests.make import THURSDAY, make_check_in, make_close_out, make_report
from mentorship.models import Pairing, PairingMember
from mentorship.tests.make import NOW

from .door import signed_in
from .visitor import Visitor

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_time_in_the_night_is_asked_about_on_a_phone(
    visitor: Callable[..., Visitor], pairing: Pairing, maria: User, scripts: bool
) -> None:
    check_in = make_check_in(pairing)
    guest = signed_in(visitor, maria, java_script_enabled=scripts)
    guest.open(reverse("checkins:move_check_in", args=[check_in.pk]))
    guest.write("Which day suits all of you?", "2026-11-23")
    guest.write("At what time? (your own time)", "09:30")
    guest.write("A line for the others", "Early, I know.")
    guest.press("Move it")
    guest.sees("Is that time meant?", "04:30 for Omar, and may be in their night")
    assert guest.page.get_by_label("A line for the others").input_value() == "Early, I know."
    assert CheckIn.objects.get(pk=check_in.pk).starts_at == THURSDAY
    guest.page.get_by_label("It suits us all the same").check()
    guest.press("Move it")
    guest.sees("Moved.", "Early, I know.")


def test_home_names_a_day_without_and_leads_to_another(
    visitor: Callable[..., Visitor], pairing: Pairing, maria: User, omar: User
) -> None:
    day = THURSDAY.date() + 7 * DAY
    add_away(person=omar, by=omar, from_on=day, until_on=day, now=NOW)
    keep_rhythm(pairing=pairing, now=NOW)
    guest = signed_in(visitor, maria)
    guest.follow("You do not meet on Thursday 26 November: Omar is away.")
    guest.write("Which day suits all of you?", "2026-11-27")
    guest.write("At what time? (your own time)", "15:00")
    guest.press("Plan it")
    guest.sees("Planned.", "Friday 27 November, 15:00")


def test_words_of_every_kind_are_found_again(
    visitor: Callable[..., Visitor],
    pairing: Pairing,
    as_mentee: PairingMember,
    as_mentor: PairingMember,
    omar: User,
) -> None:
    talk = make_check_in(pairing, starts_at=NOW - 7 * DAY, state="held")
    make_close_out(talk, as_mentee, summary="We spoke of the lighthouse.")
    Preparation.objects.create(
        check_in=talk, member=as_mentee, summary="A lighthouse, twice.", saved_at=NOW
    )
    Note.objects.create(
        author=as_mentor, check_in=talk, ink="private", text="Lighthouse: mine.", written_at=NOW
    )
    make_report(as_mentee, accomplished="Saw a lighthouse.", sent_at=NOW - 5 * DAY)
    Pairing.objects.update(state="closed", closed_at=NOW, close_reason="done")
    guest = signed_in(visitor, omar, desk=True)
    guest.open(reverse("checkins:history", args=[pairing.pk]))
    guest.write("Words to look for", "lighthouse")
    guest.press("Find")
    guest.sees("We spoke of the lighthouse.", "A lighthouse, twice.", "Lighthouse: mine.")
    guest.sees("Saw a lighthouse.", "Maria brought", "Maria’s week, 9 to 15 November")
    assert guest.page.locator("mark").count() == 4
