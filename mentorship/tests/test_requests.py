"""Asking, and the answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import Enrollment, Pairing, PairingRequest
from mentorship.services import requests as verbs
from mentorship.services.pairings import publish_pairings
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_cohort,
    make_draft,
    make_enrollment,
    make_pairing,
    make_people,
    make_person,
    make_program,
    make_request,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Enrollment, Enrollment]:
    return make_choice()


def ask(sender, recipient, **changes):
    facts = {"sender": sender, "recipient": recipient, "by": sender.user, "now": NOW}
    return verbs.request_pairing(**(facts | changes))


def kinds(person) -> list[str]:
    kinds = Message.objects.filter(person=person).exclude(state="cancelled").order_by("pk")
    return [kind.removeprefix("mentorship.") for kind in kinds.values_list("kind", flat=True)]


# -- Asking ----------------------------------------------------------------------------------


def test_request_pairing_waits_for_an_answer_and_mails_who_is_asked(pair):
    mentee, mentor = pair
    request = ask(mentee, mentor, message=" Hello. ")
    assert (request.state, request.kind, request.message) == ("open", "pairing", "Hello.")
    assert kinds(mentor.user) == ["request_received"]
    assert AuditEntry.objects.get().verb == "request.request_pairing"


def test_request_pairing_keeps_its_words_out_of_the_audit_log(pair):
    ask(*pair, message="axolotlword")
    assert "axolotlword" not in str(AuditEntry.objects.values())


def test_ask_for_talk_is_a_request_of_its_own_kind(pair):
    mentee, mentor = pair
    request = verbs.ask_for_talk(sender=mentee, recipient=mentor, by=mentee.user, now=NOW)
    assert (request.kind, request.state) == ("talk", "open")
    assert kinds(mentor.user) == ["request_received"]


def test_request_pairing_a_fourth_time_waits_for_an_answer(pair):
    mentee, mentor = pair
    for place in make_people(mentee.cohort, "mentor", ["Ben", "Cid", "Dan"]):
        ask(mentee, place)
    with pytest.raises(DomainError, match="Three of your requests are open"):
        ask(mentee, mentor)


def test_request_pairing_twice_of_the_same_person_is_refused(pair):
    ask(*pair)
    with pytest.raises(DomainError, match="You have asked them already"):
        ask(*pair)


def test_request_pairing_after_not_now_is_refused(pair):
    verbs.decline_request(asked=ask(*pair), by=pair[1].user, now=NOW)
    with pytest.raises(DomainError, match="Let it rest"):
        ask(*pair)


def test_request_pairing_where_the_matching_proposes_is_refused():
    with pytest.raises(DomainError, match="nobody can be asked"):
        ask(*make_choice(choosing="proposed"))


def test_request_pairing_with_somebody_already_is_refused(pair):
    mentee, mentor = pair
    make_pairing(mentee.cohort, mentee.user, make_person("Ben"))
    with pytest.raises(DomainError, match="You work with somebody already"):
        ask(mentee, mentor)


def test_request_pairing_of_another_cohort_is_refused(pair):
    other = make_cohort(pair[0].cohort.program, name="Spring", slug="spring", choosing="chosen")
    stranger = make_enrollment(other, make_person("Ben"), "mentor")
    with pytest.raises(DomainError, match="your own cohort"):
        ask(pair[0], stranger)


def test_request_pairing_of_oneself_is_refused(pair):
    mentee = pair[0]
    with pytest.raises(DomainError, match="This is you"):
        ask(mentee, make_enrollment(mentee.cohort, mentee.user, "mentor"))


@pytest.mark.parametrize("capacity", [0, 1])
def test_request_pairing_of_somebody_whose_places_are_drafted_is_refused(pair, capacity):
    mentee, mentor = pair
    Enrollment.objects.filter(pk=mentor.pk).update(capacity=capacity)
    make_draft(mentee.cohort, make_people(mentee.cohort, "mentee", ["Lia"])[0], mentor)
    with pytest.raises(DomainError, match="All their places are taken"):
        ask(mentee, mentor)


def test_request_pairing_of_somebody_a_rule_keeps_away_tells_no_rule(pair):
    mentee, mentor = pair
    mentor.answers = {"rather_not": ["Maria Oliveira"]}
    mentor.save()
    with pytest.raises(DomainError, match="They cannot be asked at the moment"):
        ask(mentee, mentor)


def test_request_pairing_after_the_last_day_is_refused(pair):
    with pytest.raises(DomainError, match="nobody can be asked"):
        ask(*pair, now=NOW + timedelta(days=400))


# -- A yes -------------------------------------------------------------------------------------


def test_accept_request_publishes_the_pairing_in_the_same_breath(pair):
    mentee, mentor = pair
    request = verbs.accept_request(asked=ask(mentee, mentor), by=mentor.user, now=NOW)
    pairing = Pairing.objects.get()
    assert (request.state, request.pairing, request.ended_at) == ("accepted", pairing, NOW)
    assert (pairing.state, pairing.chosen, pairing.by_hand) == ("active", True, False)
    assert sorted(Enrollment.objects.values_list("seats_taken", flat=True)) == [1, 1]
    assert kinds(mentee.user) == kinds(mentor.user) == ["pairing_published"]


def test_accept_request_twice_is_one_pairing(pair):
    request = ask(*pair)
    for _ in range(2):
        verbs.accept_request(asked=request, by=pair[1].user, now=NOW)
    assert Pairing.objects.count() == 1


def test_accept_request_pressed_twice_leads_to_the_same_pairing(pair, sign_in):
    mentee, mentor = pair
    client, url = sign_in(mentor.user), f"/requests/{ask(mentee, mentor).pk}/accept/"
    first, second = client.post(url), client.post(url)
    assert first.url == second.url == f"/pairings/{Pairing.objects.get().pk}/"
    assert sign_in(mentee.user).post(url).status_code == 403


def test_accept_request_withdraws_the_others_and_tells_those_who_had_read_of_it(pair):
    mentee, mentor = pair
    read, unread = make_people(mentee.cohort, "mentor", ["Ben", "Cid"])
    ask(mentee, read)
    Message.objects.update(state="sent", sent_at=NOW)
    ask(mentee, unread)
    verbs.accept_request(asked=ask(mentee, mentor), by=mentor.user, now=NOW)
    ended = PairingRequest.objects.filter(state="withdrawn", reason="paired")
    assert {request.recipient for request in ended} == {read, unread}
    assert (kinds(read.user)[1:], kinds(unread.user)) == (["request_taken_back"], [])


def test_accept_request_of_the_last_place_ends_the_other_requests_for_it(pair):
    mentee, mentor = pair
    (other,) = make_people(mentee.cohort, "mentee", ["Lia"])
    late = ask(other, mentor)
    verbs.accept_request(asked=ask(mentee, mentor), by=mentor.user, now=NOW)
    late.refresh_from_db()
    assert (late.state, late.reason, kinds(other.user)) == (
        "expired",
        "no_seat",
        ["request_answered"],
    )


def test_accept_request_after_the_last_place_went_says_so(pair):
    mentee, mentor = pair
    (other,) = make_people(mentee.cohort, "mentee", ["Lia"])
    late = ask(other, mentor)
    verbs.accept_request(asked=ask(mentee, mentor), by=mentor.user, now=NOW)
    with pytest.raises(DomainError, match="Your last place went to somebody else"):
        verbs.accept_request(asked=late, by=mentor.user, now=NOW)
    assert Pairing.objects.count() == 1


def test_accept_request_drops_drafts_that_have_no_seat_any_more(pair):
    mentee, mentor = pair
    request = ask(mentee, mentor)
    (lia,) = make_people(mentee.cohort, "mentee", ["Lia"])
    make_draft(mentee.cohort, lia, mentor)
    make_draft(mentee.cohort, mentee, make_people(mentee.cohort, "mentor", ["Ben"])[0])
    verbs.accept_request(asked=request, by=mentor.user, now=NOW)
    assert list(Pairing.objects.values_list("state", flat=True)) == ["active"]


def test_accept_request_that_a_rule_forbids_by_now_changes_nothing(pair):
    mentee, mentor = pair
    request = ask(mentee, mentor)
    Enrollment.objects.filter(pk=mentee.pk).update(answers={"rather_not": ["Omar Haddad"]})
    with pytest.raises(DomainError, match="cannot be paired"):
        verbs.accept_request(asked=request, by=mentor.user, now=NOW)
    request.refresh_from_db()
    assert (request.state, Pairing.objects.count()) == ("open", 0)


def test_accept_request_for_a_talk_pairs_nobody_and_tells_who_asked(pair):
    mentee, mentor = pair
    request = verbs.ask_for_talk(sender=mentee, recipient=mentor, by=mentee.user, now=NOW)
    verbs.accept_request(asked=request, by=mentor.user, now=NOW)
    assert (Pairing.objects.count(), kinds(mentee.user)) == (0, ["request_answered"])


def test_publish_pairings_ends_requests_of_those_who_were_paired(pair):
    mentee, mentor = pair
    request = ask(mentee, mentor)
    draft = make_draft(mentee.cohort, mentee, make_people(mentee.cohort, "mentor", ["Ben"])[0])
    publish_pairings(cohort=mentee.cohort, by=None, now=NOW, only=[draft.pk])
    request.refresh_from_db()
    assert (request.state, request.reason) == ("withdrawn", "paired")


# -- Not now, and taking back --------------------------------------------------------------------


def test_decline_request_tells_who_asked_and_keeps_the_reason(pair):
    mentee, mentor = pair
    request = ask(mentee, mentor)
    verbs.decline_request(asked=request, by=mentor.user, now=NOW, reason="no_time")
    request.refresh_from_db()
    assert (request.state, request.reason) == ("declined", "no_time")
    assert (kinds(mentee.user), kinds(mentor.user)) == (["request_answered"], [])


def test_decline_request_with_a_made_up_reason_is_refused(pair):
    with pytest.raises(DomainError, match="Choose one of the reasons"):
        verbs.decline_request(asked=ask(*pair), by=pair[1].user, now=NOW, reason="paired")


def test_withdraw_request_frees_the_way_to_ask_again(pair):
    verbs.withdraw_request(asked=ask(*pair), by=pair[0].user, now=NOW)
    assert ask(*pair).state == "open"


def test_withdraw_request_after_the_answer_says_that_it_was_answered(pair):
    request = ask(*pair)
    verbs.accept_request(asked=request, by=pair[1].user, now=NOW)
    with pytest.raises(DomainError, match="answered already"):
        verbs.withdraw_request(asked=request, by=pair[0].user, now=NOW)


# -- What the database refuses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"ended_at": NOW},
        {"state": "declined"},
        {"state": "accepted", "ended_at": NOW, "reason": "time"},
        {"reason": "time"},
    ],
)
def test_database_refuses_a_request_that_contradicts_itself(pair, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(*pair, **facts)


def test_database_refuses_a_talk_with_a_pairing(pair):
    pairing = make_pairing(pair[0].cohort, pair[0].user, pair[1].user)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(*pair, kind="talk", state="accepted", ended_at=NOW, pairing=pairing)


def test_database_refuses_a_request_to_oneself(pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(pair[0], pair[0])


@pytest.mark.parametrize("turned", [False, True])
def test_database_refuses_a_second_open_request_between_two(pair, turned):
    make_request(*pair)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(*(reversed(pair) if turned else pair))


def test_peers_ask_each_other_and_work_together():
    cohort = make_cohort(make_program())
    ben, cid = make_people(cohort, "peer", ["Ben", "Cid"])
    verbs.accept_request(asked=ask(ben, cid), by=cid.user, now=NOW)
    assert set(Pairing.objects.get().members.values_list("role", flat=True)) == {"peer"}


def test_peers_asking_back_are_told_of_the_first_request():
    ben, cid = make_people(make_cohort(make_program()), "peer", ["Ben", "Cid"])
    ask(ben, cid)
    with pytest.raises(DomainError, match="They have asked you already"):
        ask(cid, ben)
