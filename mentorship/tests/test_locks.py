"""What is set by hand: pairs that stay, and people who are kept apart."""

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import ForbiddenPair, Pairing
from mentorship.services.locks import allow_pair, forbid_pair, lock_pairing, unlock_pairing
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings
from mentorship.tests.make import NOW, make_cohort, make_draft, make_pairing
from mentorship.tests.test_matching import four, pairs  # noqa: F401


@pytest.fixture
def bea(four):  # noqa: F811
    return four[0]


@pytest.fixture
def dee(four):  # noqa: F811
    return four[2]


@pytest.fixture
def unlikely(cohort, bea, dee):
    """Bea with Dee, who offers nothing that she looks for."""
    return make_draft(cohort, bea, dee)


def propose(cohort):
    propose_pairings(cohort=cohort, by=None, now=NOW)


def forbid(cohort, mentee, mentor, by):
    return forbid_pair(cohort=cohort, mentee_id=mentee.pk, mentor_id=mentor.pk, by=by, now=NOW)


def test_lock_pairing_keeps_it_through_the_next_proposal(cohort, unlikely, ada):
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    propose(cohort)
    assert pairs() == {("Bea Ruiz", "Dee Moss"), ("Cem Kaya", "Eli Noor")}
    assert AuditEntry.objects.get(verb="pairing.lock").subject_id == unlikely.pk


def test_lock_pairing_twice_is_written_down_once(unlikely, ada):
    for _ in range(2):
        lock_pairing(pairing=unlikely, by=ada, now=NOW)
    assert AuditEntry.objects.filter(verb="pairing.lock").count() == 1


def test_unlock_pairing_lets_the_next_proposal_decide(cohort, unlikely, ada):
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    unlock_pairing(pairing=unlikely, by=ada, now=NOW)
    propose(cohort)
    assert pairs() == {("Bea Ruiz", "Eli Noor"), ("Cem Kaya", "Dee Moss")}


def test_lock_pairing_refuses_a_published_pair(pairing, ada):
    with pytest.raises(DomainError, match="no longer a draft"):
        lock_pairing(pairing=pairing, by=ada, now=NOW)


def test_publish_pairings_ends_the_lock(cohort, unlikely, ada):
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    unlikely.refresh_from_db()
    assert (unlikely.state, unlikely.locked) == ("active", False)


def test_only_a_draft_is_locked_in_the_database_too(pairing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.filter(pk=pairing.pk).update(locked=True)


def test_a_lock_against_a_wish_is_named(cohort, unlikely, bea, dee, ada):
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    bea.answers["rather_not"] = [dee.user.email]
    bea.save()
    with pytest.raises(DomainError, match=r"locked\. These two are kept apart: by something"):
        propose(cohort)


def test_more_locks_than_seats_are_named(cohort, four, dee, ada):  # noqa: F811
    for mentee in four[:2]:
        make_draft(cohort, mentee, dee, locked=True)
    with pytest.raises(DomainError, match="More pairs are locked with Dee Moss"):
        propose(cohort)


def test_a_lock_says_which_rule_it_overrules(cohort, unlikely, bea, dee, ada, sign_in):
    before = make_cohort(cohort.program, name="Before", slug="before")
    make_pairing(before, bea.user, dee.user, state="closed", closed_at=NOW, close_reason="done")
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    propose(cohort)
    page = sign_in(ada).get("/cohorts/autumn/pairings/").content.decode()
    assert "a rule would not: having worked together before." in page


def test_a_lock_of_somebody_who_is_placed_no_more_is_let_go(cohort, unlikely, bea, dee):
    make_pairing(cohort, bea.user, dee.user, state="closed", closed_at=NOW, close_reason="done")
    Pairing.objects.proposed().update(locked=True)
    propose(cohort)
    assert {mentee for mentee, _mentor in pairs()} == {"Cem Kaya"}


def test_forbid_pair_is_heeded_by_the_next_proposal(cohort, four, ada):  # noqa: F811
    bea, eli = four[0], four[3]
    forbid(cohort, bea, eli, ada)
    propose(cohort)
    assert pairs() == {("Bea Ruiz", "Dee Moss"), ("Cem Kaya", "Eli Noor")}
    assert AuditEntry.objects.get(verb="pair.forbid").by == ada


def test_forbid_pair_takes_their_draft_away(cohort, unlikely, bea, dee, ada):
    forbid(cohort, bea, dee, ada)
    assert not Pairing.objects.exists()


def test_forbid_pair_refuses_what_is_locked_or_works_already(cohort, unlikely, bea, dee, ada):
    lock_pairing(pairing=unlikely, by=ada, now=NOW)
    with pytest.raises(DomainError, match="This pair is locked"):
        forbid(cohort, bea, dee, ada)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    with pytest.raises(DomainError, match="work together already"):
        forbid(cohort, bea, dee, ada)


def test_forbid_pair_refuses_who_is_not_here(cohort, bea, ada):
    with pytest.raises(DomainError, match="Choose two people"):
        forbid(cohort, bea, bea, ada)


def test_allow_pair_lets_them_be_proposed_again(cohort, four, ada):  # noqa: F811
    forbidden = forbid(cohort, four[0], four[3], ada)
    allow_pair(forbidden=forbidden, by=ada, now=NOW)
    propose(cohort)
    assert ("Bea Ruiz", "Eli Noor") in pairs()
    assert AuditEntry.objects.get(verb="pair.allow").details["people"] == [
        forbidden.first_id,
        forbidden.second_id,
    ]


def test_allow_pair_pressed_twice_is_written_down_once(cohort, four, ada):  # noqa: F811
    forbidden = forbid(cohort, four[0], four[3], ada)
    for _press in range(2):
        allow_pair(forbidden=forbidden, by=ada, now=NOW)
    assert AuditEntry.objects.filter(verb="pair.allow").count() == 1


def test_two_are_forbidden_once_and_in_order(cohort, bea, dee, ada):
    found = forbid(cohort, bea, dee, ada)
    assert forbid(cohort, bea, dee, ada) == found
    facts = {"cohort": cohort, "by": ada, "at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        ForbiddenPair.objects.create(first=found.first, second=found.second, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForbiddenPair.objects.create(first=found.second, second=found.first, **facts)


def test_workbench_page_locks_and_stays_where_it_was(cohort, unlikely, ada, sign_in):
    sent = {"back": "?show=weak&per=25"}
    answer = sign_in(ada).post(f"/pairings/{unlikely.pk}/lock/", sent)
    assert answer.url == f"/cohorts/autumn/pairings/?show=weak&per=25#pairing-{unlikely.pk}"
    unlikely.refresh_from_db()
    assert unlikely.locked


def test_workbench_page_keeps_apart_and_allows_again(cohort, bea, dee, ada, sign_in):
    client = sign_in(ada)
    page = client.post("/cohorts/autumn/forbid/", {"mentee": bea.pk, "mentor": dee.pk}).url
    assert "Bea Ruiz and Dee Moss" in client.get(page).content.decode()
    (forbidden,) = ForbiddenPair.objects.all()
    after = client.post(f"/cohorts/autumn/forbidden/{forbidden.pk}/allow/", follow=True)
    assert "They may be proposed to each other again." in after.content.decode()
    assert not ForbiddenPair.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"mentee": "x", "mentor": "9" * 30}, {"mentee": 1}])
def test_forbid_pair_page_says_what_is_wrong(cohort, ada, sign_in, sent):
    answer = sign_in(ada).post("/cohorts/autumn/forbid/", sent)
    assert answer.status_code == 422 and "mentor" in answer.context["form"].errors
    assert not ForbiddenPair.objects.exists()
