"""Versions of an agreement: what changed, in words; and one mail after two weeks."""

from datetime import date, timedelta

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
from mentorship.services.extensions import agree_extension, propose_extension
from mentorship.tests.make import NOW, make_texts
from mentorship.worddiff import differences

DAY = timedelta(days=1)


def test_differences_are_told_word_by_word():
    found = differences("We meet on Mondays at five.", "We meet on Fridays at five.")
    assert [(piece.kind, piece.text) for piece in found] == [
        ("same", "We meet on"),
        ("gone", " "),
        ("gone", "Mondays"),
        ("new", " "),
        ("new", "Fridays"),
        ("same", " at five."),
    ]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_differences_keep_both_texts(old, new):
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    assert "".join(piece.text for piece in found if piece.kind != "new") == old


def test_differences_of_huge_texts_are_told_as_a_whole():
    found = differences("a " * 2000, "b " * 2000)
    assert [piece.kind for piece in found if piece.is_marked] == ["gone", "new"]


def test_differences_mark_no_blanks():
    found = differences("one two", "one  three four\nfive")
    assert [piece.text for piece in found if piece.is_marked] == ["two", "three four\nfive"]


def agree(pairing, *people, **changes):
    texts = make_texts(**changes)
    draft = draft_agreement(pairing=pairing, by=people[0], texts=texts, now=NOW)
    for person in people[1:]:
        sign_agreement(agreement=draft, by=person, now=NOW)
    return draft


def test_extension_mail_says_that_what_was_signed_stays(pairing, maria, omar):
    stays, later = "Your agreement stays signed", pairing.ends_on + 30 * DAY
    before = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=later)
    asked = Message.objects.get(kind="mentorship.extension_proposed")
    render = mailkinds.get(asked.kind).render
    assert stays not in " ".join(render(asked, NOW).closing)
    agree(pairing, maria, omar)
    assert stays in " ".join(render(asked, NOW).closing)
    agree_extension(extension=before, by=omar, now=NOW)
    answered = Message.objects.get(kind="mentorship.extension_answered")
    assert stays in " ".join(mailkinds.get(answered.kind).render(answered, NOW).closing)


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


@pytest.fixture
def extended(pairing, maria, omar):
    """Signed, and then all agreed to go on longer."""
    agree(pairing, maria, omar)
    later = NOW + DAY
    longer = {"pairing": pairing, "ends_on": date(2027, 7, 30)}
    asked = propose_extension(by=maria, now=later, **longer)
    agree_extension(extension=asked, by=omar, now=later)
    pairing.refresh_from_db()
    return pairing


def test_agreement_page_says_that_it_goes_on_longer_than_its_words(extended, maria, sign_in):
    client, url = sign_in(maria), f"/pairings/{extended.pk}/agreement/"
    page = client.get(url).content.decode()
    assert "You have since agreed to go on until 30 July 2027." in page
    assert f"{url}write/" in page and "Our ending." in page
    assert "go on until 30 July 2027" in client.get(f"{url}write/").content.decode()


def test_agreement_page_says_it_no_more_once_it_is_written_anew(extended, maria, omar, sign_in):
    texts = make_texts(ending="We end in July.")
    draft_agreement(pairing=extended, by=omar, texts=texts, now=NOW + 2 * DAY)
    page = sign_in(maria).get(f"/pairings/{extended.pk}/agreement/").content.decode()
    assert "You have since agreed" not in page


def test_extension_that_waits_changes_nothing_on_the_agreement_page(pairing, maria, omar, sign_in):
    agree(pairing, maria, omar)
    propose_extension(pairing=pairing, by=maria, now=NOW + DAY, ends_on=date(2027, 7, 30))
    page = sign_in(maria).get(f"/pairings/{pairing.pk}/agreement/").content.decode()
    assert "You have since agreed" not in page
