"""Answering applications: yes, not yet, no; alone or together, each with a mail."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import ApplicationDraft, Enrollment
from mentorship.queries.decision_texts import text_of
from mentorship.services import applications, decisions, entrances
from mentorship.services.applications import TurnedBack, Written
from mentorship.services.decisions import BeyondPlaces
from mentorship.tests.apply import ANSWERS, make_draft_of, make_entrance, send
from mentorship.tests.make import NOW, make_cohort, make_person, make_program
from tests.parts.enrollment import RULE

QUEUE = "/cohorts/autumn/applications/"
WORDS = {"subject": "A place for {name}", "text": "Welcome to {cohort}, {name}.\n\nUntil soon"}


@pytest.fixture
def applied(cohort):
    """Three who wait for an answer."""
    make_entrance(cohort, needs_approval=True, mentee_places=2)
    return [send(cohort, make_person(f"{name} One")) for name in ("Al", "Bo", "Cy")]


def accept(cohort, places, by, **facts):
    ids = [place.pk for place in places]
    return decisions.accept_applications(cohort=cohort, places=ids, by=by, now=NOW, **facts)


def states():
    return list(Enrollment.objects.order_by("pk").values_list("state", flat=True))


def test_accept_applications_gives_places_and_writes_to_each(cohort, applied, ada):
    accept(cohort, applied[:2], ada, **WORDS)
    assert states() == ["accepted", "accepted", "applied"]
    message = Message.objects.get(person=applied[0].user, kind="mentorship.application_decided")
    freeze(message, mailkinds.get(message.kind), NOW)
    assert message.subject_line == "A place for Al"
    assert "Welcome to Autumn, Al." in message.text
    assert AuditEntry.objects.filter(verb="application.accept", by=ada).count() == 2


@pytest.mark.parametrize(
    ("choosing", "told"), [("proposed", "pairs are put together"), ("chosen", "people find each")]
)
def test_accept_applications_tells_what_comes_next(cohort, ada, choosing, told):
    cohort.choosing = choosing
    cohort.save()
    assert told in text_of(make_entrance(cohort), "accept").text


def test_accept_applications_keeps_the_words_for_the_next_time(cohort, applied, ada, sign_in):
    accept(cohort, applied[:1], ada, **WORDS)
    page = sign_in(ada).get(f"{QUEUE}accept/?place={applied[1].pk}").content.decode()
    assert "A place for {name}" in page
    assert "Welcome to Autumn, Bo." in page


def test_accept_page_refuses_words_in_braces_that_are_filled_by_nothing(applied, ada, sign_in):
    sent = WORDS | {"place": [applied[0].pk], "text": "Dear {nmae}, {anything you like}"}
    answer = sign_in(ada).post(f"{QUEUE}accept/", sent)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "{nmae} would be read as it stands. These can be filled in: {name} {program}" in said
    assert "Dear {nmae}, {anything you like}</textarea>" in said


def test_accept_applications_beyond_the_places_wants_a_second_yes(cohort, applied, ada):
    with pytest.raises(BeyondPlaces, match="one person more"):
        accept(cohort, applied, ada)
    assert states() == ["applied"] * 3
    assert len(accept(cohort, applied, ada, beyond=True)) == 3


def test_accept_page_asks_for_the_second_yes(cohort, applied, ada, sign_in):
    sent = WORDS | {"place": [place.pk for place in applied]}
    answer = sign_in(ada).post(f"{QUEUE}accept/", sent)
    assert answer.status_code == 422
    assert "Yes, more people than there are places" in answer.content.decode()
    assert sign_in(ada).post(f"{QUEUE}accept/", sent | {"beyond": "on"}).status_code == 302
    assert states() == ["accepted"] * 3


@pytest.mark.parametrize(("verb", "state"), [("waitlist", "waitlisted"), ("decline", "declined")])
def test_waitlist_and_decline_applications_tell_each(cohort, applied, ada, sign_in, verb, state):
    sent = WORDS | {"place": [applied[0].pk]}
    assert sign_in(ada).post(f"{QUEUE}{verb}/", sent).status_code == 302
    assert states() == [state, "applied", "applied"]
    assert Message.objects.filter(kind="mentorship.application_decided").count() == 1


def chosen(client, verb, **query):
    found = client.get(f"{QUEUE}{verb}/", {"all": "yes", **query})
    return [str(place.user) for place in found.context["people"]] if found.context else []


def test_all_that_match_are_looked_at_before_they_are_answered(cohort, applied, ada, sign_in):
    client = sign_in(ada)
    decisions.decline_applications(cohort=cohort, places=[applied[1].pk], by=ada, now=NOW)
    assert chosen(client, "accept") == ["Al One", "Cy One"]
    assert chosen(client, "accept", q="cy") == ["Cy One"]
    assert chosen(client, "accept", state="declined") == ["Bo One"]
    assert chosen(client, "decline", role="mentor") == []
    assert states() == ["applied", "declined", "applied"]


def test_all_that_match_answers_nobody_by_a_post_that_names_nobody(cohort, applied, ada, sign_in):
    assert sign_in(ada).post(f"{QUEUE}decline/?all=yes", WORDS).status_code == 302
    assert states() == ["applied"] * 3


def test_all_that_match_are_as_many_as_can_be_answered_at_once(
    cohort, applied, ada, sign_in, monkeypatch
):
    monkeypatch.setattr("mentorship.views.decisions.MOST_AT_ONCE", 2)
    page = sign_in(ada).get(f"{QUEUE}decline/?all=yes")
    assert [place.pk for place in page.context["people"]] == [place.pk for place in applied[:2]]
    assert "2 are answered at once" in page.content.decode()


def test_queue_offers_to_answer_all_without_ticking_each(cohort, applied, ada, sign_in):
    client = sign_in(ada)
    assert "all 3 that wait" in client.get(QUEUE).content.decode()
    found = client.get(f"{QUEUE}?q=one&role=mentee&after={applied[0].pk}").content.decode()
    assert "all 3 that you looked for" in found
    accept(cohort, applied[:2], ada)
    assert "Without ticking" not in client.get(f"{QUEUE}?state=accepted").content.decode()


@pytest.mark.parametrize("many", [1, 3, 30])
def test_accept_page_asks_the_same_for_many(cohort, ada, sign_in, many, django_assert_num_queries):
    make_entrance(cohort, needs_approval=True)
    places = [send(cohort, make_person(f"P{n} One")).pk for n in range(many)]
    page, query = sign_in(ada), "&".join(f"place={pk}" for pk in places)
    with django_assert_num_queries(7):
        page.get(f"{QUEUE}accept/?{query}")


def test_preview_changes_nothing(cohort, applied, ada, sign_in):
    sent = WORDS | {"place": [applied[0].pk], "preview": "1"}
    page = sign_in(ada).post(f"{QUEUE}accept/", sent).content.decode()
    assert "Welcome to Autumn, Al." in page
    assert states() == ["applied"] * 3


def test_preview_shows_what_was_typed_where_there_are_too_few_places(cohort, applied, ada, sign_in):
    sent = WORDS | {"place": [place.pk for place in applied]}
    page = sign_in(ada).post(f"{QUEUE}accept/", sent)
    assert (page.status_code, page.context["preview"].subject) == (422, "A place for Al")


def test_decline_of_who_has_a_place_is_refused(cohort, applied, ada):
    accept(cohort, applied[:1], ada)
    with pytest.raises(DomainError, match="still waits"):
        decisions.decline_applications(cohort=cohort, places=[applied[0].pk], by=ada, now=NOW)


def test_declined_by_a_coordinator_does_not_apply_again(cohort, applied, ada):
    decisions.decline_applications(cohort=cohort, places=[applied[0].pk], by=ada, now=NOW)
    with pytest.raises(DomainError, match="was answered already"):
        send(cohort, applied[0].user)


def test_applications_of_another_cohort_are_not_touched(cohort, applied, cleo):
    other = cohort.program.cohorts.get(slug="spring")
    with pytest.raises(DomainError):
        accept(other, applied, cleo)


def test_answer_that_was_overtaken_is_not_sent(cohort, applied, ada):
    ids = {"cohort": cohort, "places": [applied[0].pk], "by": ada, "now": NOW}
    decisions.waitlist_applications(**ids)
    first = Message.objects.get(kind="mentorship.application_decided")
    decisions.accept_applications(**ids)
    first.refresh_from_db()
    assert (first.state, first.reason) == ("cancelled", "Another answer took its place.")


def test_free_place_is_offered_and_not_given(cohort, applied, ada, sign_in):
    accept(cohort, applied[:2], ada)
    decisions.waitlist_applications(cohort=cohort, places=[applied[2].pk], by=ada, now=NOW)
    assert "A place is free" not in sign_in(ada).get(QUEUE).content.decode()
    applications.withdraw_application(place=applied[0], by=applied[0].user, now=NOW)
    page = sign_in(ada).get(QUEUE).content.decode()
    assert "Cy One has waited longest (mentee)." in page
    assert states() == ["withdrawn", "accepted", "waitlisted"]


def test_queue_shows_answers_but_none_that_are_sensitive(cohort, ada, sign_in):
    make_entrance(cohort, needs_approval=True)
    send(cohort, make_person("Al One"))
    page = sign_in(ada).get(QUEUE).content.decode()
    assert "What would you like to get better at?" in page
    assert "Writing" in page


@pytest.fixture
def turned(cohort, ada):
    make_entrance(cohort)
    entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)
    with pytest.raises(TurnedBack):
        send(cohort, make_person("Toru Turned", zone="Asia/Tokyo"))
    return ApplicationDraft.objects.get()


def test_let_in_applicant_gives_a_place_all_the_same(turned, ada):
    place = decisions.let_in_applicant(draft=turned, by=ada, now=NOW)
    assert (place.state, place.answers, place.decided_by) == ("accepted", ANSWERS, ada)
    assert not ApplicationDraft.objects.exists()
    assert AuditEntry.objects.get(verb="applicant.let_in").details == {
        "rule": turned.turned_back_by_id
    }


def test_queue_names_who_was_turned_back_without_their_words(turned, ada, sign_in):
    turned.answers = {"goals": "A secret wish"}
    turned.save()
    page = sign_in(ada).get(QUEUE).content.decode()
    assert "Toru Turned" in page
    assert "A secret wish" not in page


def test_let_in_applicant_beyond_the_places_wants_a_second_yes(turned, ada):
    turned.cohort.entrance.__class__.objects.update(mentee_places=1)
    send(turned.cohort, make_person("Al One"))
    with pytest.raises(BeyondPlaces):
        decisions.let_in_applicant(draft=turned, by=ada, now=NOW)
    assert (
        decisions.let_in_applicant(draft=turned, by=ada, now=NOW, beyond=True).state == "accepted"
    )


def submit(draft, start):
    start.wait()
    try:
        return applications.submit_application(
            cohort=draft.cohort, role="mentee", written=Written(ANSWERS), by=draft.user, now=NOW
        ).state
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_submit_application_by_ten_at_once_gives_the_last_place_once():
    cohort = make_cohort(make_program())
    make_entrance(cohort, mentee_places=1)
    drafts = [make_draft_of(cohort, make_person(f"P{n} One")) for n in range(10)]
    start = Barrier(10)
    with ThreadPoolExecutor(10) as pool:
        found = sorted(pool.map(lambda draft: submit(draft, start), drafts))
    assert found == ["accepted"] + ["waitlisted"] * 9
