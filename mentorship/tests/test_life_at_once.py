"""Two members, or two coordinators, press at the same moment: nothing breaks, nothing counts twice."""

from datetime import timedelta
from functools import partial

import pytest

from mentorship.models import Agreement, Extension, FitCheck, Pairing
from mentorship.services import agreements, extensions, fit, requests, runs
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_cohort,
    make_pairing,
    make_people,
    make_person,
    make_program,
    make_request,
    make_texts,
)
from mentorship.tests.test_requests_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def working():
    maria, omar = make_person("Maria Oliveira"), make_person("Omar Haddad")
    return make_pairing(make_cohort(make_program()), maria, omar), maria, omar


def test_answer_fit_many_at_once_is_one_answer():
    pairing, maria, _omar = working()
    facts = {"pairing": pairing, "by": maria, "now": NOW, "by_name": False}
    said = at_once([partial(fit.answer_fit, answer=FitCheck.Answer.values[0], **facts)] * 8)
    assert (said, FitCheck.objects.count()) == ({"done": 8}, 1)


def test_agree_extension_many_at_once_counts_once():
    pairing, maria, omar = working()
    day = pairing.ends_on + timedelta(days=30)
    asked = extensions.propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=day)
    said = at_once([partial(extensions.agree_extension, extension=asked, by=omar, now=NOW)] * 8)
    assert said == {"done": 8}
    assert (asked.agreements.count(), Extension.objects.get().state) == (2, "agreed")
    assert Pairing.objects.get().ends_on == day


def test_sign_agreement_beside_writing_a_new_one_signs_only_what_was_read():
    pairing, maria, omar = working()
    facts = {"pairing": pairing, "now": NOW}
    first = agreements.draft_agreement(by=maria, texts=make_texts(), **facts)
    again = make_texts(purpose="Another purpose.")
    sign = partial(agreements.sign_agreement, agreement=first, by=omar, now=NOW)
    at_once([sign, partial(agreements.draft_agreement, by=maria, texts=again, **facts)] * 3)
    for agreement in Agreement.objects.filter(state="signed"):
        assert agreement.signatures.count() == 2
    newest = Agreement.objects.latest("version")
    assert not newest.signatures.filter(member__enrollment__user=omar).exists()


def test_accept_request_beside_taking_it_back_is_one_of_the_two():
    mentee, mentor = make_choice()
    asked = make_request(mentee, mentor)
    accept = partial(requests.accept_request, asked=asked, by=mentor.user, now=NOW)
    at_once([accept, partial(requests.withdraw_request, asked=asked, by=mentee.user, now=NOW)] * 3)
    asked.refresh_from_db()
    assert (asked.state == "accepted") == Pairing.objects.exists()


def test_publish_pairings_beside_bringing_a_run_back_pairs_nobody_twice():
    cohort = make_cohort(make_program())
    make_people(cohort, "mentee", ["Bea", "Cem", "Gus"])
    make_people(cohort, "mentor", ["Dee", "Eli", "Fay"])
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    back = partial(runs.restore_run, run=run, by=None, now=NOW, progress=lambda *_told: None)
    at_once([partial(publish_pairings, cohort=cohort, by=None, now=NOW), back] * 3)
    places = cohort.enrollments.filter(memberships__pairing__state__in=["active", "proposed"])
    assert places.count() == places.distinct().count() == 6
