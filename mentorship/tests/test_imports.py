"""Entering people: who is new, what is never touched, what the first mail says."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import ActionToken, AuditEntry, Message, User
from mentorship.models import Enrollment
from mentorship.queries.rosters import plan_import, read_roster
from mentorship.services.imports import import_people
from mentorship.tests.make import NOW, make_csv, make_enrollment, make_person

HEAD = "name,email,role,capacity,skills,id"
BEA = "Bea Ruiz,bea@example.org,mentee,,Python,7"
DEE = "Dee Moss,Dee@Example.org,mentor,2,Python; Go,8"


def lines_of(cohort, *lines, role=""):
    content = make_csv(HEAD, *lines)
    return read_roster(content=content, filename="people.csv", cohort=cohort, role=role).lines


def bring(cohort, *lines, applied=True, by=None, role=""):
    return import_people(
        cohort=cohort,
        lines=lines_of(cohort, *lines, role=role),
        applied=applied,
        by=by,
        now=NOW,
    )


def counts(imported):
    return imported.new, imported.changed, imported.unchanged, len(imported.errors)


def test_import_people_enters_those_who_applied_as_taking_part(cohort, ada):
    assert counts(bring(cohort, BEA, DEE, by=ada)) == (2, 0, 0, 0)
    mentor = Enrollment.objects.get(role="mentor")
    assert (mentor.user.email, mentor.state, mentor.capacity) == ("dee@example.org", "accepted", 2)
    assert (mentor.entered_by, mentor.external_id) == (ada, "8")
    assert mentor.answers["skills_offered"] == ["Python", "Go"]


def test_import_people_invites_those_who_did_not_apply(cohort):
    bring(cohort, BEA, applied=False)
    assert Enrollment.objects.get().state == "invited"
    assert Message.objects.get().kind == "mentorship.invitation"


def test_import_people_twice_changes_nothing(cohort):
    bring(cohort, BEA, DEE)
    before = list(Enrollment.objects.values()), Message.objects.count(), User.objects.count()
    assert counts(bring(cohort, BEA, DEE)) == (0, 0, 2, 0)
    after = list(Enrollment.objects.values()), Message.objects.count(), User.objects.count()
    assert after == before
    assert AuditEntry.objects.filter(verb="roster.import").count() == 1


def test_import_people_changes_answers_and_never_the_person(cohort):
    bea = make_person("Bea Ruiz", zone="Asia/Tokyo")
    password = bea.password
    bring(cohort, BEA)
    changed = BEA.replace("Bea Ruiz", "Beatriz R.").replace("Python", "Negotiation")
    assert counts(bring(cohort, changed)) == (0, 1, 0, 0)
    bea.refresh_from_db()
    assert (bea.name, bea.zone, bea.password) == ("Bea Ruiz", "Asia/Tokyo", password)
    assert bea.enrollments.get().answers["skills_wanted"] == ["Negotiation"]


def test_import_people_knows_somebody_by_their_id_before_their_address(cohort):
    bring(cohort, BEA)
    moved = BEA.replace("bea@example.org", "beatriz@example.org")
    assert counts(bring(cohort, moved)) == (0, 0, 1, 0)
    assert list(User.objects.filter(name="Bea Ruiz").values_list("email", flat=True)) == [
        "bea@example.org"
    ]


def test_plan_import_refuses_the_id_of_somebody_else(cohort):
    bring(cohort, BEA, "Cem Kaya,cem@example.org,mentee,,Go,9")
    (line,) = plan_import(cohort, lines_of(cohort, BEA.replace(",7", ",9"))).lines
    assert (line.kind, line.line, line.remarks[-1].code) == ("error", 2, "id_of_another")


def test_import_people_makes_two_places_of_one_line_and_one_mail(cohort):
    both = "Bea Ruiz,bea@example.org,both mentor and mentee,3,Python,7"
    assert counts(bring(cohort, both)) == (1, 0, 0, 0)
    seats = dict(Enrollment.objects.values_list("role", "capacity"))
    assert seats == {"mentor": 3, "mentee": 1}
    assert Message.objects.count() == 1


def test_import_people_never_takes_a_seat_back(cohort):
    make_enrollment(cohort, make_person("Dee Moss"), "mentor", capacity=3, seats_taken=3)
    bring(cohort, DEE)
    assert Enrollment.objects.get().capacity == 3


def test_import_people_leaves_alone_who_asked_to_leave(cohort):
    place = make_enrollment(cohort, make_person("Bea Ruiz"), "mentee", state="withdrawn")
    assert counts(bring(cohort, BEA)) == (0, 0, 1, 0)
    place.refresh_from_db()
    assert (place.state, place.answers) == ("withdrawn", {})


def test_import_people_says_which_lines_stay_out(cohort):
    imported = bring(cohort, BEA, "Nobody,,mentee,,,", "Odd,odd@example.org,janitor,,,")
    assert counts(imported) == (1, 0, 0, 2)
    told = [(each["line"], each["remarks"][0][0]) for each in imported.errors]
    assert told == [(3, "email_missing"), (4, "role_unknown")]


def test_import_people_makes_accounts_that_cannot_sign_in_by_password(cohort):
    bring(cohort, BEA)
    bea = User.objects.get(email="bea@example.org")
    assert not bea.has_usable_password()
    assert [(a.email, a.verified) for a in bea.emailaddress_set.all()] == [
        ("bea@example.org", False)
    ]


def test_import_people_opens_recruiting(cohort):
    cohort.state = "planned"
    cohort.save()
    bring(cohort, BEA)
    cohort.refresh_from_db()
    assert cohort.state == "recruiting"


def test_enrollment_is_one_per_person_and_role(cohort, maria):
    make_enrollment(cohort, maria, "mentee")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_enrollment(cohort, maria, "mentee")


def test_import_issues_no_link_before_a_mail_is_made(cohort):
    bring(cohort, BEA)
    assert not ActionToken.objects.exists()


def test_an_imported_person_signs_in_with_a_mailed_code(cohort, client):
    bring(cohort, BEA)
    client.post("/accounts/login/code/", {"email": "bea@example.org"})
    code = Message.objects.get(kind="accounts.sign_in_code").params["code"]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get("/help/").context["user"].email == "bea@example.org"


@pytest.mark.parametrize(("said", "language"), [("German", "de"), ("Portuguese", "en")])
def test_import_people_writes_to_them_in_a_language_we_speak(cohort, settings, said, language):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    content = make_csv("name,email,role,language", f"Bea Ruiz,bea@example.org,mentee,{said}")
    read = read_roster(content=content, filename="people.csv", cohort=cohort)
    import_people(cohort=cohort, lines=read.lines, applied=True, by=None, now=NOW)
    assert User.objects.get(email="bea@example.org").language == language
