"""Inviting somebody one knows: one mail, one yes, and nobody learns anything about anybody."""

import pytest

from accounts.errors import DomainError
from accounts.mailactions import get as mail_action
from accounts.models import Message, User
from accounts.tokens import issue_token
from mentorship.models import Enrollment, Pairing, PairingRequest
from mentorship.services import requests as verbs
from mentorship.services.peer_invitations import invite_peer
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_cohort,
    make_people,
    make_person,
    make_program,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben() -> Enrollment:
    return make_people(make_cohort(make_program()), "peer", ["Ben"])[0]


def invite(sender: Enrollment, email="gus@example.org", **changes) -> PairingRequest:
    facts = {"name": "Gus", "email": email, "by": sender.user, "now": NOW}
    return invite_peer(sender=sender, **(facts | changes))


def mails() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_invite_peer_gives_a_stranger_a_place_to_say_yes_to(ben):
    request = invite(ben, email=" Gus@Example.org ")
    guest = request.recipient
    assert (guest.user.email, guest.user.name, guest.user.zone) == (
        "gus@example.org",
        "Gus",
        "Europe/Berlin",
    )
    assert (guest.role, guest.state, guest.origin) == ("peer", "invited", "invitation")
    assert mails() == ["mentorship.peer_invitation"]


def test_invite_peer_then_a_yes_enrolls_and_pairs_in_one_go(ben):
    request = invite(ben)
    verbs.accept_request(asked=request, by=request.recipient.user, now=NOW)
    request.recipient.refresh_from_db()
    assert (request.recipient.state, Pairing.objects.get().state) == ("accepted", "active")


def test_invite_peer_answered_from_the_mail_pairs_them(ben):
    request = invite(ben)
    token = issue_token(
        purpose="mentorship.accept_request",
        about=request,
        person=request.recipient.user,
        scope=request.scope,
        now=NOW,
        expires_at=NOW.replace(year=2027),
    )
    said = mail_action(token.purpose).perform(token, {}, NOW)
    assert said == "You and Ben are paired. A mail says what comes next."


def test_invite_peer_after_a_no_writes_to_nobody_and_looks_the_same(ben):
    first = invite(ben)
    verbs.decline_request(asked=first, by=first.recipient.user, now=NOW)
    sent = len(mails())
    (cid,) = make_people(ben.cohort, "peer", ["Cid"])
    again = invite(cid)
    assert (again.state, again.silent, len(mails())) == ("open", True, sent)
    assert not PairingRequest.objects.received_by(first.recipient.user).filter(pk=again.pk).exists()


def test_invite_peer_that_ended_unanswered_may_be_invited_anew(ben):
    first = invite(ben)
    verbs.withdraw_request(asked=first, by=ben.user, now=NOW)
    first.recipient.refresh_from_db()
    assert first.recipient.state == "withdrawn"
    assert invite(ben).silent is False


def test_invite_peer_of_one_who_works_with_somebody_tells_nobody(ben):
    (cid,) = make_people(ben.cohort, "peer", ["Cid"])
    Enrollment.objects.filter(pk=cid.pk).update(seats_taken=1)
    request = invite(ben, email=cid.user.email, name="My colleague")
    assert (request.silent, request.recipient_name, mails()) == (True, "My colleague", [])


def test_invite_peer_of_one_who_is_there_and_free_asks_them(ben):
    (cid,) = make_people(ben.cohort, "peer", ["Cid"])
    assert invite(ben, email=cid.user.email).recipient == cid
    assert mails() == ["mentorship.request_received"]


def test_invite_peer_changes_nothing_of_an_account_that_exists(ben):
    gus = make_person("Gus Real", email="gus@example.org", zone="Asia/Tokyo")
    invite(ben, name="Gussie")
    gus.refresh_from_db()
    assert (gus.name, gus.zone, User.objects.count()) == ("Gus Real", "Asia/Tokyo", 2)


def test_invite_peer_of_oneself_is_refused(ben):
    with pytest.raises(DomainError, match="your own address"):
        invite(ben, email="BEN@example.org")


def test_invite_peer_where_the_cohort_says_no_is_refused(ben):
    type(ben.cohort).objects.update(peers_invite=False)
    with pytest.raises(DomainError, match="nobody can be invited"):
        invite(ben)


def test_invite_peer_counts_to_the_three_open_requests(ben):
    for number in range(3):
        invite(ben, email=f"gus{number}@example.org")
    with pytest.raises(DomainError, match="Three of your requests are open"):
        invite(ben)


def test_invite_peer_by_a_mentee_is_refused():
    with pytest.raises(DomainError, match="nobody can be invited"):
        invite(make_choice()[0])
