"""On phones, and without signing in: a close-out is confirmed, and a week is answered, from the mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from checkins.models import CloseOut, Report, ReportReply
from checkins.services import ReportWish, send_report
from checkins.tests.make import THURSDAY, make_check_in
from goals.models import Commitment
from mentorship.models import Pairing, PairingMember
from mentorship.tests.make import NOW, PASSWORD

from . import door
from .clock import Clock
from .post import Post
from .visitor import Visitor

pytestmark = pytest.mark.browser
DAY, MONDAY = timedelta(days=1), date(2026, 11, 23)
SCREENS = 6  # of a phone: what five minutes are enough for


def test_a_close_out_takes_two_fields_and_is_confirmed_from_the_mail(
    visitor: Callable[..., Visitor],
    post: Post,
    clock: Clock,
    pairing: Pairing,
    as_mentee: PairingMember,
    maria: User,
    omar: User,
) -> None:
    check_in = make_check_in(pairing)
    clock.set(THURSDAY.date(), time(18), "Europe/Berlin")
    guest = visitor("Maria")
    guest.open("/")
    door.sign_in_with_password(guest, maria.email, PASSWORD)
    guest.open(reverse("checkins:close_out_check_in", args=[check_in.pk]))
    assert guest.page.locator("form:has([name=summary]) [required]").count() == 0
    height = guest.page.evaluate("document.documentElement.scrollHeight / innerHeight")
    assert height <= SCREENS
    guest.write("What did you talk about?", "We cut the slides to three.")
    first = guest.page.locator("#promises").locator("..").locator(".form").first
    guest.write("I will …", "Cut two more", within=first)
    guest.press("Save the close-out")
    assert Commitment.objects.get().person == maria
    post.deliver()
    letter = post.latest("checkins.close_out_to_confirm", omar.email)
    assert "We cut the slides to three." in letter.plain
    assert "Ask me about this" not in letter.plain  # it is not his to say
    mentor = visitor("Omar")  # who is signed in nowhere
    mentor.open(letter.link("Yes, that’s how it was"))
    assert CloseOut.objects.get().confirmed_at is None
    mentor.press("Yes, that’s how it was")
    assert CloseOut.objects.get().confirmed_by.person == omar


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_week_is_answered_in_a_line_from_the_one_mail(
    visitor: Callable[..., Visitor],
    post: Post,
    clock: Clock,
    as_mentee: PairingMember,
    maria: User,
    omar: User,
    scripts: bool,
) -> None:
    wish = ReportWish(accomplished="Six people heard the talk.")
    facts = {"week_on": MONDAY - 7 * DAY, "wish": wish, "by": maria, "now": NOW + 4 * DAY}
    send_report(member=as_mentee, **facts)
    clock.set(MONDAY, time(10), "America/New_York")
    post.deliver()
    letter = post.latest("checkins.your_mentees", omar.email)
    assert "Six people heard the talk." in letter.plain
    mentor = visitor("Omar", java_script_enabled=scripts)
    mentor.open(letter.link("Answer in a line"))
    assert not ReportReply.objects.exists()
    mentor.write("Your line", "Who asked the best question?")
    mentor.page.locator("form.card button[type=submit]").click()
    mentor.page.wait_for_load_state()
    assert Report.objects.get().replies.get().text == "Who asked the best question?"
