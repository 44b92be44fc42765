"""Versions of an agreement: what changed, in words; and one mail after two weeks."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import mailkinds
from accounts.models import Message
from mentorship.services.agreements import (
    ask_for_agreements,
    draft_agreement,
    sign_agreement,
)
from mentorship.tests.make import NOW, make_texts
from mentorship.worddiff import differences

DAY = timedelta(days=1)


def test_differences_are_told_word_by_word():
    found = differences("We meet on Mondays at five.", "We meet on Fridays at five.")
    assert [(piece.kind, piece.text) for piece in found] == [
        ("same", "We meet on"),
        ("gone", " Mondays"),
        ("new", " Fridays"),
        ("same", " at five."),
    ]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_differences_keep_both_texts(old, new):
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert "".join(piece.text for piece in found if piece.kind != "new") == old


def test_differences_of_huge_texts_are_told_as_a_whole():
    assert [piece.kind for piece in differences("a " * 2000, "b " * 2000)] == ["gone", "new"]


def agree(pairing, *people, **changes):
    texts = make_texts(**changes)
    draft = draft_agreement(pairing=pairing, by=people[0], texts=texts, now=NOW)
    for person in people[1:]:
        sign_agreement(agreement=draft, by=person, now=NOW)
    return draft


def test_agreement_page_marks_what_a_draft_changes(pairing, maria, omar, sign_in):
    agree(pairing, maria, omar, rhythm="Mondays at five.")
    agree(pairing, omar, rhythm="Fridays at five.")
    page = sign_in(maria).get(f"/pairings/{pairing.pk}/agreement/").content.decode()
    assert "gone: </span>Mondays<span" in page
    assert "new: </span>Fridays<span" in page
    assert page.count("<ins>") == 1


def test_agreement_page_shows_older_versions_without_a_button(pairing, maria, omar, sign_in):
    agree(pairing, maria, omar, rhythm="Mondays at five.")
    agree(pairing, omar, rhythm="Fridays at five.")
    address = f"/pairings/{pairing.pk}/agreement/"
    page = sign_in(maria).get(address, {"version": "1"}).content.decode()
    assert "Version 1, as it was" in page
    assert "Sign agreement" not in page
    for odd in ("99", "\0", "9" * 400, "x"):
        assert sign_in(maria).get(address, {"version": odd}).status_code == 200


# -- Two weeks without ---------------------------------------------------------------------


def two_weeks(pairing, days=14):
    pairing.starts_on = (NOW - days * DAY).date()
    pairing.save()
    ask_for_agreements(NOW)
    ask_for_agreements(NOW)
    rows = Message.objects.filter(kind="mentorship.agreement_open").order_by("person__name")
    return [row.person.short_name for row in rows]


@pytest.mark.parametrize(("days", "people"), [(13, 0), (14, 2), (28, 2), (29, 0)])
def test_ask_for_agreements_asks_all_once_where_nothing_is_written(pairing, days, people):
    assert len(two_weeks(pairing, days)) == people


def test_ask_for_agreements_asks_who_has_not_signed(pairing, maria):
    agree(pairing, maria)
    assert two_weeks(pairing) == ["Omar"]


def test_ask_for_agreements_asks_nobody_once_signed(pairing, maria, omar):
    agree(pairing, maria, omar)
    assert two_weeks(pairing) == []


def test_agreement_open_is_dropped_once_signed(pairing, maria, omar):
    two_weeks(pairing)
    message = Message.objects.get(person=omar)
    agree(pairing, maria, omar)
    kind = mailkinds.get(message.kind)
    assert kind.still_wanted(message, NOW) == "It is signed already."
