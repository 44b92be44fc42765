"""What is typed is kept: by a form's signed number, for whom the form was shown to."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import privacy
from accounts.drafts import FormNumber
from accounts.models import Draft
from accounts.services import drafts
from accounts.services.clockwork import tick
from goals.models import Goal, ProgressEntry
from goals.tests.make import make_goal
from mentorship.tests.make import NOW

KEEP = "/drafts/"


@pytest.fixture
def goal(as_mentee) -> Goal:
    return make_goal(as_mentee)


@pytest.fixture
def address(goal: Goal) -> str:
    return reverse("goals:log_progress", args=[goal.pk])


def number(client: Client, address: str) -> str:
    """What the form on that page says of itself."""
    found = re.search(r'name="kept_as" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def form_of(person, at: str = "/x/", name: str = "one") -> FormNumber:
    return FormNumber(person.pk, at, at, name)


def test_keep_draft_fills_the_form_when_it_is_opened_again(sign_in, maria, address) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "Half a <b>thought", "value": "2,"}

    assert client.post(KEEP, sent).status_code == 204
    assert "Half a &lt;b&gt;thought</textarea>" in page(client, address)
    assert 'name="value" value="2,"' in page(client, address)


def test_keep_draft_shows_on_every_page_that_has_the_form(sign_in, maria, goal, address) -> None:
    client = sign_in(maria)
    client.post(KEEP, {"kept_as": number(client, address), "note": "A thought"})

    assert "A thought</textarea>" in page(client, reverse("goals:goal", args=[goal.pk]))


def test_keep_draft_keeps_nothing_hidden_or_secret(sign_in, maria, address) -> None:
    client = sign_in(maria)
    hidden = {"client_token": "old", "csrfmiddlewaretoken": "x", "next": "/"}
    client.post(KEEP, {"kept_as": number(client, address), "note": "A thought", **hidden})

    assert Draft.objects.get().fields == {"note": ["A thought"]}
    assert 'name="client_token" value="old"' not in page(client, address)


def test_keep_draft_is_for_whom_the_form_was_shown_to_alone(sign_in, maria, omar, address) -> None:
    token = number(sign_in(maria), address)
    sign_in(omar).post(KEEP, {"kept_as": token, "note": "A thought"})

    assert Draft.objects.get().person == maria


@pytest.mark.parametrize("token", ["", "1", "WzEsIi8iLCIvIiwiMSJd:1abc:xyz"])
def test_keep_draft_takes_no_number_that_we_did_not_write(sign_in, maria, token) -> None:
    assert sign_in(maria).post(KEEP, {"kept_as": token, "note": "x"}).status_code == 400
    assert not Draft.objects.exists()


def test_keep_draft_takes_no_form_that_is_a_month_old(sign_in, maria, address) -> None:
    client = sign_in(maria)
    token = number(client, address)
    with time_machine.travel(NOW + timedelta(days=40000)):
        assert client.post(KEEP, {"kept_as": token, "note": "x"}).status_code == 400


def test_keep_draft_refuses_what_is_too_long(sign_in, maria, address) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "x" * drafts.LONGEST}

    assert client.post(KEEP, sent).status_code == 413
    assert not Draft.objects.exists()


def test_keep_draft_of_nothing_keeps_nothing(maria) -> None:
    drafts.keep_draft(form=form_of(maria), words={"note": ["x"]}, now=NOW)
    drafts.keep_draft(form=form_of(maria), words={"note": ["  "]}, now=NOW)

    assert not Draft.objects.exists()


def test_windows_with_the_same_form_keep_the_words_of_each(sign_in, maria, address) -> None:
    client = sign_in(maria)
    phone, desk = number(client, address), number(client, address)
    for token, words in (
        (phone, "On the phone"),
        (desk, "At the desk"),
        (phone, "On the phone, more"),
    ):
        client.post(KEEP, {"kept_as": token, "note": words})

    assert {row.fields["note"][0] for row in Draft.objects.all()} == {
        "At the desk",
        "On the phone, more",
    }
    assert "On the phone, more</textarea>" in page(client, address)


def test_sending_one_window_brings_the_words_of_the_other_back(sign_in, maria, address) -> None:
    client = sign_in(maria)
    phone, desk = number(client, address), number(client, address)
    client.post(KEEP, {"kept_as": phone, "note": "On the phone"})
    client.post(address, {"kept_as": desk, "note": "At the desk", "happened_on": "2026-11-10"})

    assert [entry.note for entry in ProgressEntry.objects.all()] == ["At the desk"]
    assert "On the phone</textarea>" in page(client, address)
    client.post(
        address,
        {"kept_as": number(client, address), "note": "On the phone", "happened_on": "2026-11-10"},
    )
    assert not Draft.objects.unsent().exists()


def test_form_that_came_back_with_a_mistake_leaves_nothing_behind(sign_in, maria, address) -> None:
    client = sign_in(maria)
    first = number(client, address)
    client.post(KEEP, {"kept_as": first, "note": "A thought", "value": "two"})
    again = client.post(address, {"kept_as": first, "note": "A thought", "value": "two"})
    second = re.search(r'name="kept_as" value="([^"]+)"', again.content.decode())[1]
    client.post(KEEP, {"kept_as": second, "note": "A thought", "value": "2"})
    client.post(
        address, {"kept_as": second, "note": "A thought", "value": "2", "happened_on": "2026-11-10"}
    )

    assert ProgressEntry.objects.count() == 1
    assert not Draft.objects.unsent().exists()


def test_keep_draft_makes_room_for_the_newest(maria) -> None:
    for n in range(drafts.MOST + 1):
        at = NOW + timedelta(minutes=n)
        drafts.keep_draft(form=form_of(maria, f"/{n}/"), words={"note": ["x"]}, now=at)

    assert Draft.objects.count() == drafts.MOST
    assert not Draft.objects.filter(at="/0/").exists()


def test_draft_goes_when_the_form_is_sent(sign_in, maria, goal, address) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "Done", "client_token": "a"}
    client.post(KEEP, sent)
    client.post(address, sent)

    assert ProgressEntry.objects.get().note == "Done"
    assert Draft.objects.get().fields == {}
    assert "Done</textarea>" not in page(client, address)


def test_draft_does_not_come_back_with_words_that_were_late(sign_in, maria, address) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "Done", "client_token": "a"}
    client.post(address, sent)

    assert client.post(KEEP, sent).status_code == 410
    assert Draft.objects.get().fields == {}


def test_draft_of_the_next_form_is_kept_after_one_was_sent(sign_in, maria, address) -> None:
    client = sign_in(maria)
    client.post(address, {"kept_as": number(client, address), "note": "Done"})
    client.post(KEEP, {"kept_as": number(client, address), "note": "Next"})

    assert "Next</textarea>" in page(client, address)


def test_form_with_a_mistake_comes_back_as_typed_and_stays_kept(sign_in, maria, address) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "Mine", "value": "many"}
    client.post(KEEP, sent)
    answer = client.post(address, sent)

    assert answer.status_code == 422
    assert "Mine</textarea>" in answer.content.decode()
    assert Draft.objects.get().fields["note"] == ["Mine"]


def test_form_sent_after_the_session_ran_out_comes_back_filled(sign_in, maria, goal, address):
    """No JavaScript takes part in this."""
    client, there = sign_in(maria), reverse("goals:goal", args=[goal.pk])
    sent = {"kept_as": number(client, there), "note": "Long and good", "value": "2"}
    client.cookies.clear()
    answer = client.post(address, sent)

    assert answer["Location"] == f"/accounts/login/?next={there}"
    assert "Your words are kept" in page(client, answer["Location"])
    again = sign_in(maria)
    assert "Long and good</textarea>" in page(again, there)
    assert 'name="value" value="2"' in page(again, there)


def test_form_sent_after_the_session_ran_out_is_not_for_whoever_signs_in(
    sign_in, maria, omar, goal, address
) -> None:
    client = sign_in(maria)
    sent = {"kept_as": number(client, address), "note": "Mine alone"}
    client.cookies.clear()
    client.post(address, sent)

    assert "Mine alone" not in page(sign_in(omar), reverse("goals:goal", args=[goal.pk]))
    assert Draft.objects.get().person == maria


def test_form_with_the_token_of_an_older_sign_in_is_kept(sign_in, maria, address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(maria).cookies
    sent = {"kept_as": number(client, address), "note": "Kept", "csrfmiddlewaretoken": "old"}
    answer = client.post(address, sent)

    assert answer["Location"] == address
    assert [str(m)[:9] for m in get_messages(answer.wsgi_request)] == ["This page"]
    assert "Kept</textarea>" in page(client, address)
    assert not ProgressEntry.objects.exists()


def test_form_without_any_token_is_refused_as_before(sign_in, maria, address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(maria).cookies

    assert client.post(address, {"note": "Forged"}).status_code == 403
    assert not Draft.objects.exists()


def test_drop_draft_begins_empty_on_the_same_page(sign_in, maria, address) -> None:
    client = sign_in(maria)
    token = number(client, address)
    client.post(KEEP, {"kept_as": token, "note": "A thought"})
    answer = client.post(reverse("accounts:drop_draft"), {"kept_as": token})

    assert answer["Location"] == address
    assert "A thought" not in page(client, address)


def test_drop_draft_of_somebody_else_drops_nothing(sign_in, maria, omar, address) -> None:
    client = sign_in(maria)
    token = number(client, address)
    client.post(KEEP, {"kept_as": token, "note": "A thought"})
    sign_in(omar).post(reverse("accounts:drop_draft"), {"kept_as": token})

    assert Draft.objects.get().fields == {"note": ["A thought"]}


def test_tick_forgets_drafts_after_thirty_days(maria) -> None:
    for days in (31, 29):
        at = NOW - timedelta(days=days)
        drafts.keep_draft(form=form_of(maria, f"/{days}/"), words={"note": ["x"]}, now=at)
    tick(NOW)

    assert [draft.at for draft in Draft.objects.all()] == ["/29/"]


def test_database_keeps_no_words_of_a_form_that_was_sent(maria) -> None:
    draft = drafts.keep_draft(form=form_of(maria), words={"note": ["x"]}, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(sent=True)


def test_drafts_are_exported_to_their_writer_and_erased(maria, omar) -> None:
    drafts.keep_draft(form=form_of(maria), words={"note": ["x"]}, now=NOW)

    assert [row["fields"] for row in privacy.export(maria)["drafts"]] == [{"note": ["x"]}]
    assert privacy.export(omar) == {"drafts": []}
    privacy.erase(maria)
    assert not Draft.objects.exists()
