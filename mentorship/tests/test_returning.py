"""Who was here before, or was only invited, and stands in a file again."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import Enrollment, RosterImport
from mentorship.services.enrollments import decline_invitation, remove_enrollment
from mentorship.services.rosters import confirm_roster, run_roster, upload_roster
from mentorship.services.withdrawals import withdraw_enrollments
from mentorship.tests.make import NOW, make_csv

LATER = NOW + timedelta(days=3)
CONTENT = make_csv("name,email,role", "Bea,bea@example.org,mentee", "Cem,cem@example.org,mentee")


def upload(cohort, by):
    facts = {"filename": "a.csv", "content": CONTENT}
    return upload_roster(cohort=cohort, by=by, now=LATER, **facts)


def bring(cohort, by, now=LATER, **ticks):
    file = upload(cohort, by)
    confirm_roster(upload=file, by=by, now=now, **ticks)
    run_roster(upload=RosterImport.objects.get(pk=file.pk), now=now)
    return RosterImport.objects.get(pk=file.pk)


def states():
    places = Enrollment.objects.order_by("user__email")
    return list(places.values_list("state", flat=True))


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("to_address", flat=True))


@pytest.fixture
def withdrawn(cohort, ada):
    bring(cohort, ada, NOW, applied=True)
    places = set(Enrollment.objects.values_list("pk", flat=True))
    withdraw_enrollments(cohort=cohort, places=places, by=ada, now=NOW)
    return cohort


@pytest.fixture
def invited(cohort, ada):
    bring(cohort, ada, NOW, applied=False)
    return cohort


def test_upload_roster_counts_who_could_be_entered_again(withdrawn, ada):
    preview = upload(withdrawn, ada).preview
    assert preview["counts"]["unchanged"] == 2
    assert preview["backs"] == {"again": 2, "agreed": 0}


@pytest.mark.parametrize(
    ("applied", "state", "kind"),
    [(True, "accepted", "mentorship.welcome"), (False, "invited", "mentorship.invitation")],
)
def test_run_roster_enters_again_who_was_withdrawn(withdrawn, ada, applied, state, kind):
    before = told(kind)
    done = bring(withdrawn, ada, applied=applied, again=True)
    assert (states(), done.result["changed"]) == ([state, state], 2)
    assert told(kind) == sorted([*before, "bea@example.org", "cem@example.org"])
    assert AuditEntry.objects.filter(verb="enrollment.enter_again", by=ada).count() == 2


def test_run_roster_never_enters_again_who_asked_to_be_removed(withdrawn, ada):
    cem = Enrollment.objects.get(user__email="cem@example.org")
    remove_enrollment(enrollment=cem, by=cem.user, now=NOW + timedelta(hours=1))
    assert upload(withdrawn, ada).preview["backs"] == {"again": 1, "agreed": 0}
    bring(withdrawn, ada, applied=True, again=True)
    assert states() == ["accepted", "withdrawn"]


def test_confirm_roster_without_the_tick_enters_nobody_again(withdrawn, ada):
    with pytest.raises(DomainError, match="nothing in this file"):
        confirm_roster(upload=upload(withdrawn, ada), applied=True, by=ada, now=LATER)


def test_run_roster_again_changes_nothing(withdrawn, ada):
    bring(withdrawn, ada, applied=True, again=True)
    before = list(Enrollment.objects.values()), Message.objects.count()
    preview = upload(withdrawn, ada).preview
    assert preview["backs"] == {"again": 0, "agreed": 0}
    assert preview["counts"]["unchanged"] == 2
    assert (list(Enrollment.objects.values()), Message.objects.count()) == before


def test_run_roster_takes_in_who_was_only_invited(invited, ada):
    bring(invited, ada, applied=True, agreed=True)
    assert (states(), told("mentorship.welcome")) == (
        ["accepted", "accepted"],
        ["bea@example.org", "cem@example.org"],
    )
    assert AuditEntry.objects.filter(verb="enrollment.accept_by_file", by=ada).count() == 2


def test_run_roster_never_takes_in_who_said_no(invited, ada):
    cem = Enrollment.objects.get(user__email="cem@example.org")
    decline_invitation(enrollment=cem, by=cem.user, now=LATER)
    bring(invited, ada, applied=True, agreed=True)
    assert states() == ["accepted", "declined"]


def test_confirm_roster_takes_nobody_in_who_is_being_invited(invited, ada):
    with pytest.raises(DomainError, match="take the tick away"):
        confirm_roster(upload=upload(invited, ada), applied=False, agreed=True, by=ada, now=LATER)


def test_upload_roster_tells_a_turned_down_application_from_a_persons_own_no(cohort, invited, ada):
    facts = {"state": "declined", "decided_at": LATER, "decided_by": ada}
    Enrollment.objects.filter(user__email="cem@example.org").update(**facts)
    (_bea, cem) = upload(cohort, ada).preview["lines"]
    assert cem["remarks"] == [["was_turned_down", {"day": LATER.date().isoformat()}]]


def test_preview_page_asks_unticked_for_those_who_were_withdrawn(withdrawn, ada, sign_in):
    file, client = upload(withdrawn, ada), sign_in(ada)
    url = f"/cohorts/autumn/rosters/{file.pk}/"
    page = client.get(f"{url}?show=again").content.decode()
    assert "Enter them again: 2 lines" in page and "checked" not in page
    assert "Line\u00a02" in page and "have applied since" not in page
    assert client.post(url, {"applied": "no", "again": "on"}).status_code == 302
    assert RosterImport.objects.get(pk=file.pk).job.input["again"] is True


def test_preview_page_keeps_the_tick_when_it_does_not_fit(invited, ada, sign_in):
    url = f"/cohorts/autumn/rosters/{upload(invited, ada).pk}/"
    answer = sign_in(ada).post(url, {"applied": "no", "agreed": "on"})
    assert answer.status_code == 422
    assert "take the tick away" in answer.content.decode()
    assert 'name="agreed"' in answer.content.decode() and "checked" in answer.content.decode()


def test_remove_enrollment_counts_once_after_a_withdrawal(withdrawn, ada):
    cem = Enrollment.objects.get(user__email="cem@example.org")
    for _ in range(2):
        remove_enrollment(enrollment=cem, by=cem.user, now=LATER)
    assert AuditEntry.objects.filter(verb="enrollment.remove").count() == 1
    assert Enrollment.objects.get(pk=cem.pk).answered_at == LATER
