"""Who reports to whom keeps two people apart: in proposals, by hand, and where people choose."""

import pytest

from accounts.errors import DomainError
from mentorship.forms.answers import AnswersForm
from mentorship.models import Cohort, Enrollment
from mentorship.queries.answers import answers_of
from mentorship.queries.choosing import browse, fit_of
from mentorship.queries.heads import Heads
from mentorship.queries.matchmaking import inputs_of
from mentorship.services.forcing import draft_pairing
from mentorship.services.matching import propose_pairings
from mentorship.services.regrouping import regroup_peer
from mentorship.services.swaps import swap_pairing
from mentorship.tests.make import (
    NOW,
    make_choice,
    make_draft,
    make_enrollment,
    make_people,
    make_question,
)
from mentorship.tests.test_matching import four, pairs  # noqa: F401
from mentorship.tests.test_roster_questions import bring

pytestmark = pytest.mark.django_db
LINE = "A rule keeps these two apart: being in the same reporting line."


def reports(place, *said):
    place.answers |= {"reports_to": "; ".join(said)}
    place.save()


def propose(cohort):
    return propose_pairings(cohort=cohort, by=None, now=NOW)


@pytest.mark.parametrize(
    ("bea_says", "eli_says"),
    [
        ("Eli Noor", ""),
        ("Noor, Eli", ""),
        ("Nóor <ELI@example.org>", ""),
        ("", "bea ruiz"),
        ("Jo Lee", "Lee, Jo"),
        ("jo@x.org", "Jo Lee <Jo@X.org>"),
        ("Dee Moss", "dee@example.org"),
        ("Ann Ray; Jo Lee", "Jo Lee"),
    ],
)
def test_propose_pairings_keeps_a_line_apart(cohort, four, bea_says, eli_says):  # noqa: F811
    bea, _cem, dee, eli = four
    for place, address in ((dee, "dee@example.org"), (eli, "eli@example.org")):
        type(place.user).objects.filter(pk=place.user_id).update(email=address)
    for place, said in ((bea, bea_says), (eli, eli_says)):
        if said:
            reports(place, said)
    assert propose(cohort).result["certified"]
    assert ("Bea Ruiz", "Eli Noor") not in pairs()


def test_what_is_said_in_one_role_holds_in_the_other(cohort, four):  # noqa: F811
    bea = four[0]
    make_enrollment(cohort, bea.user, "mentor", answers={"reports_to": "Eli Noor"})
    propose(cohort)
    assert ("Bea Ruiz", "Eli Noor") not in pairs()


def test_two_of_one_name_are_both_meant():
    rows = [
        (1, "Jo Lee", "a@x.org", None),
        (2, "Jo Lee", "b@x.org", "n/a"),
        (3, "Al", "c", "jo lee"),
    ]
    heads = Heads(rows)
    assert (heads.of(1), heads.of(2), heads.of(3)) == (set(), set(), {"u1", "u2"})


def test_coordinators_read_the_rule_and_can_switch_it_off(cohort, four, ada, sign_in):  # noqa: F811
    bea, eli = four[0], four[3]
    reports(bea, "Eli Noor")
    client, rules = sign_in(ada), '<input type="checkbox" name="hard" value="reporting_line"'
    asked = f"/cohorts/autumn/mentees/{bea.pk}/?mentor={eli.pk}"
    assert LINE in client.get(asked).content.decode()
    assert rules in client.get("/cohorts/autumn/weights/").content.decode()
    Cohort.objects.update(hard_rules=["language"])
    assert LINE not in client.get(asked).content.decode()


def test_who_has_nobody_reads_why(cohort, ada, sign_in):
    make_people(cohort, "mentee", ["Bea Ruiz"], answers={"reports_to": "Dee Moss"})
    make_people(cohort, "mentor", ["Dee Moss"])
    propose(cohort)
    seen = sign_in(ada).get("/cohorts/autumn/pairings/?show=unmatched").content.decode()
    assert "1 of the mentors fits except for being in the same reporting line." in seen


def test_pairs_by_hand_refuse_a_line(cohort, four, ada):  # noqa: F811
    bea, cem, dee, eli = four
    reports(bea, "Dee Moss")
    draft = make_draft(cohort, bea, eli)
    with pytest.raises(DomainError, match=LINE):
        swap_pairing(pairing=draft, mentor_id=dee.pk, by=ada, now=NOW)
    reports(cem, "Dee Moss")
    with pytest.raises(DomainError, match=LINE):
        draft_pairing(mentee=cem, mentor_id=dee.pk, by=ada, now=NOW)


def test_a_lock_within_a_line_is_named(cohort, four):  # noqa: F811
    bea, eli = four[0], four[3]
    make_draft(cohort, bea, eli, locked=True)
    reports(bea, "Eli Noor")
    with pytest.raises(DomainError, match="Bea Ruiz with Eli Noor is locked, and one of them"):
        propose(cohort)


def test_browse_and_requests_do_not_offer_ones_line():
    mentee, omar = make_choice()
    mentee = Enrollment.objects.select_related("cohort__program", "user").get(pk=mentee.pk)
    assert fit_of(mentee, omar) is not None
    reports(mentee, omar.user.email)
    assert fit_of(mentee, omar) is None
    assert browse(mentee, NOW).cards == []


def test_partners_are_not_of_one_line(cohort, ada):
    Cohort.objects.update(pairs="peers")
    cohort.refresh_from_db()
    ann, bo, *_rest = make_people(cohort, "peer", ["Ann", "Bo", "Cid", "Dan"])
    reports(ann, "Jo Lee")
    reports(bo, "jo lee")
    groups = propose(cohort).result["groups"]
    assert len(groups) == 2 and {ann.pk, bo.pk} not in [set(each["peers"]) for each in groups]
    with pytest.raises(DomainError, match="reporting line"):
        regroup_peer(place=ann, how="swap", other_id=groups_partner(groups, bo), by=ada, now=NOW)


def groups_partner(groups, place):
    """Whoever is with that one: to swap places with them would bring the two together."""
    (pair,) = [each["peers"] for each in groups if place.pk in each["peers"]]
    return next(pk for pk in pair if pk != place.pk)


def test_the_answer_is_asked_and_stays_private(cohort, maria):
    make_question(cohort, "reports_to", label="To whom do you report?")
    form = AnswersForm(cohort, "mentee", {"reports_to": "Jo Lee"})
    assert "Only you and the people who run the program" in form.fields["reports_to"].help_text
    assert form.is_valid() and form.cleaned_answers() == {"reports_to": "Jo Lee"}
    place = make_enrollment(cohort, maria, "mentee", answers={"reports_to": "Jo Lee"})
    assert [told.private for told in answers_of(place) if told.text == "Jo Lee"] == [True]


def test_a_file_tells_it_by_name_and_address(cohort, ada):
    head = "name,email,role,Manager,Manager e-mail"
    place = bring(cohort, ada, 'Bea,bea@example.org,mentee,"Lee, Jo",jo@x.org', head=head)
    assert place.answers["reports_to"] == "Lee, Jo; jo@x.org"
    (bea,) = inputs_of(cohort).mentees
    assert bea.reports_to == {"said:jo lee", "said:jo@x.org"}
