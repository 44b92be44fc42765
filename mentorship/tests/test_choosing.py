"""Whom somebody can ask, in which order, and what they read of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.access import asking_actions
from mentorship.models import Cohort, Enrollment, ForbiddenPair, Program, RematchWish
from mentorship.queries.choosing import browse, clock_words, is_looking, last_pairing, suggestions
from mentorship.services.choosing import edit_choosing
from mentorship.services.requests import ask_for_talk
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_cohort,
    make_draft,
    make_pairing,
    make_people,
    make_person,
    make_program,
    make_request,
    make_trio,
)

pytestmark = pytest.mark.django_db
EMPTY: list[str] = []


@pytest.fixture
def mentee() -> Enrollment:
    """Beside Omar there are Ben, who offers what she looks for, and Cid."""
    mentee, _omar = make_choice()
    mentee.answers = {"skills_wanted": ["Public speaking"]}
    mentee.save()
    offers = {"answers": {"skills_offered": ["Public speaking", "Writing"]}}
    make_people(mentee.cohort, "mentor", ["Ben"], **offers)
    make_people(mentee.cohort, "mentor", ["Cid"], answers={"skills_offered": ["Accounting"]})
    return Enrollment.objects.select_related("cohort__program", "user").get(pk=mentee.pk)


def names(mentee: Enrollment, **asked: object) -> list[str]:
    return [str(card.place.user) for card in browse(mentee, NOW, **asked).cards]


def place(name: str) -> Enrollment:
    return Enrollment.objects.get(user__name=name)


def test_browse_shows_who_fits_best_first(mentee):
    assert names(mentee)[0] == "Ben"
    assert sorted(names(mentee)) == ["Ben", "Cid", "Omar Haddad"]


def test_browse_says_why_without_a_number(mentee):
    card = browse(mentee, NOW).cards[0]
    assert card.reasons[0] == "You would like to learn Public speaking, and Ben offers that."
    assert not any(character.isdigit() for character in "".join(card.reasons))


def test_browse_leaves_out_whose_seats_a_pairing_or_a_draft_has(mentee):
    make_pairing(mentee.cohort, make_person("Lia"), place("Ben").user)
    make_draft(mentee.cohort, make_people(mentee.cohort, "mentee", ["Nia"])[0], place("Cid"))
    assert names(mentee) == ["Omar Haddad"]


def test_browse_leaves_out_who_would_rather_not_either_way(mentee):
    Enrollment.objects.filter(pk=place("Ben").pk).update(answers={"rather_not": ["Maria Oliveira"]})
    mentee.answers = {"rather_not": ["Cid"]}
    assert names(mentee) == ["Omar Haddad"]


def test_browse_leaves_out_who_is_kept_apart_by_a_coordinator(mentee):
    first, second = sorted((mentee.user, place("Ben").user), key=lambda person: person.pk)
    ForbiddenPair.objects.create(cohort=mentee.cohort, first=first, second=second, at=NOW)
    assert "Ben" not in names(mentee)


def test_browse_leaves_out_who_said_not_now_and_marks_who_was_asked(mentee):
    make_request(mentee, place("Ben"), state="declined", ended_at=NOW)
    make_request(mentee, place("Cid"))
    marks = {str(card.place.user): card.asked for card in browse(mentee, NOW).cards}
    assert marks == {"Cid": True, "Omar Haddad": False}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "ben"}, ["Ben"]),
        ({"search": "account"}, ["Cid"]),
        ({"search": "ben accounting"}, EMPTY),
        ({"skill": "writing"}, ["Ben"]),
        ({"skill": "Falconry"}, EMPTY),
        ({"search": "example.org"}, EMPTY),
        ({"after": 99999}, EMPTY),
    ],
)
def test_browse_finds_by_name_and_skill_never_by_address(mentee, asked, found):
    assert names(mentee, **asked) == found


def test_browse_offers_the_skills_there_are(mentee):
    assert browse(mentee, NOW).skills == ["Accounting", "Public speaking", "Writing"]


def test_browse_asks_the_same_however_many_there_are(mentee):
    costs = []
    for start in (0, 30):
        make_people(mentee.cohort, "mentor", [f"Ray{start + n}" for n in range(20)])
        with CaptureQueriesContext(connection) as seen:
            assert len(browse(mentee, NOW).cards) == 12
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 9


def test_browse_of_peers_shows_the_other_peers():
    people = make_people(make_cohort(make_program()), "peer", ["Ben", "Cid", "Dan"])
    ben = Enrollment.objects.select_related("cohort__program", "user").get(pk=people[0].pk)
    assert sorted(names(ben)) == ["Cid", "Dan"]


def test_browse_of_peers_says_what_either_finds_in_the_other():
    ben, cid = make_people(make_cohort(make_program()), "peer", ["Ben", "Cid"])
    for place, wants, offers in ((ben, "Writing", "Singing"), (cid, "Singing", "Writing")):
        answers = {"skills_wanted": [wants], "skills_offered": [offers]}
        Enrollment.objects.filter(pk=place.pk).update(answers=answers)
    ben = Enrollment.objects.select_related("cohort__program", "user").get(pk=ben.pk)
    assert browse(ben, NOW).cards[0].reasons[:2] == [
        "You would like to learn Writing, and Cid offers that.",
        "Cid would like to learn Singing, which you offer.",
    ]


def test_suggestions_are_three_who_were_not_asked(mentee):
    make_people(mentee.cohort, "mentor", ["Dan", "Eli"])
    make_request(mentee, place("Ben"), state="expired", ended_at=NOW)
    found = [str(card.place.user) for card in suggestions(mentee, NOW)]
    assert len(found) == 3 and "Ben" not in found


def test_suggestions_are_none_for_who_has_somebody(mentee):
    mentee.seats_taken = 1
    assert suggestions(mentee, NOW) == []


@pytest.mark.parametrize(
    ("choosing", "role", "state", "may"),
    [
        ("proposed", "mentee", "accepted", False),
        ("chosen", "mentee", "accepted", True),
        ("both", "mentee", "accepted", True),
        ("both", "mentee", "invited", False),
        ("both", "mentor", "accepted", False),
        ("proposed", "peer", "accepted", True),
    ],
)
def test_is_looking_follows_cohort_role_and_state(choosing, role, state, may):
    cohort = Cohort(choosing=choosing, program=Program(state="open"))
    assert is_looking(Enrollment(cohort=cohort, role=role, state=state)) is may


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Berlin", "Berlin, the same clock as yours"),
        ("Europe/Lisbon", "Lisbon, 1 hour behind you"),
        ("Asia/Tokyo", "Tokyo, 8 hours ahead of you"),
        ("Asia/Kolkata", "Kolkata, 4.5 hours ahead of you"),
    ],
)
def test_clock_words_say_how_far_apart_two_are(zone, said):
    reader, other = make_person("Ann"), make_person("Ben", zone=zone)
    assert clock_words(reader, other, NOW) == said


def test_edit_choosing_is_written_down_once():
    cohort, ada = make_cohort(make_program()), make_person("Ada")
    wish = {"choosing": "both", "peers_browse": False, "peers_invite": True}
    for _ in range(2):
        cohort = edit_choosing(cohort=cohort, by=ada, now=NOW, **wish)
    assert {name: getattr(cohort, name) for name in wish} == wish
    assert AuditEntry.objects.get().details["fields"] == ["choosing", "peers_browse"]


# -- After a pairing has ended ---------------------------------------------------------------


def ended(choosing: str, role: str, wish: str = "") -> Enrollment:
    """Somebody whose pairing is over; `wish` is a state of theirs."""
    cohort = make_cohort(make_program(), choosing=choosing, pairs="both")
    maria, omar = make_person("Maria"), make_person("Omar")
    over = {"closed_at": NOW, "close_reason": "cohort_over"}
    if role == "peer":
        make_trio(cohort, maria, omar, state="closed", **over)
        Enrollment.objects.update(seats_taken=0)
    else:
        make_pairing(cohort, maria, omar, state="closed", **over)
    place = Enrollment.objects.get(user=maria)
    if wish:
        ended_at = None if wish == "open" else NOW
        RematchWish.objects.create(enrollment=place, asked_at=NOW, state=wish, ended_at=ended_at)
    return place


@pytest.mark.parametrize(
    ("choosing", "role", "wish", "may"),
    [
        ("both", "mentee", "", False),
        ("both", "mentee", "open", True),
        ("both", "mentee", "withdrawn", False),
        ("chosen", "mentee", "", True),
        ("chosen", "peer", "", False),
        ("chosen", "peer", "open", True),
    ],
)
def test_is_looking_after_an_end_waits_for_the_wish(choosing, role, wish, may):
    place = ended(choosing, role, wish)
    assert is_looking(place) is may
    assert ("request_pairing" in asking_actions(place)) is may


def test_ask_for_talk_after_an_end_says_what_to_do_first():
    place = ended("both", "mentee")
    other = make_people(place.cohort, "mentor", ["Ben"])[0]
    with pytest.raises(DomainError, match="Say first on the page of your last pairing"):
        ask_for_talk(sender=place, recipient=other, by=place.user, now=NOW)


def test_browse_page_after_an_end_leads_to_the_last_pairing(sign_in):
    place = ended("both", "mentee")
    page = sign_in(place.user).get(f"/cohorts/{place.cohort.slug}/mentors/").content.decode()
    assert f"/pairings/{last_pairing(place).pk}/" in page


def test_browse_leaves_out_peers_who_have_ended_and_not_asked_again():
    place = ended("proposed", "peer")
    looking = make_people(place.cohort, "peer", ["Nia"])[0]
    assert names(looking) == []
    omar = Enrollment.objects.get(user__name="Omar")
    RematchWish.objects.create(enrollment=omar, asked_at=NOW)
    assert names(looking) == ["Omar"]
