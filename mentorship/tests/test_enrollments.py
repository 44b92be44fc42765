"""Yes, no and remove me, from the mail and without signing in."""

import pytest

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import Message
from mentorship.models import Enrollment, Pairing
from mentorship.services.enrollments import (
    accept_invitation,
    decline_invitation,
    remove_enrollment,
)
from mentorship.services.pairings import close_pairing
from mentorship.tests.make import NOW, make_draft, make_enrollment
from mentorship.tests.test_imports import BEA, bring

BOTH = "Bea Ruiz,bea@example.org,both mentor and mentee,3,Python,7"


def frozen_mail():
    message = Message.objects.latest("pk")
    freeze(message, mailkinds.get(message.kind), NOW)
    return message


def link_in(text, label):
    """The address that stands under, or after, a label."""
    after = text.split(f"{label}:", 1)[1].split()[0]
    return after.split("//", 1)[1].split("/", 1)[1]


@pytest.fixture
def draft(cohort, maria, omar):
    mentee = make_enrollment(cohort, maria, "mentee", state="invited", answers={"bio": "Hello"})
    return make_draft(cohort, mentee, make_enrollment(cohort, omar, "mentor"))


def place_of(person):
    return Enrollment.objects.get(user=person)


def test_accept_invitation_gives_a_place(draft, maria):
    place = accept_invitation(enrollment=place_of(maria), by=maria, now=NOW)
    assert (place.state, place.answered_at) == ("accepted", NOW)


def test_decline_invitation_takes_the_draft_away(draft, maria):
    decline_invitation(enrollment=place_of(maria), by=maria, now=NOW)
    assert place_of(maria).state == "declined"
    assert not Pairing.objects.exists()


def test_accept_invitation_after_no_is_refused(draft, maria):
    decline_invitation(enrollment=place_of(maria), by=maria, now=NOW)
    with pytest.raises(DomainError):
        accept_invitation(enrollment=place_of(maria), by=maria, now=NOW)


def test_remove_enrollment_deletes_what_they_were_entered_with(draft, maria):
    place = remove_enrollment(enrollment=place_of(maria), by=maria, now=NOW)
    assert (place.state, place.answers, place.external_id) == ("withdrawn", {}, "")


def test_remove_enrollment_forgets_their_words_in_the_reasons_of_a_pair(pairing, maria):
    place = place_of(maria)
    counted = {"criterion": "zone", "shared": []}
    others = {"criterion": "skills", "shared": ["Go"], "between": [-1, -2]}
    mine = {"criterion": "skills", "shared": ["Go"], "between": [place.pk, -1]}
    pairing.parts = [counted, others, mine, {"criterion": "interests", "shared": ["Chess"]}]
    pairing.save()
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    remove_enrollment(enrollment=place_of(maria), by=maria, now=NOW)
    pairing.refresh_from_db()
    assert pairing.parts == [counted, others]


def test_remove_enrollment_waits_for_a_pairing_to_be_closed(pairing, maria):
    with pytest.raises(DomainError, match="Close that pairing first"):
        remove_enrollment(enrollment=place_of(maria), by=maria, now=NOW)


def test_invitation_mail_is_answered_without_signing_in(cohort, client):
    bring(cohort, BEA, applied=False)
    link = "/" + link_in(frozen_mail().text, "Yes, I sign in later")
    assert client.get(link).status_code == 200
    assert Enrollment.objects.get().state == "invited"
    assert "You have a place in Leaders" in client.post(link).content.decode()
    assert Enrollment.objects.get().state == "accepted"


def test_invitation_mail_answers_for_both_places(cohort, client):
    bring(cohort, BOTH, applied=False)
    client.post("/" + link_in(frozen_mail().text, "No, thank you"))
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"declined"}


def test_welcome_mail_removes_with_one_click(cohort, client, ada):
    bring(cohort, BOTH, by=ada)
    message = frozen_mail()
    assert message.subject_line == "You have a place in Leaders"
    assert "Ada Lind entered you in “Leaders”, Autumn, as a" in message.text
    client.post("/" + link_in(message.text, "Remove me"))
    places = [(place.state, place.answers) for place in Enrollment.objects.all()]
    assert places == [("withdrawn", {}), ("withdrawn", {})]


def test_invitation_link_lets_a_new_account_in_and_accepts(cohort, client):
    bring(cohort, BEA, applied=False)
    link = "/" + link_in(frozen_mail().text, "Yes, and choose how I sign in")
    response = client.post(link, {"password": "seven wooden boats"})
    assert response.status_code == 302
    assert Enrollment.objects.get().state == "accepted"
    assert client.get("/help/").context["user"].email == "bea@example.org"


def test_welcome_is_not_sent_to_who_has_left(cohort):
    bring(cohort, BEA)
    place = Enrollment.objects.get()
    kind = mailkinds.get("mentorship.welcome")
    message = Message.objects.get()
    assert kind.still_wanted(message, NOW) == ""
    Enrollment.objects.filter(pk=place.pk).update(state="withdrawn")
    assert kind.still_wanted(message, NOW) != ""


def test_answer_that_is_refused_offers_no_button_to_press_again(cohort, client):
    bring(cohort, BEA, applied=False)
    text = frozen_mail().text
    client.post("/" + link_in(text, "No, thank you"))
    response = client.post("/" + link_in(text, "Yes, I sign in later"))
    page = response.content.decode()
    assert response.status_code == 422 and "This invitation is no longer open" in page
    assert "Open your page" in page and "Nothing has changed yet" not in page
    assert '<button class="button go"' not in page


def test_answer_that_was_given_says_so_when_its_link_is_opened_again(cohort, client):
    bring(cohort, BEA, applied=False)
    link = "/" + link_in(frozen_mail().text, "Yes, I sign in later")
    pages = [client.post(link), client.post(link), client.get(link)]
    headings = [page.content.decode().split("<h1>")[1].split("</h1>")[0] for page in pages]
    assert headings == ["Your answer is in", "Your answer is in", "You have answered already"]
