"""Whether somebody wants to be asked about a promise is theirs alone: until they decide, and after
a yes, a no or a stop, whoever they met reads the same pages and mails, letter by letter."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.delivery.freeze import freeze
from accounts.mailkinds import get
from accounts.models import Message
from checkins.models import CheckIn
from checkins.services import NewPromise, close_out_check_in
from checkins.tests.make import THURSDAY, make_check_in
from goals.models import Commitment
from goals.queries import consent_of
from goals.services import decline_consent, give_consent, revoke_consent
from goals.words import EITHER_WAY
from mentorship.tests.make import make_trio

LATER = THURSDAY + timedelta(hours=1)
# New with every request and every link.
EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|/a/[\w-]+/|'
    r'name="(?:client_token|kept_as)" value="[^"]*"'
)


@pytest.fixture
def at_the_hour():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def promise(pairing, as_mentee, maria, at_the_hour) -> Commitment:
    make_check_in(pairing, starts_at=THURSDAY + timedelta(days=7))
    close_out_check_in(
        check_in=make_check_in(pairing),
        by=maria,
        now=LATER,
        summary="We looked at the slides.",
        promises=[NewPromise(owner=as_mentee, text="Cut five slides", due_on=LATER.date())],
    )
    return Commitment.objects.get()


def everything_told(client, person, promise) -> dict[str, str]:
    """All that this person reads about the talk and the promise."""
    check_in = promise.origin.check_in
    (close_out,) = check_in.close_outs.all()
    pages = {
        "check-in": reverse("checkins:check_in", args=[check_in.pk]),
        "confirm": reverse("checkins:confirm_close_out", args=[close_out.pk]),
        "history": reverse("checkins:history", args=[check_in.pairing_id]),
        "promise": reverse("goals:commitment", args=[promise.pk]),
        "promises": reverse("goals:promises"),
        "home": reverse("checkins:home"),
        "review": reverse("checkins:review"),
    }
    told = {name: client.get(page).content.decode() for name, page in pages.items()}
    mail = Message.objects.get(kind__startswith="checkins.close_out", person=person)
    freeze(mail, get(mail.kind), LATER)
    told |= {"title": mail.subject_line, "text": mail.text, "html": mail.html}
    return {name: EACH_TIME.sub("", text) for name, text in told.items()}


def decisions(promise):
    """Step by step: not decided (or “not now”), yes, stopped; then anew: no."""
    yield "not decided"
    facts = {"by": promise.person, "now": LATER}
    give_consent(consent=consent_of(promise), **facts)
    yield "yes"
    revoke_consent(consent=consent_of(promise), **facts)
    yield "stopped"
    consent = consent_of(promise)
    consent.state, consent.decided_at = "offered", None
    consent.save()
    decline_consent(consent=consent, **facts)
    yield "no"


def test_the_other_reads_the_same_whatever_is_decided(promise, omar, sign_in) -> None:
    told = {said: everything_told(sign_in(omar), omar, promise) for said in decisions(promise)}
    first = told["not decided"]
    assert {said: each == first for said, each in told.items()} == dict.fromkeys(told, True)


def test_the_owner_reads_what_they_decided(promise, maria, sign_in) -> None:
    """Else the test above would prove nothing."""
    told = [everything_told(sign_in(maria), maria, promise) for _said in decisions(promise)]
    assert told[0]["check-in"] != told[1]["check-in"]
    assert told[0]["text"] != told[3]["text"]


@pytest.mark.parametrize("where", ["check-in", "confirm", "promise", "text", "html"])
def test_the_other_reads_that_you_talk_about_it_when_you_meet(promise, omar, sign_in, where):
    assert str(EITHER_WAY) in everything_told(sign_in(omar), omar, promise)[where]


def test_the_question_is_put_to_the_owner_on_their_own_screen(promise, maria, omar, sign_in):
    question = "Would you like to be asked about “Cut five slides”?"
    page = reverse("checkins:check_in", args=[promise.origin.check_in_id])
    shown = [question in sign_in(one).get(page).content.decode() for one in (maria, omar)]
    assert shown == [True, False]


def test_between_three_the_others_read_the_same_too(cohort, maria, omar, eve, at_the_hour, sign_in):
    cohort.pairs = "peers"
    cohort.save()
    trio = make_trio(cohort, maria, omar, eve)
    mine = trio.members.get(enrollment__user=maria)
    close_out_check_in(
        check_in=CheckIn.objects.filter(pairing=trio).first() or make_check_in(trio),
        by=maria,
        now=LATER,
        promises=[NewPromise(owner=mine, text="Cut five slides", due_on=LATER.date())],
    )
    promise = Commitment.objects.get()
    told = [everything_told(sign_in(eve), eve, promise) for _said in decisions(promise)]
    assert told[1:] == told[:-1]
