"""Who is absent from a newer file: proposed, and ended only by somebody's hand."""

from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.models import Enrollment, Pairing, RosterImport
from mentorship.services.enrollments import remove_enrollment
from mentorship.services.rosters import confirm_roster, run_roster, upload_roster
from mentorship.services.withdrawals import withdraw_enrollments
from mentorship.tests.make import NOW, make_csv, make_draft, make_enrollment, make_person
from mentorship.tests.test_imports import BEA, DEE, HEAD, bring

CEM = "Cem Kaya,cem@example.org,mentee,,Go,9"


@pytest.fixture
def newer(cohort, ada):
    """Bea and Dee came before; the newer file has mentees only, and Bea is not among them."""
    bring(cohort, BEA, DEE, by=ada)
    return upload(cohort, ada)


def upload(cohort, ada, *lines):
    content = make_csv(HEAD, *(lines or (CEM,)))
    return upload_roster(cohort=cohort, by=ada, now=NOW, filename="new.csv", content=content)


def place_of(name):
    return Enrollment.objects.get(user__email=f"{name}@example.org")


def test_upload_roster_proposes_who_is_absent_in_the_roles_of_the_file(newer):
    assert newer.preview["absent"] == [place_of("bea").pk]
    assert place_of("bea").state == "accepted"


def test_upload_roster_proposes_nobody_who_came_another_way(cohort, ada, newer):
    make_enrollment(cohort, make_person("Lin Wu"), "mentee", origin="link")
    assert upload(cohort, ada).preview["absent"] == [place_of("bea").pk]


def test_an_import_withdraws_nobody(newer, ada):
    confirm_roster(upload=newer, applied=True, by=ada, now=NOW)
    run_roster(upload=RosterImport.objects.get(pk=newer.pk), now=NOW)
    assert place_of("bea").state == "accepted"


def test_withdraw_enrollments_ends_the_place_and_its_drafts_without_a_mail(cohort, ada, newer):
    bea, dee = place_of("bea"), place_of("dee")
    make_draft(cohort, bea, dee)
    mails = Message.objects.count()
    withdraw_enrollments(cohort=cohort, places=[bea.pk], by=ada, now=NOW)
    assert (place_of("bea").state, Pairing.objects.count()) == ("withdrawn", 0)
    assert Message.objects.count() == mails
    assert Message.objects.get(person=bea.user).state == "cancelled"
    assert AuditEntry.objects.filter(verb="enrollment.withdraw", by=ada).count() == 1


def test_withdraw_enrollments_refuses_all_while_one_holds_a_seat(cohort, ada, newer):
    Enrollment.objects.filter(pk=place_of("dee").pk).update(seats_taken=1)
    both = [place_of("bea").pk, place_of("dee").pk]
    with pytest.raises(DomainError, match="Dee Moss"):
        withdraw_enrollments(cohort=cohort, places=both, by=ada, now=NOW)
    assert place_of("bea").state == "accepted"


@pytest.mark.parametrize("button", ["only", "place"])
def test_withdraw_page_takes_one_or_the_chosen(newer, ada, sign_in, button):
    client, url = sign_in(ada), f"/cohorts/autumn/rosters/{newer.pk}/withdraw/"
    assert "Bea Ruiz" in client.get(url).content.decode()
    assert client.post(url, {button: place_of("bea").pk}).status_code == 302
    assert place_of("bea").state == "withdrawn"
    assert "Nobody is absent" in client.get(url).content.decode()


def test_withdraw_page_touches_nobody_outside_the_list(newer, ada, sign_in):
    url = f"/cohorts/autumn/rosters/{newer.pk}/withdraw/"
    answer = sign_in(ada).post(url, {"place": place_of("dee").pk})
    assert answer.status_code == 422
    assert "Choose at least one person" in answer.content.decode()
    assert place_of("dee").state == "accepted"


def remarks(upload):
    return [code for line in upload.preview["lines"] for code, _params in line["remarks"]]


def test_upload_roster_tells_who_was_withdrawn_from_who_left_by_themselves(cohort, ada, newer):
    withdraw_enrollments(cohort=cohort, places={place_of("bea").pk}, by=ada, now=NOW)
    remove_enrollment(enrollment=place_of("dee"), by=place_of("dee").user, now=NOW)
    again = upload(cohort, ada, BEA, DEE)
    assert remarks(again) == ["was_withdrawn", "asked_to_leave"]
    assert again.preview["lines"][0]["remarks"][0][1] == {"day": NOW.date().isoformat()}


def test_upload_roster_lets_somebodys_own_wish_count_more_than_a_withdrawal(cohort, ada, newer):
    withdraw_enrollments(cohort=cohort, places={place_of("bea").pk}, by=ada, now=NOW)
    later = NOW + timedelta(days=1)
    remove_enrollment(enrollment=place_of("bea"), by=place_of("bea").user, now=later)
    assert remarks(upload(cohort, ada, BEA)) == ["asked_to_leave"]
