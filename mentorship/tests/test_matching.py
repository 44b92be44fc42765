"""Proposing: what goes in, what is written, what stays."""

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Job
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import MatchingRun, Pairing
from mentorship.queries.matchmaking import inputs_of
from mentorship.services.matching import propose_pairings, start_proposal
from mentorship.tests.make import NOW, make_draft, make_enrollment, make_pairing, make_people


@pytest.fixture
def four(cohort):
    """Two who want to learn, two who offer just that."""
    places = [
        make_people(cohort, "mentee", ["Bea Ruiz"], answers={"skills_wanted": ["Python"]}),
        make_people(cohort, "mentee", ["Cem Kaya"], answers={"skills_wanted": ["Writing"]}),
        make_people(cohort, "mentor", ["Dee Moss"], answers={"skills_offered": ["writing"]}),
        make_people(cohort, "mentor", ["Eli Noor"], answers={"skills_offered": ["python"]}),
    ]
    return [place for (place,) in places]


def pairs():
    """Names of who is with whom, in drafts."""
    found = Pairing.objects.proposed().with_people()
    return {tuple(str(m.enrollment.user) for m in pairing.members.all()) for pairing in found}


def test_propose_pairings_brings_together_who_fits(cohort, four):
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    assert pairs() == {("Bea Ruiz", "Eli Noor"), ("Cem Kaya", "Dee Moss")}
    assert (run.result["certified"], run.result["unmatched"]) == (True, [])


def test_propose_pairings_stores_parts_that_add_up(cohort, four):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    sums = [(sum(part["part"] for part in p.parts), p.score) for p in Pairing.objects.all()]
    assert len(sums) == 2 and all(parts == score > 0 for parts, score in sums)


def test_propose_pairings_records_ids_and_no_names(cohort, four, ada):
    run = propose_pairings(cohort=cohort, by=ada, now=NOW)
    stored = repr(run.inputs) + repr(run.result)
    assert not any(word in stored for word in ("Bea", "Ruiz", "Python", "python"))
    assert AuditEntry.objects.get(verb="pairings.propose").details["pairs"] == 2


def test_propose_pairings_gives_the_same_answer_again(cohort, four):
    runs = [propose_pairings(cohort=cohort, by=None, now=NOW) for _ in range(2)]
    assert runs[0].result == runs[1].result
    assert runs[0].inputs["digest"] == runs[1].inputs["digest"]
    assert Pairing.objects.count() == 2


def test_propose_pairings_keeps_what_is_locked(cohort, four):
    bea, _cem, dee, _eli = four
    locked = make_draft(cohort, bea, dee, locked=True)
    make_draft(cohort, four[1], four[3])
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert Pairing.objects.filter(pk=locked.pk).exists()
    assert pairs() == {("Bea Ruiz", "Dee Moss"), ("Cem Kaya", "Eli Noor")}


def test_propose_pairings_drops_a_locked_draft_that_lost_somebody(cohort, four):
    bea, _cem, dee, _eli = four
    make_draft(cohort, bea, dee, locked=True)
    dee.state = "withdrawn"
    dee.save()
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert len(pairs()) == 1 and ("Bea Ruiz", "Dee Moss") not in pairs()


def test_propose_pairings_leaves_published_pairs_and_their_seats(cohort, four, maria, omar):
    make_pairing(cohort, maria, omar)
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert Pairing.objects.active().count() == 1
    assert len(pairs()) == 2


def test_propose_pairings_says_why_somebody_has_nobody(cohort, four):
    make_people(cohort, "mentee", ["Fay Wong"])
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    (left,) = run.result["unmatched"]
    assert left["reasons"] == [{"code": "seats_taken", "count": 2, "rule": ""}]


def test_propose_pairings_pairs_nobody_with_themselves(cohort, maria):
    for role in ("mentee", "mentor"):
        make_enrollment(cohort, maria, role)
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert pairs() == set()


def test_propose_pairings_heeds_who_would_rather_not(cohort, four):
    bea = four[0]
    bea.answers["rather_not"] = ["eli noor"]
    bea.save()
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert ("Bea Ruiz", "Eli Noor") not in pairs()


def test_propose_pairings_does_not_repeat_a_closed_pair(cohort, four):
    bea, _cem, _dee, eli = four
    closed = {"closed_at": NOW, "close_reason": "no_fit", "state": "closed"}
    make_pairing(cohort, bea.user, eli.user, **closed)
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert ("Bea Ruiz", "Eli Noor") not in pairs()


def test_propose_pairings_keeps_words_about_identity_out_of_reasons(cohort, four):
    bea, _cem, dee, _eli = four
    for place in (bea, dee):
        place.answers |= {"bio": "A lesbian gardener", "identity": ["Lesbian"]}
        place.save()
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert "esbian" not in repr(list(Pairing.objects.values_list("parts", flat=True)))


def test_propose_pairings_needs_both_sides(cohort):
    make_people(cohort, "mentee", ["Bea Ruiz"])
    with pytest.raises(DomainError, match="both sides"):
        propose_pairings(cohort=cohort, by=None, now=NOW)


def test_propose_pairings_moves_the_cohort_on(cohort, four):
    cohort.state = "recruiting"
    cohort.save()
    propose_pairings(cohort=cohort, by=None, now=NOW)
    cohort.refresh_from_db()
    assert cohort.state == "matching"


def test_start_proposal_twice_is_one_job(cohort, four, ada):
    jobs = {start_proposal(cohort=cohort, by=ada, now=NOW).pk for _ in range(2)}
    assert len(jobs) == 1


def test_propose_pairings_button_never_waits(cohort, four, ada, sign_in):
    client = sign_in(ada)
    job_page = client.post("/cohorts/autumn/propose/").url
    assert not MatchingRun.objects.exists()
    run_waiting_jobs()
    assert client.get(job_page).url == "/cohorts/autumn/pairings/"
    assert MatchingRun.objects.get().job == Job.objects.get()


def test_the_page_that_waits_names_the_work_and_leads_back(cohort, four, ada, sign_in):
    client = sign_in(ada)
    page = client.get(client.post("/cohorts/autumn/propose/").url).content.decode()
    assert "<title>Proposing pairs" in page
    assert '<a class="back" href="/cohorts/autumn/">' in page


def test_inputs_read_zones_levels_and_wishes(cohort, four):
    bea, _cem, _dee, eli = four
    bea.answers |= {"availability_hours": [9], "level_rank": 3, "ranked_wishes": [eli.user.email]}
    bea.save()
    person = inputs_of(cohort).mentees[0]
    assert (person.hours, person.level) == (1 << 8, 3)  # nine in Berlin is eight in UTC
    assert person.wishes == (f"u{eli.user_id}",)
