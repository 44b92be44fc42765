"""A cohort after it was opened: changed, checked, opened again, closed on its last day."""

from datetime import UTC, date, datetime, time

import pytest

from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import AuditEntry
from mentorship.models import (
    Cohort,
    EligibilityRule,
    Enrollment,
    Entrance,
    Pairing,
    Program,
    Question,
)
from mentorship.queries.checklist import missing
from mentorship.queries.programs import cohort_facts
from mentorship.services.cohorts import (
    COHORT_FACTS,
    close_cohorts,
    cohort_settings,
    duplicate_cohort,
    edit_cohort,
)
from mentorship.services.entrances import OWN_RULE, OWN_WAY, settings_of
from mentorship.services.questions import COPIED
from mentorship.tests.apply import make_entrance
from mentorship.tests.make import (
    NOW,
    make_coordinator,
    make_draft,
    make_people,
    make_question,
)

AFTER = datetime(2027, 5, 2, 9, tzinfo=UTC)  # the cohort's last day is 2027-04-30
URL = "/cohorts/autumn/edit/"


def edited(cohort, ada, **changes):
    facts = {name: getattr(cohort, name) for name in COHORT_FACTS}
    return edit_cohort(cohort=cohort, by=ada, now=NOW, **(facts | changes))


def told(cohort):
    cohort.refresh_from_db()
    found = missing(cohort, cohort_facts(cohort), local_date(NOW, cohort.zone))
    return [(each.sentence, each.page) for each in found]


def planned(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(state="recruiting")
    cohort.refresh_from_db()
    return cohort


# -- Editing ----------------------------------------------------------------------------------


def test_edit_cohort_leaves_the_rhythm_of_pairs_that_work(pairing, cohort, ada):
    changed = edited(cohort, ada, every="monthly", nth=None, at=time(9))
    pairing.refresh_from_db()
    assert (changed.cadence.every, changed.nth) == ("monthly", 1)
    assert (pairing.every, pairing.at) == ("weekly", time(17))
    assert AuditEntry.objects.get(verb="cohort.edit").details["fields"] == ["every", "nth", "at"]


def test_edit_cohort_lengthens_the_pairs_that_would_end_with_it(pairing, cohort, ada):
    other = make_draft(cohort, *make_people(cohort, "mentee", ["Bea Ruiz", "Cem Kaya"]))
    edited(cohort, ada, ends_on=date(2027, 6, 30))
    pairing.refresh_from_db()
    other.refresh_from_db()
    assert (pairing.ends_on, other.ends_on) == (date(2027, 6, 30), None)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2027, 4, 1)},
        {"starts_on": date(2026, 11, 3)},
        {"name": "Spring"},
        {"starts_on": date(2027, 5, 1)},
    ],
)
def test_edit_cohort_refuses_what_pairs_do_not_expect(cohort, ada, changes):
    with pytest.raises(DomainError):
        edited(cohort, ada, **changes)


def test_edit_cohort_moves_both_days_before_pairs_begin_but_not_into_the_past(cohort, ada):
    planned(cohort)
    moved = edited(cohort, ada, starts_on=date(2026, 12, 1), ends_on=date(2027, 3, 1))
    assert (moved.starts_on, moved.ends_on) == (date(2026, 12, 1), date(2027, 3, 1))
    with pytest.raises(DomainError):
        edited(moved, ada, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))


def test_edit_cohort_page_keeps_what_was_typed_and_closes_with_the_cohort(cohort, ada, sign_in):
    client = sign_in(ada)
    data = {f.name: f.value() for f in client.get(URL).context["form"] if f.value() is not None}
    refused = client.post(URL, data | {"name": "Kept", "ends_on": "2026-12-01"})
    assert refused.status_code == 422 and 'value="Kept"' in refused.content.decode()
    assert client.post(URL, data | {"name": "Fall"}).url == "/cohorts/autumn/"
    Cohort.objects.update(state="closed")
    assert client.get(URL).status_code == 403


# -- What is missing before publishing ----------------------------------------------------------


def test_checklist_names_contacts_dates_and_seats(cohort, ada):
    planned(cohort)
    make_people(cohort, "mentee", ["Bea Ruiz", "Cem Kaya"])
    make_people(cohort, "mentor", ["Dee Moss"], state="invited")
    assert told(cohort) == [
        ("Nobody is named whom people may ask for help.", "edit_program"),
        ("Nobody is named who is told of a concern.", "edit_program"),
        ("The first day has passed; pairs begin when you publish them.", "edit_cohort"),
        ("One seat is missing for everybody to have somebody.", "people"),
        ("One person has not answered the invitation; their pair waits for it.", "people"),
    ]


def test_checklist_sees_a_concern_go_to_a_coordinator(cohort, ada):
    planned(cohort)
    cohort.program.support_contact = "help@example.org"
    cohort.program.safeguarding_contact = ada.email.upper()
    cohort.program.save()
    assert ("Concerns reach somebody who runs the program.", "edit_program") in told(cohort)


def test_checklist_is_empty_once_pairs_work_and_nothing_waits(pairing, cohort):
    assert told(cohort) == []


def test_cohort_page_tells_who_can_change_what_is_missing(cohort, ada, sign_in):
    planned(cohort)
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert "Before you publish" in page and "Whoever runs the whole program" in page
    make_coordinator(ada, cohort.program)
    page = sign_in(ada).get("/cohorts/autumn/").content.decode()
    assert "/programs/leaders/edit/" in page and "/cohorts/autumn/duplicate/" in page


# -- Another round ----------------------------------------------------------------------------


def test_duplicate_cohort_takes_the_rules_and_nobody(pairing, cohort, ada):
    cohort.floor, cohort.weights, cohort.every = 55, {"skills": 100}, "biweekly"
    cohort.save()
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 2, 1)}
    made = duplicate_cohort(cohort=cohort, by=ada, now=NOW, name="Next", **days)
    assert (made.floor, made.weights, made.cadence) == (55, {"skills": 100}, cohort.cadence)
    assert (made.state, made.enrollments.count(), made.pairings.count()) == ("planned", 0, 0)
    assert AuditEntry.objects.get(verb="cohort.duplicate").details == {"source": cohort.pk}


def test_duplicate_cohort_takes_every_setting_there_is(cohort, ada):
    Cohort.objects.filter(pk=cohort.pk).update(default_capacity=4, at=time(9), zone="Asia/Tokyo")
    cohort.refresh_from_db()
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 2, 1)}
    made = duplicate_cohort(cohort=cohort, by=ada, now=NOW, name="Next", **days)
    settings = cohort_settings()
    assert {"default_capacity", "weights", "choosing", "every"} <= set(settings)
    assert [n for n in settings if getattr(made, n) != getattr(cohort, n)] == []


def test_duplicate_cohort_takes_who_may_come_and_the_words_of_answers(cohort, ada):
    told = {"mails": {"accept": {"subject": "Yes", "text": "In"}}, "domains": ["example.org"]}
    make_entrance(cohort, about="Come", mentee_places=9, closes_on=date(2026, 12, 1), **told)
    rule = {"role": "mentee", "field": "zone", "operator": "is", "value": "x", "message": "No"}
    EligibilityRule.objects.create(cohort=cohort, created_at=NOW, **rule)
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 2, 1)}
    made = duplicate_cohort(cohort=cohort, by=ada, now=NOW, name="Next", **days)
    old, new = cohort.entrance, made.entrance
    names = settings_of(Entrance, OWN_WAY)
    assert {"mails", "domains", "about", "mentee_places", "needs_approval"} <= set(names)
    assert [name for name in names if getattr(new, name) != getattr(old, name)] == []
    assert (new.is_open, new.closes_on, new.public_id == old.public_id) == (False, None, False)
    assert made.eligibility_rules.values(*settings_of(EligibilityRule, OWN_RULE)).get() == rule


def test_duplicate_cohort_takes_every_question(cohort, ada):
    make_question(cohort, "one_of", key="shift", options=["early", "late"], compare="same")
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 2, 1)}
    made = duplicate_cohort(cohort=cohort, by=ada, now=NOW, name="Next", **days)
    own = ("id", "cohort", "position", "set_aside_at")
    names = settings_of(Question, own)
    assert set(names) == set(COPIED)
    assert made.questions.values(*names).get() == cohort.questions.values(*names).get()


def test_duplicate_cohort_takes_a_rhythm_that_is_still_on_the_menu(cohort, ada):
    Program.objects.update(offers_weekly=False)
    cohort.refresh_from_db()
    days = {"starts_on": date(2027, 9, 1), "ends_on": date(2028, 2, 1)}
    made = duplicate_cohort(cohort=cohort, by=ada, now=NOW, name="Next", **days)
    assert made.cadence.every == "biweekly"


def test_duplicate_cohort_page_is_for_who_runs_the_whole_program(cohort, ada, sign_in):
    client, url = sign_in(ada), "/cohorts/autumn/duplicate/"
    assert client.get(url).status_code == 403
    make_coordinator(ada, cohort.program)
    sent = {"name": "Spring", "starts_on": "2027-09-01", "ends_on": "2028-02-01"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"name": "Next"}).url == "/cohorts/leaders-next/"


# -- The last day -----------------------------------------------------------------------------


def test_close_cohorts_ends_pairs_and_gives_seats_back(pairing, cohort):
    Cohort.objects.exclude(pk=cohort.pk).delete()
    assert close_cohorts(AFTER) == 2
    pairing.refresh_from_db()
    cohort.refresh_from_db()
    assert (pairing.state, pairing.close_reason, cohort.state) == (
        "closed",
        Pairing.CloseReason.COHORT_OVER,
        "closed",
    )
    assert set(Enrollment.objects.values_list("seats_taken", flat=True)) == {0}
    assert close_cohorts(AFTER) == 0


def test_close_cohorts_waits_for_the_end_of_the_last_day_there(pairing, cohort):
    Cohort.objects.update(zone="Pacific/Honolulu")
    Pairing.objects.update(zone="Pacific/Honolulu")
    assert close_cohorts(datetime(2027, 5, 1, 9, tzinfo=UTC)) == 0


def test_close_cohorts_keeps_a_cohort_closing_while_a_pair_goes_on(pairing, cohort, ada):
    Pairing.objects.update(ends_on=date(2027, 7, 1), state="paused")
    close_cohorts(AFTER)
    cohort.refresh_from_db()
    assert cohort.state == "closing"
    assert edited(cohort, ada, ends_on=date(2027, 8, 1)).state == "running"


def test_close_cohorts_leaves_a_cohort_that_has_not_begun(cohort):
    planned(cohort)
    close_cohorts(AFTER)
    cohort.refresh_from_db()
    assert cohort.state == "recruiting"
