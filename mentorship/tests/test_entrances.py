"""How people come into a cohort: the link, its days and roles, domains, places and rules."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import EligibilityRule, Entrance
from mentorship.queries.entrances import room_for
from mentorship.services import entrances
from mentorship.services.entrances import ENTRANCE_FACTS
from mentorship.tests.apply import make_entrance
from mentorship.tests.make import NOW, make_enrollment, make_person
from tests.parts.enrollment import ENTRANCE, RULE

GONE = "The people who run this program have made a new one."


def edit(cohort, by, **changes):
    return entrances.edit_enrollment(cohort=cohort, by=by, now=NOW, **(ENTRANCE | changes))


def test_edit_enrollment_opens_the_link_and_begins_to_recruit(cohort, ada):
    cohort.state = "planned"
    cohort.save()
    entrance = edit(cohort, ada, domains=["example.org"])
    cohort.refresh_from_db()
    assert (cohort.state, entrance.is_open_at(NOW)) == ("recruiting", True)
    assert AuditEntry.objects.get(verb="enrollment.edit").details["fields"] == [
        *("is_open", "for_peers", "peer_places", "domains", "about")
    ]


def test_edit_enrollment_takes_all_its_facts():
    assert set(ENTRANCE) == set(ENTRANCE_FACTS)


@pytest.mark.parametrize("state", ["closing", "closed"])
def test_edit_enrollment_is_refused_at_the_end(cohort, ada, state):
    cohort.state = state
    cohort.save()
    with pytest.raises(DomainError, match="takes nobody new"):
        edit(cohort, ada)


def test_edit_enrollment_wants_somebody_who_may_apply(cohort, ada):
    with pytest.raises(DomainError, match="Say who may apply"):
        edit(cohort, ada, for_mentors=False, for_mentees=False, for_peers=False)


def test_edit_enrollment_wants_a_last_day_within_the_round(cohort, ada):
    with pytest.raises(DomainError, match="longer than the cohort runs"):
        edit(cohort, ada, closes_on=cohort.ends_on + timedelta(days=1))
    with pytest.raises(DomainError, match="still to come"):
        edit(cohort, ada, closes_on=NOW.date() - timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "is_open"), [(-1, False), (0, True), (3, True)], ids=["past", "today", "ahead"]
)
def test_link_is_open_until_the_end_of_its_last_day(cohort, days, is_open):
    entrance = make_entrance(cohort, closes_on=NOW.date() + timedelta(days=days))
    assert entrance.is_open_at(NOW) is is_open


def test_rotate_link_makes_the_old_one_useless(client, cohort, ada):
    old = make_entrance(cohort).raw
    new = entrances.rotate_link(cohort=cohort, by=ada, now=NOW).raw
    assert client.get(f"/join/{new}/").status_code == 200
    answer = client.get(f"/join/{old}/")
    assert (answer.status_code, GONE in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("raw", ["x", "ü" * 34, "a" * 34])
def test_link_that_is_not_ours_opens_nothing(client, cohort, raw):
    make_entrance(cohort)
    assert client.get(f"/join/{raw}/").status_code == 404


def test_entrance_open_for_nobody_is_refused_by_the_database(cohort):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entrance(cohort, for_mentors=False, for_mentees=False, for_peers=False)


@pytest.mark.parametrize("role", ["mentor", "mentee", "peer"])
def test_no_places_at_all_is_refused_by_the_database(cohort, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entrance(cohort, **{f"{role}_places": 0})


@pytest.mark.parametrize("changes", [{"value": ""}, {"message": ""}, {"operator": "answered"}])
def test_rule_without_its_parts_is_refused_by_the_database(cohort, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityRule.objects.create(cohort=cohort, created_at=NOW, **(RULE | changes))


def test_add_edit_and_remove_rule_are_written_down(cohort, ada):
    rule = entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)
    entrances.edit_rule(rule=rule, by=ada, now=NOW, **(RULE | {"value": "UTC"}))
    entrances.remove_rule(rule=EligibilityRule.objects.get(value="UTC"), by=ada, now=NOW)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["rule.add", "rule.edit", "rule.remove"]
    assert not EligibilityRule.objects.exists()


def test_settings_page_shows_the_link_once_it_is_open(sign_in, cohort, ada):
    page = sign_in(ada)
    assert "The link to pass on" not in page.get("/cohorts/autumn/enrollment/").content.decode()
    sent = {"is_open": "on", "roles": ["mentee"], "needs_approval": "yes"}
    assert page.post("/cohorts/autumn/enrollment/", sent).status_code == 302
    assert Entrance.objects.get().url() in page.get("/cohorts/autumn/enrollment/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"domains": "not a domain!"}, "is not a domain"),
        ({"roles": []}, "Choose who may apply"),
        ({"mentee_places": "0"}, "Ensure this value is greater"),
    ],
)
def test_settings_page_says_what_to_do_and_keeps_what_was_typed(sign_in, cohort, ada, sent, said):
    facts = {"is_open": "on", "roles": ["mentee"], "needs_approval": "yes", "about": "My words"}
    answer = sign_in(ada).post("/cohorts/autumn/enrollment/", facts | sent)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "My words" in body
    assert said in body


def test_domains_are_read_however_they_are_typed(sign_in, cohort, ada):
    facts = {"is_open": "on", "roles": ["mentee"], "needs_approval": "yes"}
    typed = "@Example.org; bücher.example\nexample.org"
    sign_in(ada).post("/cohorts/autumn/enrollment/", facts | {"domains": typed})
    assert Entrance.objects.get().domains == ["example.org", "xn--bcher-kva.example"]


def test_places_hold_who_is_in_and_who_is_invited(cohort, ada):
    entrance = make_entrance(cohort, mentee_places=3)
    for name, state in {"Al": "accepted", "Bo": "invited", "Cy": "waitlisted"}.items():
        make_enrollment(cohort, make_person(f"{name} One"), "mentee", state=state)
    room = room_for(entrance, "mentee")
    assert (room.taken, room.left, room.exceeded_by(2)) == (2, 1, 1)
