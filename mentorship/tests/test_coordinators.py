"""Who runs a program: added, changed, removed; never nobody."""

import re

import pytest
from django.db import IntegrityError, transaction

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import AuditEntry, Message, User
from mentorship.models import Coordinator, Program
from mentorship.queries.coordinators import posts_of
from mentorship.services.coordinators import (
    add_coordinator,
    change_coordinator,
    remove_coordinator,
)
from mentorship.tests.make import NOW, make_coordinator

URL = "/programs/leaders/coordinators/"


@pytest.fixture
def runs_all(program, eve) -> User:
    """Eve runs the whole program."""
    make_coordinator(eve, program)
    return eve


def posts(program: Program) -> list[tuple[str, str]]:
    return [(post.person.email, post.what) for post in posts_of(program)]


def test_add_coordinator_makes_an_account_and_writes_a_mail(program, runs_all):
    person = add_coordinator(program=program, by=runs_all, now=NOW, email="Kim@Example.org")
    mail = Message.objects.get(kind="mentorship.coordinator_added")
    assert (person.email, mail.to_address) == ("kim@example.org", "kim@example.org")
    assert not person.has_usable_password() and person.emailaddress_set.count() == 1
    assert AuditEntry.objects.get(verb="coordinator.add").details == {
        "person": person.pk,
        "cohorts": [],
    }


def test_add_coordinator_leads_somebody_new_to_the_desk_and_promises_no_place(
    program, runs_all, client
):
    add_coordinator(program=program, by=runs_all, now=NOW, email="kim@example.org")
    mail = Message.objects.get(kind="mentorship.coordinator_added")
    freeze(mail, mailkinds.get(mail.kind), NOW)
    link = re.search(r"/i/\S+", mail.text)
    page = client.get(link[0]).content.decode()
    assert "You help to run Leaders" in page and "Eve Stone made you a coordinator." in page
    assert "remove me" not in page and "a place" not in page


def test_program_page_tells_who_runs_a_cohort_which_part_is_theirs(cohort, runs_all, ada, sign_in):
    part = sign_in(ada).get("/programs/leaders/").content.decode()
    whole = sign_in(runs_all).get("/programs/leaders/").content.decode()
    assert "You look after one cohort of Leaders" in part and "Leaders has 2 cohorts" in whole


def test_add_coordinator_takes_an_account_that_exists(program, runs_all, maria):
    person = add_coordinator(program=program, by=runs_all, now=NOW, email="MARIA@example.org")
    assert (person, person.name) == (maria, "Maria Oliveira")


def test_add_coordinator_for_named_cohorts(cohort, runs_all, maria):
    program = cohort.program
    facts = {"program": program, "by": runs_all, "now": NOW}
    add_coordinator(**facts, email=maria.email, cohorts=[cohort])
    assert ("maria@example.org", "Autumn") in posts(program)


def test_add_coordinator_leaves_out_cohorts_of_other_programs(program, cohort, runs_all, maria):
    other = Program.objects.create(name="Other", slug="other", created_at=NOW)
    make_coordinator(runs_all, other)
    add_coordinator(program=other, by=runs_all, now=NOW, email=maria.email, cohorts=[cohort])
    assert not Coordinator.objects.filter(user=maria, cohort=cohort).exists()


def test_add_coordinator_refuses_somebody_twice(cohort, runs_all, ada):
    with pytest.raises(DomainError, match="already"):
        add_coordinator(program=cohort.program, by=runs_all, now=NOW, email=ada.email)


def test_add_coordinator_refuses_an_archive(program, runs_all):
    Program.objects.update(state="archived")
    with pytest.raises(DomainError, match="archived"):
        add_coordinator(program=program, by=runs_all, now=NOW, email="kim@example.org")


def test_change_coordinator_gives_the_whole_and_takes_it_back(cohort, runs_all, ada):
    facts = {"program": cohort.program, "person": ada, "by": runs_all, "now": NOW}
    change_coordinator(**facts)
    assert ("ada@example.org", "the whole program") in posts(cohort.program)
    change_coordinator(**facts, cohorts=[cohort])
    assert ("ada@example.org", "Autumn") in posts(cohort.program)
    assert Coordinator.objects.filter(user=ada).count() == 1


def test_change_coordinator_keeps_one_for_the_whole(cohort, runs_all):
    facts = {"program": cohort.program, "person": runs_all, "by": runs_all, "now": NOW}
    with pytest.raises(DomainError, match="Somebody has to run"):
        change_coordinator(**facts, cohorts=[cohort])


def test_remove_coordinator_keeps_one_for_the_whole(cohort, runs_all, ada):
    facts = {"program": cohort.program, "by": runs_all, "now": NOW}
    remove_coordinator(**facts, person=ada)
    with pytest.raises(DomainError, match="Somebody has to run"):
        remove_coordinator(**facts, person=runs_all)
    assert ("eve@example.org", "the whole program") in posts(cohort.program)
    assert AuditEntry.objects.get(verb="coordinator.remove").details == {"person": ada.pk}


def test_remove_coordinator_does_not_count_closed_accounts(program, runs_all, maria):
    make_coordinator(maria, program)
    User.objects.filter(pk=maria.pk).update(is_active=False)
    with pytest.raises(DomainError):
        remove_coordinator(program=program, person=runs_all, by=runs_all, now=NOW)


def test_coordinator_holds_a_post_once(cohort, ada, runs_all):
    for user, where in ((ada, cohort), (runs_all, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_coordinator(user, cohort.program, where)


def test_coordinators_page_is_managed_by_who_runs_the_whole(cohort, runs_all, ada, sign_in):
    page = sign_in(ada).get(URL).content.decode()
    assert "eve@example.org" in page and "Add coordinator" not in page
    assert "Add coordinator" in sign_in(runs_all).get(URL).content.decode()
    assert sign_in(ada).post(f"{URL}add/", {"email": "a@b.org"}).status_code == 403


def test_coordinators_page_keeps_what_was_typed(cohort, runs_all, sign_in):
    sent = {"email": "kim@example.org", "name": "Kim", "what": "some"}
    answer = sign_in(runs_all).post(f"{URL}add/", sent)
    assert answer.status_code == 422
    assert "Choose at least one cohort" in answer.content.decode()
    assert 'value="kim@example.org"' in answer.content.decode()


def test_remove_coordinator_page_asks_who_removes_themselves(cohort, runs_all, ada, sign_in):
    make_coordinator(ada, cohort.program)
    url = f"{URL}{runs_all.pk}/remove/"
    client = sign_in(runs_all)
    assert "yourself?" in client.get(url).content.decode()
    assert client.post(url).url == "/programs/"
    assert client.get(URL).status_code == 404


def test_coordinator_of_another_program_is_not_there(cohort, runs_all, maria, sign_in):
    url = f"{URL}{maria.pk}/change/"
    assert sign_in(runs_all).get(url).status_code == 404
