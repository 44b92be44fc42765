"""Check-ins, halves and goals of three peers: Ana, Ben and Caro."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import Message
from checkins import access
from checkins.forms import CloseOutForms
from checkins.mails.close_outs import to_confirm
from checkins.models import CloseOut
from checkins.queries.check_ins import check_in_lists, check_in_page
from checkins.queries.home import home
from checkins.queries.mentees import mentee_of
from checkins.queries.places import places_of
from checkins.queries.review import read_review
from checkins.services import (
    NewPromise,
    close_out_check_in,
    confirm_close_out,
    give_feedback,
    keep_rhythm,
)
from checkins.tests.make import make_check_in
from goals.models import Goal
from goals.services import agree_goal, make_commitment, propose_goal
from goals.tests.make import make_goal
from mentorship.services.agreements import draft_agreement, sign_agreement
from mentorship.tests.make import (
    NOW,
    make_pairing,
    make_person,
    make_texts,
    make_trio,
    member_of,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def people(db):
    return [make_person(name) for name in ("Ana Lima", "Ben Okoro", "Caro Weiss")]


@pytest.fixture
def trio(cohort, people):
    cohort.pairs = "peers"
    cohort.save()
    return make_trio(cohort, *people)


@pytest.fixture
def talk(trio):
    return make_check_in(trio, starts_at=NOW - 2 * HOUR)


def half(talk, trio, person, **words):
    mine = member_of(trio, person)
    promises = [NewPromise(owner=mine, text="Call Dan", due_on=NOW.date() + timedelta(days=7))]
    words = {"thanks": "For the question."} | words
    return close_out_check_in(check_in=talk, by=person, now=NOW, promises=promises, **words)


def titles(person):
    return [todo.title for todo in home(person, places_of(person), NOW).things]


def test_keep_rhythm_invites_all_three(trio):
    keep_rhythm(pairing=trio, now=NOW)
    assert Message.objects.filter(kind="checkins.check_in_invited").count() == 3


def test_close_out_check_in_takes_a_half_of_each(talk, trio, people):
    for person in people:
        half(talk, trio, person)
    assert [row.author.person for row in CloseOut.objects.order_by("id")] == people


def test_close_out_check_in_refuses_a_promise_for_a_partner(talk, trio, people):
    theirs = NewPromise(owner=member_of(trio, people[1]), text="Call", due_on=NOW.date())
    with pytest.raises(DomainError, match="your own promises"):
        close_out_check_in(check_in=talk, by=people[0], now=NOW, promises=[theirs])


def test_close_out_form_of_a_peer_knows_one_owner(trio, people):
    forms = CloseOutForms(None, author=member_of(trio, people[0]), due_on=NOW.date())
    assert [label for _pk, label in forms.promises[0].fields["owner"].choices] == ["Mine"]


def test_confirm_close_out_refuses_a_half(talk, trio, people):
    ana, ben, _caro = people
    written = half(talk, trio, ana)
    assert access.close_out_rights(ben, written) == frozenset()
    with pytest.raises(DomainError, match="half"):
        confirm_close_out(close_out=written, by=ben, now=NOW)


def test_close_out_mail_of_a_half_asks_for_the_readers(talk, trio, people):
    ana, ben, _caro = people
    half(talk, trio, ana)
    mail = Message.objects.get(kind="checkins.close_out_to_confirm", person=ben)
    content = to_confirm(mail, NOW)
    assert content.paragraphs[0].startswith("Ana wrote their half")
    assert [button.label for button in content.buttons] == ["Write your half", "Open the check-in"]
    assert [section.heading for section in content.sections] == ["Ana promised"]


def test_close_out_mail_goes_to_all_three(talk, trio, people):
    half(talk, trio, people[0])
    mails = Message.objects.filter(kind__startswith="checkins.close_out")
    assert {mail.person for mail in mails} == set(people)


def test_home_asks_each_for_their_half_until_it_is_there(talk, trio, people):
    ana, ben, _caro = people
    half(talk, trio, ana)
    asked = "How was your check-in with Ana and Caro?"
    assert asked in titles(ben) and not any("How was" in title for title in titles(ana))
    half(talk, trio, ben)
    assert asked not in titles(ben)


def test_home_asks_nobody_to_confirm_a_half(talk, trio, people):
    half(talk, trio, people[0])
    assert not any("wrote down" in title for title in titles(people[1]))


def test_home_names_both_partners(trio, people):
    (partner,) = home(people[0], places_of(people[0]), NOW).partners
    assert partner.people == "Ben and Caro"


def test_check_in_lists_keep_a_half_open(talk, trio, people):
    ana, ben, _caro = people
    half(talk, trio, ana)
    assert [row.check_in for row in check_in_lists(ben, NOW).open] == [talk]
    assert check_in_lists(ana, NOW).open == []


def test_check_in_page_says_whose_half_is_to_come(talk, trio, people):
    ana, ben, _caro = people
    half(talk, trio, ana)
    talk.refresh_from_db()
    assert check_in_page(ana, talk, NOW).halves_open == "Ben and Caro"
    assert check_in_page(ben, talk, NOW).halves_open == "Caro"


def _cards(reader):
    reading = read_review(reader, NOW)
    return [mentee_of(reading, facts) for facts in reading.people]


def test_review_gives_each_partner_their_own_promises(trio, people):
    ana, ben, caro = people
    for person in people:
        owner = member_of(trio, person)
        text = f"By {person.short_name}"
        make_commitment(owner=owner, text=text, due_on=NOW.date(), by=person, now=NOW)
    cards = _cards(ana)
    assert [card.person for card in cards] == [ben, caro]
    assert [[p.text for p in card.promises] for card in cards] == [["By Ben"], ["By Caro"]]
    assert [[p.text for p in card.mine] for card in cards] == [["By Ana"], []]


def test_propose_goal_asks_both_and_one_yes_is_enough(trio, people):
    ana, ben, caro = people
    goal = make_goal(member_of(trio, ana), state="draft", agreed_at=None, shared_at=None)
    propose_goal(goal=goal, by=ana, now=NOW)
    asked = Message.objects.filter(kind="goals.goal_proposed")
    assert {mail.person for mail in asked} == {ben, caro}
    agree_goal(goal=goal, by=caro, now=NOW)
    agree_goal(goal=goal, by=ben, now=NOW)
    goal = Goal.objects.get(pk=goal.pk)
    assert (goal.state, goal.agreed_by) == ("agreed", caro)


def test_sign_agreement_counts_once_all_three_have(trio, people):
    ana, ben, caro = people
    agreement = draft_agreement(pairing=trio, by=ana, texts=make_texts(), now=NOW)
    sign_agreement(agreement=agreement, by=ben, now=NOW)
    agreement.refresh_from_db()
    assert agreement.state == "draft"
    sign_agreement(agreement=agreement, by=caro, now=NOW)
    agreement.refresh_from_db()
    assert agreement.state == "signed"


def test_give_feedback_reaches_one_partner_and_is_read_by_all(trio, people):
    ana, ben, _caro = people
    to = member_of(trio, ben)
    given = give_feedback(to=to, by=ana, kind="affirm", text="Good.", client_token="x", now=NOW)
    assert access.feedback_readers(given) == people
    assert Message.objects.get(kind="checkins.feedback_given").person == ben


def test_home_lists_a_mentor_and_partners_apart(cohort, trio, people, omar):
    ana = people[0]
    make_pairing(cohort, ana, omar)
    partners = [partner.people for partner in home(ana, places_of(ana), NOW).partners]
    assert partners == ["Ben and Caro", "Omar"]


def test_review_of_a_mentor_who_is_a_peer_too_shows_both(cohort, trio, people, maria):
    ana, ben, caro = people
    make_pairing(cohort, maria, ana)
    assert {card.person for card in _cards(ana)} == {ben, caro, maria}
