"""Looking around, asking and answering, on screen and from the mail."""

import re

import pytest
from django.test import Client

from accounts import clock
from accounts.models import AuditEntry, Message
from accounts.services.clockwork import tick
from mentorship.models import Cohort, Enrollment, Pairing, PairingRequest
from mentorship.tests.make import (
    make_choice,
    make_coordinator,
    make_people,
    make_person,
    make_request,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Enrollment, Enrollment]:
    return make_choice()


def text_of(answer, status=200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_browse_mentors_shows_no_score_and_no_address(pair, sign_in):
    said = text_of(sign_in(pair[0].user).get("/cohorts/autumn/mentors/"))
    assert "Omar Haddad" in said and "omar@example.org" not in said


def test_browse_mentors_with_a_search_that_finds_nobody_says_so(pair, sign_in):
    said = text_of(sign_in(pair[0].user).get("/cohorts/autumn/mentors/?q=zzz%00&after=x"))
    assert "Nobody like that has a free place" in said


def test_request_pairing_page_starts_with_the_text_one_chose(pair, sign_in):
    url = f"/places/{pair[1].pk}/ask/"
    said = text_of(sign_in(pair[0].user).get(f"{url}?start=2"))
    assert said.count("Would you go a part of the way with me?") == 2


def test_request_pairing_page_puts_a_beginning_below_what_was_typed(pair, sign_in):
    url = f"/places/{pair[1].pk}/ask/"
    answer = sign_in(pair[0].user).post(url, {"start": "2", "message": "Dear Omar,"})
    said = text_of(answer)
    assert "Dear Omar," in said and said.count("Would you go a part of the way with me?") == 2
    assert not PairingRequest.objects.exists()


def test_request_pairing_page_keeps_what_was_typed_when_refused(pair, sign_in):
    make_request(*pair)
    answer = sign_in(pair[0].user).post(f"/places/{pair[1].pk}/ask/", {"message": "Hello you."})
    said = text_of(answer, 422)
    assert "You have asked them already" in said and "Hello you." in said


def test_pages_say_before_anything_is_typed_that_three_are_open(pair, sign_in):
    mentors = make_people(pair[0].cohort, "mentor", ["Ben", "Cid", "Dee"])
    for mentor in mentors:
        make_request(pair[0], mentor)
    client = sign_in(pair[0].user)
    around = client.get("/cohorts/autumn/mentors/")
    assert "Three of your requests are open." in text_of(around)
    assert f"/places/{pair[1].pk}/".encode() not in around.content
    asking = client.get(f"/places/{pair[1].pk}/ask/")
    assert "Three of your requests are open." in text_of(asking)
    assert b"<textarea" not in asking.content


def test_request_page_of_somebody_kept_apart_does_not_exist(pair, sign_in):
    Enrollment.objects.filter(pk=pair[1].pk).update(answers={"rather_not": ["Maria Oliveira"]})
    assert sign_in(pair[0].user).get(f"/places/{pair[1].pk}/ask/").status_code == 404


def test_accept_request_on_screen_leads_to_the_pairing(pair, sign_in):
    request = make_request(*pair)
    answer = sign_in(pair[1].user).post(f"/requests/{request.pk}/accept/")
    assert answer["Location"] == f"/pairings/{Pairing.objects.get().pk}/"


def test_accept_request_that_cannot_be_says_why(pair, sign_in):
    request = make_request(*pair)
    Enrollment.objects.filter(pk=pair[1].pk).update(seats_taken=1)
    answer = sign_in(pair[1].user).post(f"/requests/{request.pk}/accept/", follow=True)
    said = text_of(answer)
    assert "Your last place went to somebody else" in said


def test_decline_request_shows_who_asked_no_reason(pair, sign_in):
    request = make_request(*pair)
    sign_in(pair[1].user).post(f"/requests/{request.pk}/decline/", {"reason": "too_close"})
    said = text_of(sign_in(pair[0].user).get(f"/requests/{request.pk}/"))
    assert "Omar Haddad says: not now" in said and "too close" not in said


def test_decline_request_twice_leads_to_the_same_page(pair, sign_in):
    request = make_request(*pair)
    client, address = sign_in(pair[1].user), f"/requests/{request.pk}/decline/"
    for _press in range(2):
        said = text_of(client.post(address, {"reason": ""}, follow=True))
        assert "Thank you for answering" in said and "Your requests" in said
    assert client.get(address)["Location"] == f"/requests/{request.pk}/"
    assert AuditEntry.objects.filter(verb="request.decline").count() == 1


def test_withdraw_request_twice_leads_to_the_same_page(pair, sign_in):
    request = make_request(*pair)
    client, address = sign_in(pair[0].user), f"/requests/{request.pk}/withdraw/"
    for _press in range(2):
        assert "Taken back." in text_of(client.post(address, follow=True))
    assert AuditEntry.objects.filter(verb="request.withdraw").count() == 1


def test_withdraw_request_after_a_yes_says_that_it_was_answered(pair, sign_in):
    request = make_request(*pair)
    sign_in(pair[1].user).post(f"/requests/{request.pk}/accept/")
    said = text_of(sign_in(pair[0].user).post(f"/requests/{request.pk}/withdraw/", follow=True))
    assert "This request has been answered already." in said


def test_requests_page_says_what_waits_and_what_others_see(pair, sign_in):
    make_request(*pair)
    said = text_of(sign_in(pair[1].user).get("/requests/"))
    assert "Maria Oliveira waits for your answer" in said
    assert "What people in Autumn see of you" in said


def test_cohort_page_counts_requests_and_names_nobody(pair, sign_in):
    make_request(*pair, message="axolotlword")
    ada = make_person("Ada Lind")
    make_coordinator(ada, pair[0].cohort.program)
    said = text_of(sign_in(ada).get("/cohorts/autumn/"))
    assert "Requests: one open" in said
    assert "axolotlword" not in said and "Maria" not in said


def test_edit_choosing_is_saved(pair, sign_in):
    ada = make_person("Ada Lind")
    make_coordinator(ada, pair[0].cohort.program)
    sign_in(ada).post("/cohorts/autumn/choosing/", {"choosing": "proposed"})
    assert Cohort.objects.get().choosing == "proposed"


def test_edit_choosing_without_an_answer_says_what_to_do(pair, sign_in):
    ada = make_person("Ada Lind")
    make_coordinator(ada, pair[0].cohort.program)
    answer = sign_in(ada).post("/cohorts/autumn/choosing/", {})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"choosing"}


def test_invite_peer_is_limited_to_five_a_day(pair, sign_in):
    client = sign_in(pair[0].user)
    Enrollment.objects.filter(pk=pair[0].pk).update(role="peer")
    for number in range(5):
        data = {"name": "Gus", "email": f"gus{number}@example.org"}
        client.post("/cohorts/autumn/partners/invite/", data)
        PairingRequest.objects.all().delete()
    answer = client.post("/cohorts/autumn/partners/invite/", data | {"email": "z@example.org"})
    assert "enough for one day" in text_of(answer, 422)


def links_of(kind: str) -> dict[str, str]:
    """Label → path of a mail’s buttons, as it left."""
    tick(clock.now())
    html = Message.objects.get(kind=kind).html
    found = re.findall(r'<a[^>]+href="https?://[^/]+(/[^"]+)"[^>]*>\s*([^<]+?)\s*</a>', html)
    return {label: path for path, label in found}


def test_accept_request_from_the_mail_needs_a_post(pair, sign_in):
    sign_in(pair[0].user).post(f"/places/{pair[1].pk}/ask/", {"message": "Hello."})
    path = links_of("mentorship.request_received")["Yes, let us work together"]
    assert "Work with Maria?" in text_of(Client().get(path))
    assert not Pairing.objects.exists()
    assert "You and Maria are paired" in text_of(Client().post(path))
    assert Pairing.objects.get().state == "active"


def test_decline_request_from_the_mail_ends_it(pair, sign_in):
    sign_in(pair[0].user).post(f"/places/{pair[1].pk}/ask/", {"message": "Hello."})
    path = links_of("mentorship.request_received")["Not now"]
    assert "Maria reads “not now”" in text_of(Client().post(path, {"reason": ""}))
    assert PairingRequest.objects.get().state == "declined"


def test_a_mail_about_a_request_that_was_taken_back_offers_no_button(pair, sign_in):
    client = sign_in(pair[0].user)
    client.post(f"/places/{pair[1].pk}/ask/", {"message": "Hello."})
    links = links_of("mentorship.request_received")
    client.post(f"/requests/{PairingRequest.objects.get().pk}/withdraw/")
    for label in ("Yes, let us work together", "Not now"):
        said = text_of(Client().get(links[label]), 410)
        assert "Maria has taken this request back" in said


def test_a_talk_that_was_declined_asks_no_questions_any_more(pair, sign_in):
    request = make_request(*pair, kind="talk")
    page = f"/requests/{request.pk}/"
    client = sign_in(pair[0].user)
    assert "Four questions" in text_of(client.get(page))
    sign_in(pair[1].user).post(f"{page}decline/", {"reason": ""})
    assert "Four questions" not in text_of(client.get(page))


def test_requests_page_begins_with_what_is_open(pair, sign_in):
    mentee, mentor = pair
    make_request(mentee, mentor)
    said = text_of(sign_in(mentee.user).get("/requests/"))
    assert said.index("You have asked") < said.index("Look around")
