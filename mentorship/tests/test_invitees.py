"""Inviting people by their address, once more, and taking an invitation back."""

import pytest

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import Message, User
from accounts.services.suppressions import suppress_address
from mentorship.forms.invitees import InviteForm, lines_of, read_line
from mentorship.models import Enrollment
from mentorship.services import applications, enrollments, invitees
from mentorship.services.applications import Written
from mentorship.services.invitees import MOST_AT_ONCE, Invitee
from mentorship.tests.apply import ANSWERS
from mentorship.tests.make import NOW, make_enrollment
from mentorship.tests.test_applications import link_in
from mentorship.tests.test_imports import BEA, bring

PAGE = "/cohorts/autumn/invite/"


def invite(cohort, by, *emails, role="mentee"):
    people = [Invitee(email, "Ana Ruiz") for email in emails]
    return invitees.invite_people(cohort=cohort, role=role, people=people, by=by, now=NOW)


@pytest.mark.parametrize(
    ("line", "email", "name"),
    [
        ("ana@example.org", "ana@example.org", ""),
        ("Ana Ruiz <Ana@Example.org>", "ana@example.org", "Ana Ruiz"),
        ('"Ruiz, Ana" <ana@example.org>', "ana@example.org", "Ana Ruiz"),
        ("Lovelace; Augusta Ada; ada@example.org", "ada@example.org", "Augusta Ada Lovelace"),
        ("Ruiz, Ana, Dr., ana@example.org", "ana@example.org", "Ruiz, Ana, Dr."),
        ("Ana Ruiz, ana@example.org", "ana@example.org", "Ana Ruiz"),
        ("Ana (ana@example.org)", "ana@example.org", "Ana"),
    ],
)
def test_line_is_read_with_and_without_a_name(line, email, name):
    assert read_line(line) == Invitee(email, name)


@pytest.mark.parametrize("line", ["Ana", "ana@", "a@b", "x" * 5000])
def test_line_without_an_address_is_named(line):
    assert read_line(line) is None


def test_several_addresses_may_stand_on_one_line():
    assert lines_of("a@example.org, b@example.org; c@example.org\n\n") == [
        *("a@example.org", "b@example.org", "c@example.org")
    ]


def test_invite_people_makes_places_and_one_mail_each(cohort, ada):
    found = invite(cohort, ada, "ana@example.org", "bo@example.org")
    places = [(p.user.email, p.state, p.origin, p.entered_by) for p in found.places]
    assert places == [
        ("ana@example.org", "invited", "invitation", ada),
        ("bo@example.org", "invited", "invitation", ada),
    ]
    assert Message.objects.filter(kind="mentorship.invitation").count() == 2


def test_invite_people_again_changes_nothing_and_says_so(cohort, ada):
    invite(cohort, ada, "ana@example.org")
    again = invite(cohort, ada, "ana@example.org")
    assert again.left_out["ana@example.org"].startswith("Invited already.")
    assert (Enrollment.objects.count(), Message.objects.count()) == (1, 1)


def test_invite_people_leaves_alone_who_asked_for_it(cohort, ada):
    place = invite(cohort, ada, "ana@example.org").places[0]
    enrollments.remove_enrollment(enrollment=place, by=place.user, now=NOW)
    again = invite(cohort, ada, "ana@example.org")
    assert again.left_out["ana@example.org"].startswith("Said no, or left.")


def test_invite_people_names_an_address_that_takes_no_mail(cohort, ada):
    suppress_address(address="ana@example.org", reason="bounced", now=NOW)
    found = invite(cohort, ada, "ana@example.org")
    assert (found.places, list(found.left_out)) == ([], ["ana@example.org"])


def test_invite_people_does_not_rename_anybody(cohort, ada, eve):
    invite(cohort, ada, eve.email)
    eve.refresh_from_db()
    assert eve.name == "Eve Stone"


def test_invite_people_takes_hundreds_at_once(cohort, ada, django_assert_max_num_queries):
    emails = [f"p{n}@example.org" for n in range(MOST_AT_ONCE)]
    with django_assert_max_num_queries(60):
        assert len(invite(cohort, ada, *emails).places) == MOST_AT_ONCE
    with pytest.raises(DomainError, match="at once, please"):
        invite(cohort, ada, *emails, "one@example.org")


def test_invite_page_invites_the_good_and_keeps_the_others(sign_in, cohort, ada):
    typed = "Ana Ruiz <ana@example.org>\nBo Li without address"
    answer = sign_in(ada).post(PAGE, {"role": "mentee", "people": typed})
    assert answer.status_code == 422
    assert "One person is invited. One line needs a look." in answer.content.decode()
    assert answer.context["form"].initial["people"] == "Bo Li without address"
    assert list(Enrollment.objects.values_list("user__email", flat=True)) == ["ana@example.org"]


def test_invite_page_with_nothing_readable_keeps_it_all(cohort):
    form = InviteForm({"role": "mentee", "people": "nobody"}, cohort=cohort)
    assert not form.is_valid()
    assert form.wrong == [("nobody", "No address can be read in this line.")]


def frozen():
    message = Message.objects.filter(kind="mentorship.invitation").latest("pk")
    freeze(message, mailkinds.get(message.kind), NOW)
    return message.text


def test_invitation_leads_through_the_form_to_a_place(client, cohort, ada):
    invite(cohort, ada, "ana@example.org")
    link = link_in(frozen(), "Yes, answer a few questions")
    answer = client.post(link, {"password": "seven wooden boats"})
    assert answer["Location"] == "/apply/autumn/mentee/"
    assert Enrollment.objects.get().state == "invited"
    sent = {"skills_wanted": ["Writing"], "zone": "Europe/Berlin"}
    assert client.post("/apply/autumn/mentee/submit/", sent)["Location"] == "/places/"
    assert Enrollment.objects.get().state == "accepted"


def test_invitation_that_is_unanswered_stays_invited_with_what_was_written(cohort, ada):
    place = invite(cohort, ada, "ana@example.org").places[0]
    applications.save_application(
        cohort=cohort, role="mentee", written=Written(ANSWERS), by=place.user, now=NOW
    )
    place.refresh_from_db()
    assert (place.state, place.answers) == ("invited", {})


def test_resend_invitations_once_and_never_a_third_time(cohort, ada):
    place = invite(cohort, ada, "ana@example.org").places[0]
    facts = {"cohort": cohort, "places": [place.pk], "by": ada, "now": NOW}
    assert invitees.resend_invitations(**facts) == [place]
    with pytest.raises(DomainError, match="twice"):
        invitees.resend_invitations(**facts)
    assert Message.objects.filter(kind="mentorship.invitation").count() == 2


def test_withdraw_invitations_ends_them_and_they_can_be_invited_anew(cohort, ada):
    place = invite(cohort, ada, "ana@example.org").places[0]
    invitees.withdraw_invitations(cohort=cohort, places=[place.pk], by=ada, now=NOW)
    assert Message.objects.get().state == "cancelled"
    assert invite(cohort, ada, "ana@example.org").places == [place]
    assert User.objects.filter(email="ana@example.org").count() == 1


def test_withdraw_invitations_takes_back_those_of_a_file_too(cohort, ada, eve):
    place = make_enrollment(cohort, eve, "mentee", state="invited", origin="import")
    invitees.withdraw_invitations(cohort=cohort, places=[place.pk], by=ada, now=NOW)
    place.refresh_from_db()
    assert (place.state, place.decided_by) == ("withdrawn", ada)


def test_invitations_list_who_came_by_a_file_and_can_be_sent_once_more(cohort, ada, sign_in):
    bring(cohort, BEA, applied=False)
    place = Enrollment.objects.get()
    page = sign_in(ada).get("/cohorts/autumn/invitations/").content.decode()
    assert "bea@example.org" in page
    invitees.resend_invitations(cohort=cohort, places=[place.pk], by=ada, now=NOW)
    assert Message.objects.filter(kind="mentorship.invitation", person=place.user).count() == 2


def test_resend_invitations_never_stands_in_the_way_of_a_file(cohort, ada):
    """Two ways of inviting number their mails differently."""
    place = invite(cohort, ada, "ana@example.org").places[0]
    invitees.resend_invitations(cohort=cohort, places=[place.pk], by=ada, now=NOW)
    keys = Message.objects.order_by("pk").values_list("dedupe_key", flat=True)
    assert [key.split(":")[1] for key in keys] == ["place", "place"]
