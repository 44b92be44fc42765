"""An application from its first word to its end, as its writer acts on it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import AuditEntry, Message, User
from mentorship.models import ApplicationDraft, Cohort, Enrollment
from mentorship.services import applications, entrances
from mentorship.services.applications import TurnedBack, Written
from mentorship.tests.apply import ANSWERS, make_draft_of, make_entrance, send
from mentorship.tests.make import NOW, make_cohort, make_enrollment, make_person
from tests.parts.enrollment import RULE

DAY = timedelta(days=1)
APPLY = "/apply/autumn/mentee/"
FORM = {"skills_wanted": ["Writing"], "zone": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def nobody_counted() -> None:
    cache.clear()


def join(client, entrance, **changes):
    facts = {"role": "mentee", "name": "Sol New", "email": "sol@example.org"}
    return client.post(f"/join/{entrance.raw}/", facts | changes)


def mail(kind="application_link"):
    message = Message.objects.filter(kind=f"mentorship.{kind}").latest("pk")
    freeze(message, mailkinds.get(message.kind), NOW)
    return message


def link_in(text, label):
    after = text.split(f"{label}:", 1)[1].split()[0]
    return "/" + after.split("//", 1)[1].split("/", 1)[1]


# -- The link ------------------------------------------------------------------------------


def test_join_answers_a_stranger_and_a_member_with_the_same_page(client, cohort, eve):
    entrance = make_entrance(cohort)
    stranger = join(client, entrance).content.decode()
    member = join(client, entrance, email=eve.email).content.decode()
    assert stranger.replace("sol@example.org", eve.email) == member
    assert Message.objects.filter(kind="mentorship.application_link").count() == 2


def test_join_mails_a_stranger_the_way_in_and_to_the_form(client, cohort):
    join(client, make_entrance(cohort))
    link = link_in(mail().text, "Open my application")
    assert "/i/" in link
    assert "The questions come next" in client.get(link).content.decode()
    answer = client.post(link, {"password": "seven wooden boats"})
    assert (answer.status_code, answer["Location"]) == (302, APPLY)
    assert client.get(APPLY).status_code == 200
    assert ApplicationDraft.objects.get().begun_at is not None


def test_join_mails_a_member_no_way_around_signing_in(client, cohort, eve):
    join(client, make_entrance(cohort), email=eve.email, name="Not Eve")
    assert link_in(mail().text, "Open my application") == APPLY
    eve.refresh_from_db()
    assert eve.name == "Eve Stone"


def test_join_tells_who_has_applied_already_by_mail_alone(client, cohort, eve):
    entrance = make_entrance(cohort)
    send(cohort, eve)
    assert "Look into your mail" in join(client, entrance, email=eve.email).content.decode()
    assert link_in(mail().text, "See where it stands") == "/places/"


def test_join_by_a_wrong_domain_says_whom_to_write_to(client, cohort):
    cohort.program.support_contact = "help@example.org"
    cohort.program.save()
    answer = join(client, make_entrance(cohort, domains=["example.com"]))
    assert answer.status_code == 422
    assert "ends in @example.com" in answer.content.decode()
    assert "Write to help@example.org" in answer.content.decode()
    assert not User.objects.filter(email="sol@example.org").exists()


def test_join_twice_in_an_hour_is_one_mail(client, cohort):
    entrance = make_entrance(cohort)
    for _time in range(2):
        join(client, entrance)
    assert Message.objects.filter(kind="mentorship.application_link").count() == 1


def test_mail_application_comes_though_the_first_link_came_this_hour(client, cohort):
    join(client, make_entrance(cohort))
    draft = ApplicationDraft.objects.get()
    written = Written(ANSWERS)
    facts = {"cohort": cohort, "role": "mentee", "written": written, "by": draft.user, "now": NOW}
    applications.save_application(**facts)
    applications.mail_application(draft=draft, by=draft.user, now=NOW)
    assert Message.objects.filter(kind="mentorship.application_link").count() == 2
    assert "What you wrote is kept" in mail().text
    assert "short question" not in mail().text


def test_way_to_an_application_speaks_of_an_application(client, cohort):
    join(client, make_entrance(cohort))
    page = client.get(link_in(mail().text, "Open my application")).content.decode()
    assert "<title>Your application" in page
    assert "remove me" not in page


def test_join_is_counted(client, cohort):
    entrance = make_entrance(cohort)
    with time_machine.travel(NOW, tick=False):  # within one window
        answers = [join(client, entrance, email=f"a{n}@example.org").status_code for n in range(21)]
    assert answers == [200] * 20 + [429]


def test_join_signed_in_goes_straight_to_the_form(sign_in, cohort, eve):
    answer = sign_in(eve).post(f"/join/{make_entrance(cohort).raw}/", {"role": "mentee"})
    assert (answer.status_code, answer["Location"]) == (302, APPLY)
    assert not Message.objects.exists()


def test_join_is_shown_to_people_of_its_domains_alone(sign_in, cohort, eve):
    make_entrance(cohort, domains=["example.org"])
    other = make_person("Ned Other", email="ned@example.com")
    assert "Open to you" in sign_in(eve).get("/places/").content.decode()
    assert "Open to you" not in sign_in(other).get("/places/").content.decode()


def test_join_is_not_shown_to_whoever_has_begun(sign_in, cohort, eve):
    make_entrance(cohort, domains=["example.org"])
    make_draft_of(cohort, eve)
    assert "Open to you" not in sign_in(eve).get("/places/").content.decode()


# -- Writing -------------------------------------------------------------------------------


def test_save_application_by_htmx_keeps_it_and_counts(sign_in, cohort, eve):
    make_entrance(cohort)
    make_draft_of(cohort, eve, answers={})
    answer = sign_in(eve).post(f"{APPLY}save/", FORM, headers={"HX-Request": "true"})
    assert "1 of 7" in answer.content.decode()
    assert ApplicationDraft.objects.get().answers == {"skills_wanted": ["Writing"]}


def test_save_application_keeps_what_is_fine_beside_what_is_not(sign_in, cohort, eve):
    make_entrance(cohort)
    make_draft_of(cohort, eve, answers={})
    answer = sign_in(eve).post(f"{APPLY}save/", FORM | {"zone": "Mars/Base"})
    assert answer.status_code == 422
    assert ApplicationDraft.objects.get().answers == {"skills_wanted": ["Writing"]}


def test_save_application_after_the_session_ended_loses_nothing(client, sign_in, cohort, eve):
    make_entrance(cohort)
    make_draft_of(cohort, eve, answers={})
    slip = sign_in(eve).get(APPLY).context["slip"]
    answer = client.post(f"{APPLY}submit/", FORM | {"slip": slip})
    assert answer["Location"] == "/accounts/login/?next=%2Fapply%2Fautumn%2Fmentee%2F"
    assert ApplicationDraft.objects.get().answers == {"skills_wanted": ["Writing"]}


@pytest.mark.parametrize("slip", ["", "wrong", "a:b:c"])
def test_save_application_by_nobody_changes_nothing(client, cohort, eve, slip):
    make_draft_of(cohort, eve, answers={})
    assert client.post(f"{APPLY}save/", FORM | {"slip": slip}).status_code == 302
    assert ApplicationDraft.objects.get().answers == {}


def test_slip_of_one_application_does_not_write_another(client, sign_in, cohort, eve):
    for role in ("mentee", "mentor"):
        make_draft_of(cohort, eve, role, answers={})
    slip = sign_in(eve).get(APPLY).context["slip"]
    client.post("/apply/autumn/mentor/save/", FORM | {"slip": slip})
    assert set(ApplicationDraft.objects.values_list("answers__skills_wanted", flat=True)) == {None}


def test_submit_application_with_an_error_keeps_it_too(sign_in, cohort, eve):
    make_entrance(cohort)
    make_draft_of(cohort, eve, answers={})
    answer = sign_in(eve).post(f"{APPLY}submit/", {"goals": "Speak up.", "zone": "Europe/Berlin"})
    assert answer.status_code == 422
    assert ApplicationDraft.objects.get().answers == {"goals": "Speak up."}


def test_application_of_somebody_else_does_not_exist(sign_in, cohort, eve, maria):
    make_draft_of(cohort, maria)
    assert sign_in(eve).get(APPLY).status_code == 404


# -- Sending -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "state"),
    [({}, "accepted"), ({"needs_approval": True}, "applied"), ({"mentee_places": 1}, "waitlisted")],
)
def test_submit_application_ends_where_the_cohort_says(cohort, eve, maria, changes, state):
    make_entrance(cohort, **changes)
    make_enrollment(cohort, maria, "mentee")
    place = send(cohort, eve)
    assert (place.state, place.answers, place.applied_at) == (state, ANSWERS, NOW)
    assert not ApplicationDraft.objects.exists()


def test_submit_application_tells_why_it_waits(cohort, eve, maria):
    make_entrance(cohort, mentee_places=1)
    make_enrollment(cohort, maria, "mentee")
    send(cohort, eve)
    text = " ".join(mail("application_decided").text.split())
    assert "The reason: when you applied, all places had just been taken." in text


def test_submit_application_as_mentor_brings_seats_and_zone(cohort, eve):
    make_entrance(cohort)
    make_draft_of(cohort, eve, "mentor")
    place = applications.submit_application(
        cohort=cohort,
        role="mentor",
        written=Written(ANSWERS, zone="Asia/Tokyo", capacity=3),
        by=eve,
        now=NOW,
    )
    eve.refresh_from_db()
    assert (place.capacity, eve.zone) == (3, "Asia/Tokyo")


def test_submit_application_in_two_roles_of_one_cohort(cohort, eve):
    make_entrance(cohort)
    states = [send(cohort, eve, role).state for role in ("mentor", "peer")]
    assert states == ["accepted", "accepted"]


def test_submit_application_that_meets_no_rule_is_kept_and_told(sign_in, cohort, ada):
    make_entrance(cohort)
    entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)
    toru = make_person("Toru Turned", zone="Asia/Tokyo")
    make_draft_of(cohort, toru, answers={})
    answer = sign_in(toru).post(f"{APPLY}submit/", FORM | {"zone": "Asia/Tokyo"})
    draft = ApplicationDraft.objects.get()
    assert answer.status_code == 422
    assert RULE["message"] in answer.content.decode()
    assert answer.context["progress"].done == 1
    assert (draft.answers["skills_wanted"], draft.turned_back_by.field) == (["Writing"], "zone")
    assert AuditEntry.objects.filter(verb="application.turn_back").count() == 1


def test_rule_about_what_a_role_is_not_asked_turns_nobody_back(cohort, ada, eve):
    make_entrance(cohort)
    rule = RULE | {"field": "skills_offered", "operator": "answered", "value": ""}
    entrances.add_rule(cohort=cohort, by=ada, now=NOW, **rule)
    assert send(cohort, eve).state == "accepted"


def test_submit_application_twice_is_refused_kindly(cohort, eve):
    make_entrance(cohort)
    send(cohort, eve)
    with pytest.raises(DomainError, match="You have applied already"):
        send(cohort, eve)


def test_submit_application_after_the_last_day_is_kept(cohort, eve):
    make_entrance(cohort, closes_on=NOW.date())
    make_draft_of(cohort, eve)
    late = {"cohort": cohort, "role": "mentee", "by": eve, "now": NOW + 2 * DAY}
    with pytest.raises(DomainError, match="Nobody new can apply"):
        applications.submit_application(written=Written({"goals": "More"}), **late)
    assert ApplicationDraft.objects.get().answers == {"goals": "More"}


@pytest.mark.parametrize(("state", "can_be_sent"), [("running", True), ("closing", False)])
def test_apply_page_says_before_anything_is_written_that_it_cannot_be_sent(
    sign_in, cohort, eve, state, can_be_sent
):
    make_entrance(cohort)
    make_draft_of(cohort, eve)
    Cohort.objects.filter(pk=cohort.pk).update(state=state)
    page = sign_in(eve).get(APPLY).content.decode()
    assert ("Send application" in page) == can_be_sent
    assert ("Nobody new can apply to Autumn at the moment" in page) == (not can_be_sent)


def test_apply_page_needs_no_open_link_of_who_was_invited(sign_in, cohort, eve):
    make_enrollment(cohort, eve, "mentee", state="invited")
    assert "Send application" in sign_in(eve).get(APPLY).content.decode()


def test_application_twice_for_one_role_is_refused_by_the_database(cohort, eve):
    make_draft_of(cohort, eve)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft_of(cohort, eve)


def test_reminder_of_what_was_not_begun_is_refused_by_the_database(cohort, eve):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_draft_of(cohort, eve, begun_at=None, remind_at=NOW)


# -- Leaving -------------------------------------------------------------------------------


def test_withdraw_application_frees_the_place_and_may_be_taken_back(cohort, eve):
    make_entrance(cohort, mentee_places=1)
    place = send(cohort, eve)
    applications.withdraw_application(place=place, by=eve, now=NOW)
    place.refresh_from_db()
    assert place.state == "withdrawn"
    assert send(cohort, eve).pk == place.pk


def test_withdraw_application_waits_for_a_pairing_to_be_closed(pairing, maria):
    place = Enrollment.objects.get(user=maria)
    with pytest.raises(DomainError, match="Close that pairing first"):
        applications.withdraw_application(place=place, by=maria, now=NOW)


# -- Finish later --------------------------------------------------------------------------


def reminders(now):
    applications.remind_of_applications(now)
    return Message.objects.filter(kind="mentorship.finish_later").count()


def test_finish_later_is_mailed_after_two_and_seven_days_then_never(cohort, eve):
    entrance = make_entrance(cohort)
    applications.start_application(entrance=entrance, role="mentee", by=eve, now=NOW)
    counts = [reminders(NOW + timedelta(days=d)) for d in (1, 2, 2, 6, 7, 8, 30)]
    assert counts == [0, 1, 1, 1, 2, 2, 2]


def test_finish_later_after_a_long_stop_is_one_mail(cohort, eve):
    entrance = make_entrance(cohort)
    applications.start_application(entrance=entrance, role="mentee", by=eve, now=NOW)
    assert [reminders(NOW + timedelta(days=d)) for d in (9, 10)] == [1, 1]


def test_finish_later_is_not_asked_of_whom_a_rule_has_answered(sign_in, cohort, ada, eve):
    make_entrance(cohort)
    entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)
    make_draft_of(cohort, eve, answers={}, begun_at=NOW, remind_at=NOW + 2 * DAY)
    sign_in(eve).post(f"{APPLY}submit/", FORM | {"zone": "Asia/Tokyo"})
    assert ApplicationDraft.objects.turned_back().count() == 1
    assert reminders(NOW + 30 * DAY) == 0


def test_finish_later_is_not_mailed_to_a_mistyped_address(client, cohort):
    join(client, make_entrance(cohort))
    assert reminders(NOW + 300 * DAY) == 0


def test_finish_later_is_not_sent_once_it_is_finished_or_closed(cohort, eve):
    entrance = make_entrance(cohort)
    applications.start_application(entrance=entrance, role="mentee", by=eve, now=NOW)
    reminders(NOW + 2 * DAY)
    kind = mailkinds.get("mentorship.finish_later")
    message = Message.objects.get(kind=kind.name)
    assert kind.still_wanted(message, NOW + 2 * DAY) == ""
    type(entrance).objects.update(is_open=False)
    assert kind.still_wanted(message, NOW) == "The cohort takes no more applications."


def test_finish_later_rests_while_a_program_is_archived(cohort, eve):
    make_enrollment(cohort, eve, "mentee", state="invited", origin="invitation")
    draft = make_draft_of(cohort, eve, remind_at=NOW)
    applications.remind_of_application(draft=draft, now=NOW)
    kind, message = mailkinds.get("mentorship.finish_later"), Message.objects.latest("pk")
    assert kind.still_wanted(message, NOW) == ""
    cohort.program.__class__.objects.update(state="archived")
    assert kind.still_wanted(message, NOW) == "The cohort takes no more applications."


def test_delete_application_asks_first(cohort, eve, sign_in):
    make_draft_of(cohort, eve, "mentee")
    page, client = f"/apply/{cohort.slug}/mentee/delete/", sign_in(eve)
    assert "It cannot be brought back" in client.get(page).content.decode()
    assert ApplicationDraft.objects.count() == 1
    assert "What you wrote is deleted" in client.post(page, follow=True).content.decode()
    assert ApplicationDraft.objects.count() == 0


def test_finish_later_mail_deletes_with_one_click(client, cohort, eve):
    entrance = make_entrance(cohort)
    applications.start_application(entrance=entrance, role="mentee", by=eve, now=NOW)
    reminders(NOW + 2 * DAY)
    link = link_in(mail("finish_later").text, "Delete what I wrote")
    assert client.get(link).status_code == 200
    assert ApplicationDraft.objects.exists()
    assert "What you wrote is deleted." in client.post(link).content.decode()
    assert not ApplicationDraft.objects.exists()


def test_forget_applications_after_two_months(cohort, eve, maria):
    make_draft_of(cohort, eve, touched_at=NOW - 61 * DAY)
    kept = make_draft_of(cohort, maria, touched_at=NOW - 59 * DAY)
    assert applications.forget_applications(NOW) == 1
    assert ApplicationDraft.objects.get() == kept


def test_turned_back_says_its_own_sentence(cohort, ada):
    make_entrance(cohort)
    entrances.add_rule(cohort=cohort, by=ada, now=NOW, **RULE)
    with pytest.raises(TurnedBack, match="European afternoon"):
        send(cohort, make_person("Toru Turned", zone="Asia/Tokyo"))


def test_own_places_page_lists_rounds_that_are_over_after_the_open_ones(cohort, sign_in):
    eve = make_person("Eve Long")
    over = make_cohort(cohort.program, name="Old", slug="old")
    make_enrollment(over, eve, "mentee", state="completed")
    page = sign_in(eve).get("/places/").content.decode()
    assert "You have no place at the moment" in page and "This round is completed." in page
    make_enrollment(cohort, eve, "mentee")
    page = sign_in(eve).get("/places/").content.decode()
    assert page.index("You have a place.") < page.index("Before") < page.index("Leaders, Old")
