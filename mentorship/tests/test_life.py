"""The life of a pairing: a break, going on longer, the end, and what comes after it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import Message
from mentorship.models import (
    Cohort,
    Extension,
    ExtensionAgreement,
    MemberCard,
    NeverAgain,
    Pairing,
    PairingMember,
    PartingNote,
    RematchWish,
)
from mentorship.queries.life import life_of, openers, ruled_out
from mentorship.services.cards import write_card
from mentorship.services.cohorts import close_cohorts
from mentorship.services.extensions import (
    agree_extension,
    decline_extension,
    propose_extension,
)
from mentorship.services.pairings import (
    close_pairing,
    pause_pairing,
    resume_pairing,
)
from mentorship.tests.make import (
    NOW,
    make_enrollment,
    make_person,
    make_trio,
    member_of,
)

DAY = timedelta(days=1)
LATER = date(2027, 6, 30)


def mails(kind):
    rows = Message.objects.filter(kind=f"mentorship.{kind}").order_by("person__name")
    return [row.person.short_name for row in rows]


def read(message):
    freeze(message, mailkinds.get(message.kind), NOW)
    return message.text


def wanted(message):
    return mailkinds.get(message.kind).still_wanted(message, NOW)


def fits_in_database(make):
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return False
    return True


@pytest.fixture
def trio(cohort, maria, omar):
    """Three peers."""
    lia = make_person("Lia Costa")
    facts = {"starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
    made = {"created_at": NOW, "published_at": NOW, "state": "active"}
    pairing = Pairing.objects.create(cohort=cohort, **facts, **made)
    for person in (maria, omar, lia):
        place = make_enrollment(cohort, person, "peer", seats_taken=1)
        PairingMember.objects.create(pairing=pairing, enrollment=place, role="peer")
    return pairing


# -- A break -------------------------------------------------------------------------------


def test_pause_pairing_mails_everybody_once_with_the_day(pairing, maria):
    pause_pairing(pairing=pairing, by=maria, now=NOW, until=date(2026, 12, 1))
    assert mails("pairing_paused") == ["Maria", "Omar"]
    assert "1 December 2026" in read(Message.objects.first())


def test_resume_pairing_at_once_mails_nobody(pairing, maria):
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    resume_pairing(pairing=pairing, by=maria, now=NOW)
    assert mails("pairing_resumed") == []
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_resume_pairing_mails_who_heard_of_the_pause(pairing, maria):
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    Message.objects.update(state="sent", sent_at=NOW)
    resume_pairing(pairing=pairing, by=maria, now=NOW + DAY)
    assert mails("pairing_resumed") == ["Maria", "Omar"]


# -- Going on longer -----------------------------------------------------------------------


def test_propose_extension_asks_the_others_and_moves_nothing(trio, maria):
    before = trio.ends_on
    propose_extension(pairing=trio, by=maria, now=NOW, ends_on=LATER)
    trio.refresh_from_db()
    assert (trio.ends_on, mails("extension_proposed")) == (before, ["Lia", "Omar"])


def test_agree_extension_moves_the_day_with_the_last_yes(trio, maria, omar):
    extension = propose_extension(pairing=trio, by=maria, now=NOW, ends_on=LATER)
    lia = trio.members.get(enrollment__user__name="Lia Costa").person
    assert agree_extension(extension=extension, by=omar, now=NOW).state == "open"
    assert agree_extension(extension=extension, by=lia, now=NOW).state == "agreed"
    trio.refresh_from_db()
    assert (trio.ends_on, mails("extension_answered")) == (LATER, ["Maria", "Omar"])


def test_agree_extension_twice_counts_once(pairing, maria, omar):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    agree_extension(extension=extension, by=omar, now=NOW)
    assert agree_extension(extension=extension, by=omar, now=NOW).state == "agreed"
    assert ExtensionAgreement.objects.count() == 2


def test_decline_extension_leaves_the_day_and_says_so_kindly(pairing, maria, omar):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    decline_extension(extension=extension, by=omar, now=NOW)
    pairing.refresh_from_db()
    assert pairing.ends_on == date(2027, 4, 30)
    message = Message.objects.get(kind="mentorship.extension_answered")
    assert message.person == maria
    assert "another day can be proposed any time" in " ".join(read(message).split())
    with pytest.raises(DomainError, match="off the table"):
        agree_extension(extension=extension, by=omar, now=NOW)


def test_decline_extension_by_its_proposer_tells_nobody(pairing, maria):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    decline_extension(extension=extension, by=maria, now=NOW)
    assert set(Message.objects.values_list("kind", "state")) == {
        ("mentorship.extension_proposed", "cancelled")
    }


@pytest.mark.parametrize("day", [date(2027, 4, 30), date(2028, 5, 2), date(9999, 12, 31)])
def test_propose_extension_refuses_days_that_are_none(pairing, maria, day):
    with pytest.raises(DomainError, match="at most a year later"):
        propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=day)


def test_propose_extension_refuses_a_second_one_and_strangers(pairing, maria, eve):
    with pytest.raises(DomainError, match="Only the members"):
        propose_extension(pairing=pairing, by=eve, now=NOW, ends_on=LATER)
    propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    with pytest.raises(DomainError, match="proposed already"):
        propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)


def test_extended_pairing_outlives_its_cohort(pairing, cohort, maria, omar):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    agree_extension(extension=extension, by=omar, now=NOW)
    close_cohorts(NOW.replace(year=2027, month=5, day=20))
    pairing.refresh_from_db()
    cohort.refresh_from_db()
    assert (pairing.state, cohort.state) == ("active", Cohort.State.CLOSING)
    close_cohorts(NOW.replace(year=2027, month=7, day=2))
    cohort.refresh_from_db()
    assert cohort.state == Cohort.State.CLOSED


# -- The end -------------------------------------------------------------------------------


def test_close_pairing_mails_all_and_thanks_the_others(pairing, maria, omar):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="no_fit", thanks="You listened.")
    hers, his = Message.objects.filter(kind="mentorship.pairing_ended").order_by("person__name")
    assert (hers.person, his.person) == (maria, omar)
    assert "You listened." in read(his)
    assert "You listened." not in read(hers)
    assert "fit" not in his.text


def test_close_pairing_by_a_coordinator_leaves_no_note(pairing, ada):
    close_pairing(pairing=pairing, by=ada, now=NOW, reason="other", thanks="x", find_another=True)
    assert (PartingNote.objects.count(), RematchWish.objects.count()) == (0, 0)


def test_close_pairing_ends_an_open_proposal(pairing, maria):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    extension.refresh_from_db()
    assert extension.state == "declined"
    assert wanted(Message.objects.get(kind="mentorship.extension_proposed"))


# -- Before the first talk -----------------------------------------------------------------


def test_write_card_is_read_by_the_others_and_can_be_emptied(pairing, maria, omar, as_mentor):
    answers = {"likes": "Boats.", "helps": " ", "hopes": ""}
    write_card(pairing=pairing, by=maria, now=NOW, answers=answers)
    (card,) = life_of(pairing, as_mentor).cards
    assert (card.person, [said for _label, said in card.answers]) == (maria, ["Boats."])
    write_card(pairing=pairing, by=maria, now=NOW, answers={})
    assert MemberCard.objects.count() == 0


def test_openers_begin_with_what_they_share_and_are_three(pairing):
    part = {"criterion": "interests", "shared": ["sailing"], "sensitive": False}
    pairing.parts = [part, {"criterion": "skills", "shared": ["secret"], "sensitive": True}]
    found = openers(pairing)
    assert (len(found), "sailing" in found[0]) == (3, True)
    assert "secret" not in " ".join(found)


def test_kit_is_gone_once_they_have_met(pairing, as_mentee):
    pairing.met_at = NOW
    assert life_of(pairing, as_mentee).openers == []


# -- What the database itself refuses ------------------------------------------------------


def test_database_keeps_one_open_proposal_and_one_open_wish(pairing, as_mentee):
    def proposal(**facts):
        row = {"pairing": pairing, "ends_on": LATER, "by": as_mentee, "proposed_at": NOW}
        return lambda: Extension.objects.create(**(row | facts))

    def wish(**facts):
        row = {"enrollment": as_mentee.enrollment, "asked_at": NOW}
        return lambda: RematchWish.objects.create(**(row | facts))

    assert fits_in_database(proposal())
    assert not fits_in_database(proposal())
    assert not fits_in_database(proposal(state="declined"))
    assert fits_in_database(wish())
    assert not fits_in_database(wish())
    assert not fits_in_database(wish(state="met"))


def test_database_keeps_never_again_once_and_of_somebody_else(maria, omar):
    def say(by, about):
        return lambda: NeverAgain.objects.create(by=by, about=about, said_at=NOW)

    assert fits_in_database(say(maria, omar))
    assert not fits_in_database(say(maria, omar))
    assert not fits_in_database(say(maria, maria))
    assert fits_in_database(say(omar, maria))


def test_database_wants_words_in_notes_and_cards(as_mentee):
    facts = {"member": as_mentee, "written_at": NOW}
    assert not fits_in_database(lambda: PartingNote.objects.create(text="", **facts))
    assert not fits_in_database(lambda: MemberCard.objects.create(**facts))


def test_database_counts_one_agreement_a_member(pairing, maria, as_mentee):
    extension = propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=LATER)
    facts = {"extension": extension, "member": as_mentee, "agreed_at": NOW}
    assert not fits_in_database(lambda: ExtensionAgreement.objects.create(**facts))
    assert member_of(pairing, maria) == as_mentee


def test_rule_out_partners_page_shows_what_was_said(pairing, maria, sign_in):
    client, url = sign_in(maria), f"/pairings/{pairing.pk}/rule-out/"
    assert " checked" not in client.get(url).content.decode()
    partner = pairing.members.exclude(enrollment__user=maria).get().enrollment.user_id
    client.post(url, {"about": [partner]})
    assert client.get(url).content.decode().count(" checked") == 1


def test_closed_pairing_does_not_say_when_one_meets(pairing, maria, sign_in):
    url = f"/pairings/{pairing.pk}/"
    assert "You meet" in sign_in(maria).get(url).content.decode()
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    assert "You meet" not in sign_in(maria).get(url).content.decode()


def test_close_pairing_of_three_keeps_what_was_said_of_another_one(cohort):
    people = [make_person(name) for name in ("Al One", "Bo One", "Cy One")]
    trio = make_trio(cohort, *people)
    NeverAgain.objects.create(by=people[0], about=people[1], said_at=NOW)
    close_pairing(pairing=trio, by=people[0], now=NOW, reason="done", rule_out=[people[2].pk])
    assert set(ruled_out(people[0])) == {people[1].pk, people[2].pk}
