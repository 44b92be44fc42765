"""A mentor's page: two people of one first name, and notes of several talks that wait."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import clock
from checkins.models import CloseOut
from checkins.services import confirm_close_out
from checkins.tests.make import make_check_in, make_close_out
from mentorship.tests.make import make_pairing, make_person, member_of

WEEK = timedelta(days=7)
REVIEW = "checkins:review"


def page(client, name=REVIEW) -> str:
    return re.sub(r"\s+", " ", client.get(reverse(name)).content.decode())


@pytest.mark.parametrize("name", ["checkins:check_ins", "checkins:feedback"])
def test_two_mentees_are_told_apart_where_one_reads_of_both(
    name, cohort, pairing, omar, sign_in
) -> None:
    make_pairing(cohort, make_person("Maria Santos", email="santos@example.org"), omar)
    text = page(sign_in(omar), name)
    assert "Maria O." in text and "Maria S." in text


@pytest.mark.parametrize("name", [REVIEW, "checkins:home"])
def test_two_mentees_of_one_first_name_are_told_apart(name, cohort, pairing, omar, sign_in) -> None:
    client = sign_in(omar)
    make_pairing(cohort, make_person("Ben Kent"), omar)
    assert "<bdi>Maria</bdi>" in page(client, name)
    make_pairing(cohort, make_person("Maria Santos", email="santos@example.org"), omar)
    text = page(client, name)
    assert [word in text for word in ("<bdi>Maria O.<", "<bdi>Maria S.<", "<bdi>Ben<")] == [
        True
    ] * 3


@pytest.fixture
def notes(cohort, pairing, as_mentee, omar) -> list[CloseOut]:
    """Of four talks, the newest last; and somebody else, whom nothing waits for."""
    make_pairing(cohort, make_person("Ben Kent"), omar)
    now = clock.now()
    talks = [
        make_check_in(pairing, starts_at=now - back * WEEK, state="held") for back in (4, 3, 2, 1)
    ]
    return [make_close_out(talk, as_mentee, summary=f"Talk {talk.pk}.") for talk in talks]


def test_review_asks_about_the_newest_notes_and_folds_the_others(notes, omar, sign_in) -> None:
    *earlier, newest = notes
    client = sign_in(omar)
    text = page(client)
    assert "4 answers wait" in text
    assert "Notes of 3 earlier talks wait too" in text
    assert newest.summary in text
    for row in earlier:
        assert row.summary not in text
        assert f'href="{reverse("checkins:confirm_close_out", args=[row.pk])}?next=' in text
    confirm_close_out(close_out=newest, by=omar, now=clock.now())
    text = page(client)
    assert "Notes of 2 earlier talks wait too" in text
    assert earlier[-1].summary in text


def test_notes_of_an_earlier_talk_lead_back_to_the_mentees(notes, as_mentee, omar, sign_in) -> None:
    client, earlier = sign_in(omar), notes[0]
    [link] = re.findall(rf'href="(/close-outs/{earlier.pk}/confirm/[^"]+)"', page(client))
    form = client.get(link).content.decode()
    there = f"/review/#mentee-{as_mentee.pk}"
    assert f'name="next" value="{there}"' in form
    assert client.post(link, {"next": there}).url == there
    away = client.post(link, {"next": "https://elsewhere.example/"}).url
    assert away == reverse("checkins:check_in", args=[earlier.check_in_id])


def test_review_folds_nothing_where_one_waits(notes, omar, sign_in) -> None:
    for row in notes[:3]:
        confirm_close_out(close_out=row, by=omar, now=clock.now())
    text = page(sign_in(omar))
    assert "one answer waits" in text
    assert "wait too" not in text and "waits too" not in text


def test_home_asks_a_mentee_about_one_talk_at_a_time(
    notes, pairing, as_mentor, maria, sign_in
) -> None:
    for row in notes:
        make_close_out(row.check_in, as_mentor)
    assert page(sign_in(maria), "checkins:home").count("Omar wrote down what you talked about") == 1


def test_people_of_another_pairing_are_no_part_of_what_waits(notes, cohort, eve, maria) -> None:
    make_pairing(cohort, maria, eve)  # Maria works with both, and wrote this about Omar's talks
    assert not CloseOut.objects.to_confirm(eve).exists()
    assert member_of(notes[0].check_in.pairing, maria) == notes[0].author
