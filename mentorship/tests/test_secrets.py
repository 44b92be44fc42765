"""What somebody said in secret, or marked as private, is told by no page: not to those who run the
cohort when they are the other one, and not to people who look around."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from mentorship import privacy
from mentorship.models import Enrollment, NeverAgain
from mentorship.queries.choosing import browse
from mentorship.services.extensions import propose_extension
from mentorship.services.forcing import draft_pairing, start_forcing
from mentorship.services.matching import propose_pairings
from mentorship.services.regrouping import regroup_peer
from mentorship.services.swaps import swap_pairing
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_draft,
    make_enrollment,
    make_group,
    make_people,
    make_question,
)

pytestmark = pytest.mark.django_db
NO_MENTOR = "Choose somebody who takes part in this cohort as a mentor."
SHOWS = ("unmatched", "seats", "floors", "wanted", "rather", "apart")
TELLS = ("not possible", "kept apart", "keeps these", "in confidence")


def said(by, about):
    NeverAgain.objects.create(by=by, about=about, said_at=NOW)


@pytest.fixture
def bea(cohort, ada):
    """Ada runs the cohort and is a mentor in it. Bea does not want to work with her."""
    (bea,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    make_enrollment(cohort, ada, "mentor", capacity=2)
    said(bea.user, ada)
    return bea


def own(ada):
    return Enrollment.objects.get(user=ada)


@pytest.mark.parametrize("asked", ["?q=Ada", "?mentor={own}"])
def test_why_not_page_tells_a_reader_nothing_about_themselves(bea, ada, sign_in, asked):
    address = f"/cohorts/autumn/mentees/{bea.pk}/{asked}".format(own=own(ada).pk)
    seen = sign_in(ada).get(address).content.decode().split("<main")[1]
    assert [word for word in TELLS if word in seen] == []


@pytest.mark.parametrize("verb", [start_forcing, draft_pairing])
def test_setting_a_pair_refuses_ones_own_secret_like_somebody_unknown(bea, ada, verb):
    with pytest.raises(DomainError, match=NO_MENTOR):
        verb(mentee=bea, mentor_id=own(ada).pk, by=ada, now=NOW)


@pytest.mark.parametrize("asked", ["?q=Ada", "?mentor={own}"])
def test_swap_page_tells_a_reader_nothing_about_themselves(cohort, bea, ada, sign_in, asked):
    draft = make_draft(cohort, bea, make_people(cohort, "mentor", ["Dee Moss"])[0])
    address = f"/pairings/{draft.pk}/swap/{asked}".format(own=own(ada).pk)
    seen = sign_in(ada).get(address).content.decode().split("<main")[1]
    assert [word for word in TELLS if word in seen] == []


def test_swap_page_of_ones_own_draft_names_nobody_who_said_no(cohort, ada, sign_in):
    mine = make_enrollment(cohort, ada, "mentee")
    dee, eli = make_people(cohort, "mentor", ["Dee Moss", "Eli Noor"])
    said(eli.user, ada)
    draft = make_draft(cohort, mine, dee)
    seen = sign_in(ada).get(f"/pairings/{draft.pk}/swap/?q=Eli").content.decode()
    assert [word for word in TELLS if word in seen.split("<main")[1]] == []
    with pytest.raises(DomainError, match=NO_MENTOR):
        swap_pairing(pairing=draft, mentor_id=eli.pk, by=ada, now=NOW)


@pytest.mark.parametrize("of", ["own", "theirs"])
def test_regroup_page_tells_a_reader_nothing_about_themselves(cohort, ada, sign_in, of):
    type(cohort).objects.update(pairs="peers")
    cohort.refresh_from_db()
    mine = make_enrollment(cohort, ada, "peer")
    cid, dan = make_people(cohort, "peer", ["Cid Vale", "Dan Ott"])
    make_group(cohort, [cid, dan])
    said(cid.user, ada)
    place, other, search = (mine, cid, "Cid") if of == "own" else (cid, mine, "Ada")
    address = f"/cohorts/autumn/peers/{place.pk}/regroup/?q={search}"
    seen = sign_in(ada).get(address).content.decode().split("<main")[1]
    assert [word for word in TELLS if word in seen] == []
    with pytest.raises(DomainError, match="Choose a partner who is in another group"):
        regroup_peer(place=place, how="join", other_id=other.pk, by=ada, now=NOW)


# -- Private answers -----------------------------------------------------------------------


@pytest.fixture
def looks_around():
    mentee, omar = make_choice()
    omar.answers = {"skills_offered": ["Grief"], "languages": ["fr"]}
    omar.save()
    return Enrollment.objects.select_related("cohort__program", "user").get(pk=mentee.pk)


@pytest.mark.parametrize("kind", ["skills_offered", "languages"])
def test_browse_shows_no_answer_to_a_private_question(looks_around, kind):
    make_question(looks_around.cohort, kind, sensitive=True)
    (card,) = browse(looks_around, NOW).cards
    shown = {"skills_offered": card.offers, "languages": card.languages}
    assert not shown[kind]


def test_browse_finds_nobody_by_a_private_answer(looks_around):
    make_question(looks_around.cohort, "skills_offered", sensitive=True)
    assert browse(looks_around, NOW).skills == []
    for asked in ({"search": "grief"}, {"skill": "Grief"}):
        assert browse(looks_around, NOW, **asked).cards == []


# -- Why somebody has nobody ---------------------------------------------------------------


def test_unmatched_reasons_and_runs_know_no_secret(cohort, ada, sign_in):
    (bea,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    (dee,) = make_people(cohort, "mentor", ["Dee Moss"])
    said(bea.user, dee.user)
    run = propose_pairings(cohort=cohort, by=ada, now=NOW)
    assert "excluded" not in str(run.result)
    client = sign_in(ada)
    pages = [client.get(f"/cohorts/autumn/pairings/?show={show}") for show in SHOWS]
    pages.append(client.post(f"/cohorts/autumn/runs/{run.pk}/export/", {"kind": "csv"}))
    seen = " ".join(page.content.decode() for page in pages)
    assert (
        "1 of the mentors is kept away by several rules, or by something told in confidence."
        in seen
    )
    assert "not possible" not in seen


def test_export_tells_how_long_somebody_agreed_to_go_on(pairing, maria):
    day = pairing.ends_on + timedelta(days=30)
    propose_extension(pairing=pairing, by=maria, now=NOW, ends_on=day)
    assert privacy.export(maria)["agreed_to_go_on_until"] == [str(day)]


def test_refusals_name_the_role_by_the_programs_own_word(cohort, ada):
    type(cohort.program).objects.update(mentor_word="Coach")
    (bea,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    (dee,) = make_people(cohort, "mentor", ["Dee Moss"])
    draft = make_draft(cohort, bea, dee)
    bea = Enrollment.objects.get(pk=bea.pk)
    for verb, about in ((start_forcing, {"mentee": bea}), (swap_pairing, {"pairing": draft})):
        with pytest.raises(DomainError, match="takes part in this cohort as Coach"):
            verb(**about, mentor_id=bea.pk, by=ada, now=NOW)
