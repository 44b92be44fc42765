"""Asks between check-ins, and the shelf."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import Message
from goals import privacy, services
from goals.access import ask_readers
from goals.models import Ask, AskReply, Commitment, Consent, ShelfItem, ShelfShare
from goals.wishes import ShelfWish
from mentorship.services.pairings import close_pairing
from mentorship.tests.make import NOW, make_person, make_trio, member_of

DAY = timedelta(days=1)


@pytest.fixture
def ask(as_mentor, maria) -> Ask:
    return services.write_ask(
        to=as_mentor,
        kind="advice",
        text="How would you begin?",
        by=maria,
        now=NOW,
        client_token="a",
    )


@pytest.fixture
def book(omar) -> ShelfItem:
    wish = ShelfWish(kind="book", title="Talking", skip="chapters 4 to 9")
    return services.add_shelf_item(wish=wish, by=omar, now=NOW, client_token="b")


def kinds() -> list[str]:
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_write_ask_tells_the_other_once(ask, as_mentor, maria) -> None:
    again = services.write_ask(
        to=as_mentor, kind="advice", text="Twice", by=maria, now=NOW, client_token="a"
    )
    assert again == ask
    assert kinds() == ["goals.ask_written"]


def test_write_ask_goes_to_people_one_works_with(as_mentor, eve) -> None:
    with pytest.raises(DomainError, match="people you work with"):
        services.write_ask(
            to=as_mentor, kind="advice", text="Me?", by=eve, now=NOW, client_token="x"
        )


def test_write_ask_in_a_group_is_between_two(cohort) -> None:
    ana, ben, caro = people = [make_person(name) for name in ("Ana A", "Ben B", "Caro C")]
    trio = make_trio(cohort, *people)
    found = services.write_ask(
        to=member_of(trio, ben), kind="advice", text="?", by=ana, now=NOW, client_token="t"
    )
    assert ask_readers(found) == [ana, ben]
    assert not Ask.objects.visible_to(caro).exists()


def test_answer_ask_in_words_tells_who_asked(ask, omar) -> None:
    services.answer_ask(ask=ask, by=omar, now=NOW, text="With the end.")
    ask = Ask.objects.with_people().get()
    assert (ask.answer.text, ask.is_open) == ("With the end.", False)
    assert kinds() == ["goals.ask_written", "goals.ask_answered"]


def test_answer_ask_by_a_promise_asks_its_owner_alone(ask, omar) -> None:
    services.answer_ask(
        ask=ask, by=omar, now=NOW, promise="Look for my notes", due_on=(NOW + DAY).date()
    )
    promise = Commitment.objects.get()
    assert (promise.text, promise.person) == ("Look for my notes", omar)
    assert Consent.objects.get(commitment=promise).state == Consent.State.OFFERED


def test_answer_ask_from_the_shelf_shares_it(ask, omar, maria, book) -> None:
    services.answer_ask(ask=ask, by=omar, now=NOW, item=book)
    assert [share.item for share in ShelfShare.objects.received_by(maria)] == [book]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({}, "any one is enough"),
        ({"promise": "I will"}, "By when"),
    ],
)
def test_answer_ask_needs_something(ask, omar, wish, words) -> None:
    with pytest.raises(DomainError, match=words):
        services.answer_ask(ask=ask, by=omar, now=NOW, **wish)


def test_answer_ask_is_for_who_was_asked_and_once(ask, omar, maria) -> None:
    with pytest.raises(DomainError, match="Only the person who was asked"):
        services.answer_ask(ask=ask, by=maria, now=NOW, text="Me")
    services.answer_ask(ask=ask, by=omar, now=NOW, text="Yes")
    with pytest.raises(DomainError, match="answered this already"):
        services.answer_ask(ask=ask, by=omar, now=NOW, text="No")


def test_answer_ask_takes_nothing_from_another_shelf(ask, omar, maria) -> None:
    wish = ShelfWish(kind="link", title="Mine")
    hers = services.add_shelf_item(wish=wish, by=maria, now=NOW, client_token="m")
    with pytest.raises(DomainError, match="your own shelf"):
        services.answer_ask(ask=ask, by=omar, now=NOW, item=hers)


def test_withdraw_ask_needs_no_answer_any_more(ask, omar, maria) -> None:
    services.withdraw_ask(ask=ask, by=maria, now=NOW)
    with pytest.raises(DomainError, match="taken back"):
        services.answer_ask(ask=ask, by=omar, now=NOW, text="Late")
    assert Message.objects.get().state == Message.State.CANCELLED
    assert Ask.objects.get().text == "How would you begin?"


def test_ask_is_its_authors_alone_when_the_pairing_closes(ask, pairing, maria, omar) -> None:
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    assert Ask.objects.visible_to(maria).exists()
    assert not Ask.objects.visible_to(omar).exists()


def test_answers_are_never_written_anew(ask, omar) -> None:
    reply = services.answer_ask(ask=ask, by=omar, now=NOW, text="Once")
    for step in (reply.save, reply.delete):
        with pytest.raises(TypeError, match="append-only"):
            step()


def test_share_shelf_item_once_and_while_they_work_together(book, as_mentee, maria, omar) -> None:
    for _twice in range(2):
        services.share_shelf_item(item=book, member=as_mentee, by=omar, now=NOW)
    assert kinds() == ["goals.shelf_shared"]
    close_pairing(pairing=as_mentee.pairing, by=maria, now=NOW, reason="done")
    assert not ShelfShare.objects.received_by(maria).exists()


def test_share_shelf_item_stays_when_it_is_put_away(book, as_mentee, maria, omar) -> None:
    services.share_shelf_item(item=book, member=as_mentee, by=omar, now=NOW)
    services.archive_shelf_item(item=book, by=omar, now=NOW)
    assert not ShelfItem.objects.of(omar).kept().exists()
    assert ShelfShare.objects.received_by(maria).exists()


def test_shelf_is_its_owners_alone(book, maria) -> None:
    with pytest.raises(DomainError, match="whose shelf it is"):
        services.edit_shelf_item(
            item=book, wish=ShelfWish(kind="book", title="x"), by=maria, now=NOW
        )


def test_starter_fills_the_form(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria).get("/asks/new/?starter=introduction.0").content.decode()
    assert "I would like to talk with somebody who" in page
    assert sign_in(maria).get("/asks/new/?starter=no.9").status_code == 200


def test_erase_takes_ones_own_words_alone(ask, maria, omar) -> None:
    services.answer_ask(ask=ask, by=omar, now=NOW, text="His words")
    assert [row["text"] for row in privacy.export(omar)["asks"]] == ["His words"]
    privacy.erase(omar)
    assert Ask.objects.exists() and not AskReply.objects.exists()
    privacy.erase(maria)
    assert not Ask.objects.exists()
