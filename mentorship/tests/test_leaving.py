"""One of three partners goes, and the other two go on."""

import pytest

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import Pairing, PairingMember, PartingNote
from mentorship.queries.agreements import before_of, versions_of
from mentorship.services.agreements import draft_agreement, sign_agreement
from mentorship.services.leaving import leave_group
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_person, make_texts, make_trio, member_of


@pytest.fixture
def lia(db):
    return make_person("Lia Costa")


@pytest.fixture
def trio(cohort, maria, omar, lia):
    return make_trio(cohort, maria, omar, lia)


def leave(trio, by, **said):
    return leave_group(pairing=trio, by=by, now=NOW, **({"reason": "time"} | said))


def people(pairing):
    return sorted(m.person.short_name for m in pairing.members.with_person())


def test_leave_group_lets_two_go_on(trio, lia):
    was = leave(trio, lia)
    trio.refresh_from_db()
    assert (trio.state, people(trio)) == ("active", ["Maria", "Omar"])
    assert (was.state, was.goes_on_as, people(was)) == ("closed", trio, ["Lia", "Maria", "Omar"])
    assert AuditEntry.objects.filter(verb="group.leave", by=lia).count() == 1


def test_leave_group_frees_one_seat_and_takes_ones_own_row_along(trio, lia, maria):
    mine = member_of(trio, lia)
    was = leave(trio, lia)
    assert member_of(was, lia) == mine
    places = [member_of(was, lia).enrollment, member_of(trio, maria).enrollment]
    assert [place.seats_taken for place in places] == [0, 1]


def test_leave_group_tells_the_two_how_they_go_on(trio, lia):
    leave(trio, lia, thanks="Thank you both.")
    told = Message.objects.filter(kind="mentorship.member_left").order_by("person__name")
    assert [message.person.short_name for message in told] == ["Maria", "Omar"]
    freeze(told[0], mailkinds.get(told[0].kind), NOW)
    for words in ("You and Omar go on as two", "Lia has left your group", "Thank you both."):
        assert words in told[0].text
    assert f"/pairings/{trio.pk}/agreement/write/" in told[0].text
    assert Message.objects.get(kind="mentorship.pairing_ended").person == lia
    assert PartingNote.objects.get().member.person == lia


def sent_to(person, kind):
    message = Message.objects.get(kind=f"mentorship.{kind}", person=person)
    freeze(message, mailkinds.get(message.kind), NOW)
    return message.text


def test_leave_group_promises_who_leaves_only_what_is_theirs(trio, lia):
    leave(trio, lia)
    said = sent_to(lia, "pairing_ended")
    assert "Maria and Omar go on as two" in said
    assert "to each other stays readable" not in said


def test_leave_group_speaks_of_an_agreement_only_where_all_three_had_signed(trio, maria, lia, omar):
    first = draft_agreement(pairing=trio, by=maria, texts=make_texts(), now=NOW)
    sign_agreement(agreement=first, by=omar, now=NOW)
    leave(trio, lia)
    said = sent_to(omar, "member_left")
    assert "What three agreed" not in said
    assert "Write down how you two want to work together" in said


def test_leave_group_of_three_who_had_agreed_asks_for_a_new_version(trio, maria, omar, lia):
    first = draft_agreement(pairing=trio, by=maria, texts=make_texts(), now=NOW)
    for person in (omar, lia):
        sign_agreement(agreement=first, by=person, now=NOW)
    leave(trio, lia)
    assert "What three agreed is not yet what two" in sent_to(omar, "member_left")


def test_a_break_of_three_names_them_as_one_says_it(trio, lia):
    pause_pairing(pairing=trio, by=lia, now=NOW)
    assert "You, Maria and Omar are having a break." in sent_to(lia, "pairing_paused")


def test_leave_group_asks_for_a_new_version_that_starts_from_the_old_words(
    trio, maria, omar, lia, sign_in
):
    first = draft_agreement(pairing=trio, by=maria, texts=make_texts(rhythm="As three."), now=NOW)
    for person in (omar, lia):
        sign_agreement(agreement=first, by=person, now=NOW)
    leave(trio, lia)
    assert "As three." in sign_in(omar).get(f"/pairings/{trio.pk}/agreement/write/").text
    second = draft_agreement(pairing=trio, by=omar, texts=make_texts(rhythm="As two."), now=NOW)
    assert sign_agreement(agreement=second, by=maria, now=NOW).state == "signed"
    assert before_of(second, versions_of(trio)) == first


def test_leave_group_of_two_is_refused(trio, maria, omar, lia):
    leave(trio, lia)
    with pytest.raises(DomainError, match="You are two"):
        leave(trio, maria)
    assert PairingMember.objects.filter(pairing=trio).count() == 2
    with pytest.raises(DomainError, match="You are two"):
        leave(trio, lia)


def test_leave_group_on_its_page_leads_to_what_was(trio, lia, sign_in):
    client = sign_in(lia)
    page = f"/pairings/{trio.pk}/leave/"
    assert "keep their meetings" in client.get(page).text
    assert client.post(page, {}).status_code == 422
    answer = client.post(page, {"reason": "time"})
    was = Pairing.objects.left().get()
    assert answer["Location"] == f"/pairings/{was.pk}/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(f"/pairings/{trio.pk}/").status_code == 404


def test_leave_group_keeps_what_was_for_those_who_go_on(trio, lia, maria, sign_in):
    was = leave(trio, lia, thanks="Thank you both.")
    client = sign_in(maria)
    assert "Thank you both." in client.get(f"/pairings/{was.pk}/").text
    assert client.get(f"/pairings/{trio.pk}/").status_code == 200
