"""Times from the mail and on screen: a click shows, a press acts."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import mailkinds
from accounts.models import ActionToken, Message
from checkins.models import CheckIn, TimeProposal
from checkins.services import end_proposals, pick_time, propose_check_in, propose_times
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.tests.make import NOW, make_trio

DAY = timedelta(days=1)
TIMES = [THURSDAY - DAY, THURSDAY + DAY]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def propose(pairing, by) -> TimeProposal:
    return propose_check_in(pairing=pairing, by=by, times=TIMES, minutes=30, now=NOW)


def mail(kind: str, name: str = ""):
    message = Message.objects.filter(kind=kind, person__name__startswith=name).last()
    return mailkinds.get(kind).render(message, NOW)


def path(url: str) -> str:
    return url.partition("//")[2].partition("/")[2].join(["/", ""])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_mail_shows_both_clocks_and_has_a_button_for_each_time(pairing, maria, omar) -> None:
    propose(pairing, omar)
    content = mail("checkins.times_proposed")
    assert content.facts[0] == ("1", "Wednesday 18 November, 16:00 · 11:00 for Omar")
    labels = [button.label for button in content.buttons]
    assert labels == ["Wed 18 Nov, 16:00", "Fri 20 Nov, 16:00", "None of these suits me"]


def test_a_button_of_the_mail_shows_and_a_press_plans(pairing, maria, omar) -> None:
    propose(pairing, omar)
    url = path(mail("checkins.times_proposed").buttons[1].url)
    shown = Client().get(url)
    assert "checked" in shown.content.decode()
    assert CheckIn.objects.get().is_proposed
    picked = TimeProposal.objects.get().times.last()
    answer = Client().post(url, {"times": picked.pk})
    assert "You meet on Friday 20 November, 16:00." in text(answer)
    assert CheckIn.objects.get().starts_at == TIMES[1]


def test_none_of_these_leads_on_to_proposing_others_without_signing_in(
    pairing, maria, omar
) -> None:
    propose(pairing, omar)
    answer = Client().post(path(mail("checkins.times_proposed").buttons[-1].url))
    assert "When could you meet Omar?" in text(answer)
    further = ActionToken.objects.get(purpose="checkins.propose_times", person=maria)
    Client().post(path(further.url()), {"day_1": "2026-11-23", "at_1": "15:00"})
    newest = TimeProposal.objects.first()
    assert (newest.by.person, newest.is_open) == (maria, True)


def test_links_of_an_older_proposal_say_that_it_is_over(pairing, maria, omar) -> None:
    propose(pairing, omar)
    url = path(mail("checkins.times_proposed").buttons[0].url)
    propose(pairing, omar)
    assert "off the table" in text(Client().get(url))


def test_unsuitable_mail_has_a_way_to_propose_others(pairing, maria, omar) -> None:
    propose(pairing, omar)
    Client().post(path(mail("checkins.times_proposed").buttons[-1].url))
    url = path(mail("checkins.times_unsuitable", "Omar").buttons[0].url)
    assert "When could you meet Maria?" in text(Client().get(url))


def test_first_page_says_who_proposes_how_many_times(pairing, maria, omar, sign_in) -> None:
    proposal = propose(pairing, omar)
    page = sign_in(maria)
    assert "Omar proposes 2 times" in text(page.get("/"))
    assert "Omar proposes 2 times" in text(page.get(f"/check-ins/{proposal.check_in_id}/"))
    assert "proposes" not in text(sign_in(omar).get("/"))


def test_pick_on_screen_plans_it(pairing, maria, omar, sign_in) -> None:
    proposal = propose(pairing, omar)
    url = reverse("checkins:pick_time", args=[proposal.pk])
    sign_in(maria).post(url, {"times": proposal.times.first().pk})
    assert CheckIn.objects.get().state == CheckIn.State.PLANNED


def test_propose_page_offers_times_and_takes_offered_and_typed_ones(
    pairing, maria, omar, sign_in
) -> None:
    page, url = sign_in(maria), reverse("checkins:propose_check_in", args=[pairing.pk])
    offered = page.get(url).context["form"].fields["times"].choices
    assert len(offered) == 6 and all("for Omar" in label for _key, label in offered)
    typed = {"day_1": "2026-11-24", "at_1": "15:00", "minutes": "20"}
    page.post(url, {"times": [offered[0][0]], **typed})
    times = [time.starts_at for time in TimeProposal.objects.get().times.all()]
    assert sorted([datetime.fromisoformat(offered[0][0]), times[-1]]) == times


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Choose at least one time."),
        ({"day_1": "2026-11-24"}, "And at what time?"),
        ({"times": ["yesterday"]}, "Choose one of these times."),
    ],
)
def test_propose_page_keeps_what_was_typed_and_says_what_lacks(
    pairing, maria, sign_in, said, told
) -> None:
    url = reverse("checkins:propose_check_in", args=[pairing.pk])
    answer = sign_in(maria).post(url, {"minutes": "45"} | said)
    assert (answer.status_code, told in text(answer)) == (422, True)


def test_a_time_in_common_is_never_invented(pairing, maria, omar, sign_in) -> None:
    omar.quiet_from, omar.quiet_until = "12:00", "11:59"
    omar.save()
    url = reverse("checkins:propose_check_in", args=[pairing.pk])
    assert "No hour of the next three weeks suits" in text(sign_in(maria).get(url))


def test_three_people_read_the_rule_and_tick_all_that_suit(
    cohort, maria, omar, eve, sign_in
) -> None:
    proposal = propose(make_trio(cohort, maria, omar, eve), maria)
    page = text(sign_in(omar).get(f"/check-ins/{proposal.check_in_id}/"))
    assert "The earliest that suits all of you is taken" in page
    times = [time.pk for time in proposal.times.all()]
    pick_time(proposal=proposal, by=omar, times=times[:1], now=NOW)
    assert "suits Omar" in text(sign_in(maria).get(f"/check-ins/{proposal.check_in_id}/"))


def test_the_time_planned_stays_while_another_is_looked_for(pairing, maria, omar, sign_in) -> None:
    check_in = make_check_in(pairing)
    url = reverse("checkins:propose_times", args=[check_in.pk])
    assert "stays there until another time is found" in text(sign_in(omar).get(url))
    sign_in(omar).post(url, {"day_1": "2026-11-24", "at_1": "10:00"})
    assert "It is planned for Thursday 19 November, 16:00" in " ".join(
        mail("checkins.times_proposed").paragraphs
    )


# -- Times that passed -----------------------------------------------------------------------------


def passed(pairing, by) -> TimeProposal:
    propose(pairing, by)
    end_proposals(now=TIMES[-1] + DAY)
    return TimeProposal.objects.get(state="expired")


def home_on(client, now) -> str:
    with time_machine.travel(now, tick=False):
        return text(client.get("/"))


def test_home_tells_who_proposed_that_the_times_have_passed(pairing, maria, omar, sign_in) -> None:
    passed(pairing, omar)
    now = TIMES[-1] + DAY
    assert "Maria The times you proposed have passed. Propose others" in home_on(sign_in(omar), now)
    assert "have passed" not in home_on(sign_in(maria), now)
    assert "have passed" not in home_on(sign_in(omar), now + 8 * DAY)


def test_home_stops_telling_of_passed_times_once_others_are_proposed(
    pairing, maria, omar, sign_in
) -> None:
    passed(pairing, omar)
    now = TIMES[-1] + DAY
    further = {"times": [now + DAY], "minutes": 30}
    propose_check_in(pairing=pairing, by=maria, now=now, **further)
    assert "have passed" not in home_on(sign_in(omar), now)


def test_home_says_that_what_was_to_be_moved_stays_as_planned(pairing, omar, sign_in) -> None:
    check_in = make_check_in(pairing, starts_at=THURSDAY + 7 * DAY)
    propose_times(check_in=check_in, by=omar, times=TIMES, now=NOW)
    now = TIMES[-1] + DAY
    end_proposals(now=now)
    page = home_on(sign_in(omar), now)
    assert "The times you proposed have passed, so it stays as planned." in page


def test_home_of_a_trio_names_nobody_for_times_that_passed(
    cohort, maria, omar, eve, sign_in
) -> None:
    passed(make_trio(cohort, maria, omar, eve), maria)
    page = home_on(sign_in(maria), TIMES[-1] + DAY)
    assert "Your partners The times you proposed have passed." in page
