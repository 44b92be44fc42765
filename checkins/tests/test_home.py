"""The first sentence, and the things in their order."""

from datetime import timedelta
from decimal import Decimal

import pytest

from checkins.queries.home import home
from checkins.queries.places import places_of
from checkins.services import answer_feedback, give_feedback, keep_rhythm, prepare_check_in
from checkins.tests.make import THURSDAY, make_check_in, make_close_out
from goals.models import AskingStyle, DraftOffer, Goal
from goals.services import (
    add_win,
    answer_commitment,
    ask_about_goal,
    log_progress,
    say_how_to_ask,
    write_ask,
)
from goals.tests.make import make_commitment, make_consent, make_goal, make_plan
from goals.wishes import AskingWish
from mentorship.models import Agreement, Cohort, PairingRequest
from mentorship.services.pairings import close_pairing, pause_pairing
from mentorship.services.rematch import request_rematch
from mentorship.tests.apply import make_draft_of
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_enrollment,
    make_pairing,
    make_person,
    make_request,
    member_of,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def page(user, now=NOW):
    return home(user, places_of(user), now)


def titles(user, now=NOW) -> list[str]:
    return [todo.title for todo in page(user, now).things]


def lines(user, now=NOW) -> list[tuple[str, list[str]]]:
    return [(line.people, [todo.title for todo in line.todos]) for line in page(user, now).mentees]


@pytest.fixture
def settled(pairing, maria, omar, as_mentee) -> None:
    """Both said how they like to be asked, signed, and Maria has a goal."""
    for person in (maria, omar):
        say_how_to_ask(by=person, now=NOW, wish=AskingWish())
    Agreement.objects.create(pairing=pairing, state="signed", created_at=NOW, signed_at=NOW)
    make_goal(as_mentee)


def test_home_begins_with_three_things(pairing, maria) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    assert page(maria).heading == "Three things, then you are done until Thursday"
    assert titles(maria) == [
        "Say how you like to be asked",
        "Begin your agreement with Omar",
        "Write your first goal",
    ]


def test_home_says_when_all_is_done(settled, pairing, maria) -> None:
    assert page(maria).heading == "All done for now"
    keep_rhythm(pairing=pairing, now=NOW)
    assert page(maria).heading == "All done until Thursday"


@pytest.mark.parametrize(("ahead", "day"), [(HOUR, "today"), (DAY, "tomorrow")])
def test_home_says_that_a_talk_is_near(settled, pairing, maria, ahead, day) -> None:
    check_in = make_check_in(pairing)
    assert page(maria, THURSDAY - ahead).heading == f"One thing before you talk with Omar {day}"
    prepare_check_in(check_in=check_in, by=maria, now=NOW, version=0, summary="Two talks held")
    found = page(maria, THURSDAY - ahead)
    assert found.heading == f"You talk with Omar {day}, and all is ready"
    assert [text for _person, text in found.times] == [
        "Thursday 19 November, 16:00",
        "Thursday 19 November, 11:00",
    ]


def test_home_asks_about_due_promises(settled, pairing, as_mentee, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    make_commitment(as_mentee, due_on=NOW.date())
    make_commitment(as_mentee, text="Later", due_on=(NOW + DAY).date())
    assert titles(maria) == ["Give the team update without slides"]
    assert page(maria).heading == "One thing, then you are done until Thursday"
    assert titles(omar) == []


def test_home_puts_decisions_before_their_owner_alone(settled, as_mentee, maria, omar) -> None:
    promise = make_commitment(as_mentee)
    make_consent(promise, state="offered", decided_at=None, ends_on=None, next_plan_at=None)
    assert titles(maria) == [
        "Would you like to be asked about “Give the team update without slides”?"
    ]
    assert titles(omar) == []


def test_home_offers_goals_to_agree(settled, as_mentee, omar) -> None:
    make_goal(as_mentee, state="proposed", agreed_at=None)
    assert lines(omar) == [("Maria", ["Maria proposes a goal"])]
    assert titles(omar) == []


def test_home_asks_how_a_check_in_was(settled, pairing, maria) -> None:
    make_check_in(pairing)
    assert titles(maria, THURSDAY + HOUR) == ["How was your check-in with Omar?"]


def test_home_shows_what_others_wrote(settled, pairing, as_mentor, as_mentee, maria, omar) -> None:
    make_close_out(make_check_in(pairing, state="held"), as_mentor)
    give_feedback(to=as_mentee, by=omar, kind="affirm", text="Good.", client_token="a", now=NOW)
    assert titles(maria) == [
        "Omar wrote down what you talked about",
        "Omar has a few words for you",
    ]
    assert titles(omar) == []


def test_home_asks_for_a_signature_once(settled, pairing, as_mentor, maria, omar) -> None:
    Agreement.objects.update(state="superseded")
    draft = Agreement.objects.create(pairing=pairing, version=2, created_at=NOW)
    draft.signatures.create(member=as_mentor, signed_at=NOW)
    assert titles(maria) == ["Read and sign your agreement with Omar"]
    assert titles(omar) == []


def test_home_shows_who_would_like_help_until_a_word_is_written(
    settled, as_mentee, maria, omar
) -> None:
    promise = make_commitment(as_mentee)
    answer_commitment(commitment=promise, answer="stuck", by=maria, now=NOW)
    assert lines(omar) == [("Maria", ["Maria is stuck and would like help"])]
    assert titles(maria) == []
    wish = {"kind": "question", "text": "What would help?", "client_token": "q"}
    give_feedback(to=as_mentee, by=omar, commitment=promise, now=NOW + HOUR, **wish)
    assert lines(omar) == [("Maria", [])]


def test_home_shows_seven_things_at_most(settled, as_mentee, maria) -> None:
    for number in range(6):
        make_commitment(as_mentee, text=f"P{number}", due_on=NOW.date())
    AskingStyle.objects.all()._raw_delete("default")
    found = page(maria)
    assert len(found.things) <= 7


def test_home_of_a_mentor_has_one_line_each_the_most_useful_first(
    settled, cohort, as_mentee, maria, omar
) -> None:
    quiet, meets, asks = (make_person(name) for name in ("Ida Berg", "Lia Costa", "Ned Frey"))
    pairings = [make_pairing(cohort, person, omar) for person in (quiet, meets, asks)]
    for pairing in pairings:
        Agreement.objects.create(pairing=pairing, state="signed", created_at=NOW, signed_at=NOW)
    make_check_in(pairings[1])
    make_goal(member_of(pairings[2], asks), state="proposed", agreed_at=None)
    for text in ("One", "Two"):
        make_commitment(as_mentee, text=text, stuck_at=NOW)
    stuck = ["Maria is stuck and would like help"] * 2
    assert lines(omar) == [
        ("Maria", stuck),
        ("Ned", ["Ned proposes a goal"]),
        ("Lia", []),
        ("Ida", []),
    ]
    assert page(omar).heading == "Two things, then you are done until Thursday"


def test_home_rests_with_the_pairing(pairing, maria) -> None:
    pause_pairing(pairing=pairing, by=maria, now=NOW, until=(NOW + 20 * DAY).date())
    found = page(maria)
    assert found.heading == "You are having a pause until 6 December"
    assert found.things == []


def test_home_after_the_end_is_friendly(pairing, maria) -> None:
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    assert page(maria).heading == "Your time together has come to its end"


def test_home_after_the_end_tells_who_asked_for_somebody_else_that_we_look(pairing, maria) -> None:
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    request_rematch(pairing=pairing, by=maria, now=NOW)
    assert page(maria).heading == "We are looking for somebody for you"


def test_home_says_what_comes_next_to_who_waits(cohort, eve) -> None:
    make_enrollment(cohort, eve, "mentee")
    assert page(eve).heading == "You are in. Next, we find the right person for you"


def test_home_leads_who_only_coordinates_to_the_programs(cohort, ada, sign_in) -> None:
    response = sign_in(ada).get("/")
    assert (response.status_code, response.url) == (302, "/programs/")


def test_home_welcomes_a_stranger(eve, sign_in) -> None:
    response = sign_in(eve).get("/")
    assert "Nothing is waiting for you yet" in response.content.decode()


def test_home_shows_who_asks_whether_or_not_one_works_with_somebody(db) -> None:
    mentee, mentor = make_choice()
    make_request(mentee, mentor)
    asked = "Maria asks you, and waits for an answer"
    assert titles(mentor.user)[0] == asked
    make_pairing(mentor.cohort, make_person("Lia Costa"), mentor.user)
    assert asked in titles(mentor.user)


def test_home_shows_whom_one_asked_and_where_that_stands(db) -> None:
    mentee, mentor = make_choice()
    make_request(mentee, mentor)
    stands = [("Omar Haddad", "To work together: waits for an answer")]
    assert [(todo.title, todo.text) for todo in page(mentee.user).asked] == stands
    make_pairing(mentee.cohort, mentee.user, make_person("Lia Costa"))
    assert [(todo.title, todo.text) for todo in page(mentee.user).asked] == stands
    assert page(mentor.user).asked == []


def test_home_calls_a_friend_one_invited_as_one_typed_it(db) -> None:
    mentee, mentor = make_choice()
    request = make_request(mentee, mentor)
    PairingRequest.objects.filter(pk=request.pk).update(invited_as="My friend")
    assert page(mentee.user).asked[0].title == "My friend"


def test_home_leads_who_may_choose_to_where_they_look_around(db) -> None:
    mentee, _mentor = make_choice()
    assert titles(mentee.user)[-1] == "Find your mentor in Autumn"
    assert page(mentee.user).heading == "You are in. Next, look whom you would like to work with"


def test_home_offers_to_go_on_with_an_application(cohort, pairing, maria, eve) -> None:
    for person in (maria, eve):
        make_draft_of(cohort, person, "peer")
        assert "Your application is not sent yet" in titles(person)


def test_home_of_somebody_who_applies_does_not_say_that_nothing_waits(cohort, eve) -> None:
    make_draft_of(cohort, eve, "mentee")
    assert page(eve).heading == "Welcome back. Your application waits where you left it"


def test_home_asks_who_came_by_an_invitation_to_say_something(cohort, eve) -> None:
    place = make_enrollment(cohort, eve, "mentee", answers={})
    assert [todo.url for todo in page(eve).things] == [f"/answers/{place.pk}/"]
    place.answers = {"bio": "Hello"}
    place.save()
    assert titles(eve) == []


def test_home_says_that_an_application_is_sent(cohort, eve) -> None:
    make_enrollment(cohort, eve, "mentee", state="applied")
    assert page(eve).heading == "Your application is sent"


def test_home_says_that_somebody_is_on_the_waiting_list(cohort, eve) -> None:
    make_enrollment(cohort, eve, "mentee", state="waitlisted")
    assert page(eve).heading == "You are on the waiting list"


def test_home_does_not_lead_to_an_application_that_cannot_be_sent(cohort, eve) -> None:
    make_draft_of(cohort, eve, "mentee")
    Cohort.objects.filter(pk=cohort.pk).update(state="closing")
    assert titles(eve) == []


def test_home_tells_what_others_ask_and_celebrate(
    settled, as_mentee, as_mentor, maria, omar
) -> None:
    write_ask(
        to=as_mentee, kind="advice", text="How do you plan?", by=omar, now=NOW, client_token="a"
    )
    add_win(owner=as_mentor, words="I listened.", by=omar, now=NOW)
    assert titles(maria) == [
        "Omar asks you for something",
        "Omar has something to celebrate",
    ]


def test_home_asks_to_look_back_on_a_plan(settled, as_mentee, maria, omar) -> None:
    make_plan(as_mentee, starts_on=(NOW - 30 * DAY).date())
    assert titles(maria) == ["Day 30 of your plan: what has become of it?"]
    assert titles(omar) == []


def test_home_leads_to_where_more_is_said(settled, as_mentee, maria, omar) -> None:
    wish = {"kind": "affirm", "text": "Good.", "client_token": "q"}
    feedback = give_feedback(to=as_mentee, by=omar, now=NOW, **wish)
    answer_feedback(feedback=feedback, by=maria, answer="clarify", text="Which part?", now=NOW)
    [(_maria, [more])] = [(line.people, line.todos) for line in page(omar).mentees]
    assert more.title == "Maria would like to hear more about what you wrote"
    assert more.url == f"/feedback/to/{as_mentee.pk}/?after={feedback.pk}"


def test_home_tells_of_a_question_about_a_goal_and_of_a_draft(
    settled, as_mentee, as_mentor, maria, omar
) -> None:
    goal = make_goal(as_mentee, state="proposed", agreed_at=None)
    ask_about_goal(goal=goal, by=omar, now=NOW, text="How many?", client_token="q")
    DraftOffer.objects.create(
        by=as_mentor, to=as_mentee, title="Lead one meeting", client_token="d", offered_at=NOW
    )
    assert titles(maria) == [
        "Omar drafted a goal you might like",
        "Omar asks about your goal",
    ]


def test_home_keeps_the_number_of_a_goal_however_many_notes_came_after(
    settled, as_mentee, maria
) -> None:
    goal = Goal.objects.get(owner=as_mentee)
    log_progress(goal=goal, by=maria, now=NOW - 60 * DAY, value=Decimal(2))
    for number in range(45):
        log_progress(goal=goal, by=maria, now=NOW - number * DAY, note="A step")
    [view] = page(maria).goals
    assert view.standing == "2 of 3 presentations"
