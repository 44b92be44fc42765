"""Asking for somebody else, and saying who it should never be again."""

import re
from datetime import timedelta

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship import privacy
from mentorship.models import (
    Enrollment,
    MemberCard,
    NeverAgain,
    PartingNote,
    RematchWish,
)
from mentorship.queries.life import voices
from mentorship.queries.matchmaking import inputs_of
from mentorship.services.cards import write_card
from mentorship.services.pairings import (
    close_pairing,
    publish_pairings,
)
from mentorship.services.rematch import request_rematch, rule_out_partners, withdraw_rematch
from mentorship.tests.make import (
    NOW,
    make_draft,
    make_enrollment,
    make_pairing,
    make_person,
)

DAY = timedelta(days=1)


# -- Somebody else -------------------------------------------------------------------------


def mentees_of(cohort):
    return [person.person for person in inputs_of(cohort).mentees]


def test_request_rematch_makes_matchable_again(pairing, cohort, maria):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="time")
    assert mentees_of(cohort) == []
    request_rematch(pairing=pairing, by=maria, now=NOW)
    assert mentees_of(cohort) == [f"u{maria.pk}"]
    withdraw_rematch(pairing=pairing, by=maria, now=NOW)
    assert mentees_of(cohort) == []


def test_request_rematch_keeps_the_first_day(pairing, maria):
    request_rematch(pairing=pairing, by=maria, now=NOW)
    request_rematch(pairing=pairing, by=maria, now=NOW + DAY)
    assert RematchWish.objects.get().asked_at == NOW


def test_request_rematch_refuses_once_the_round_is_over(pairing, cohort, maria):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="time")
    with pytest.raises(DomainError, match="This round is over"):
        request_rematch(pairing=pairing, by=maria, now=NOW + 300 * DAY)


def test_rematch_wish_is_met_by_publishing(pairing, cohort, maria, ada):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="time", find_another=True)
    mentor = make_enrollment(cohort, make_person("Pia Lund"), "mentor")
    make_draft(cohort, Enrollment.objects.get(user=maria), mentor)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    assert RematchWish.objects.get().state == "met"


def test_rematch_never_proposes_the_former_partner(pairing, cohort, maria, omar):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="time", find_another=True)
    (person,) = inputs_of(cohort).mentees
    assert person.past_partners == frozenset({f"u{omar.pk}"})


def test_voices_lists_who_asks_but_for_whom_the_reader_works_with(pairing, cohort, maria, ada):
    request_rematch(pairing=pairing, by=maria, now=NOW)
    assert [(each.person, each.works) for each in voices(cohort, ada).asking] == [(maria, True)]
    make_pairing(cohort, maria, ada)
    assert voices(cohort, ada).asking == []


# -- Never again ---------------------------------------------------------------------------


def rule_out(pairing, by, *about):
    ids = [person.pk for person in about]
    return rule_out_partners(pairing=pairing, by=by, now=NOW, about=ids)


def test_rule_out_partners_is_set_and_taken_back(pairing, maria, omar, eve):
    assert rule_out(pairing, maria, omar, eve) == {omar.pk}
    assert NeverAgain.objects.values_list("by", "about").get() == (maria.pk, omar.pk)
    rule_out(pairing, maria)
    assert NeverAgain.objects.count() == 0


def test_rule_out_partners_leaves_no_trace_of_whom(pairing, maria, omar):
    rule_out(pairing, maria, omar)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.details, entry.subject()) == ("own.edit_wishes", {}, maria)
    assert Message.objects.count() == 0


def test_never_again_keeps_people_apart_where_repeating_is_allowed(pairing, cohort, maria, omar):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done", find_another=True)
    cohort.hard_rules = []
    cohort.save()
    rule_out(pairing, omar, maria)
    inputs = inputs_of(cohort)
    assert inputs.mentees[0].excluded == frozenset({f"u{omar.pk}"})
    assert inputs.mentors[0].excluded == frozenset({f"u{maria.pk}"})


def test_never_again_adds_no_reason_to_having_worked_together(pairing, cohort, maria, omar):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done", find_another=True)
    before = inputs_of(cohort)
    rule_out(pairing, maria, omar)
    after = inputs_of(cohort)
    assert (before.mentees, before.mentors) == (after.mentees, after.mentors)


def test_publish_pairings_holds_back_without_a_word_about_why(pairing, cohort, maria, omar, ada):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    rule_out(pairing, omar, maria)
    places = [Enrollment.objects.get(user=person) for person in (maria, omar)]
    draft = make_draft(cohort, *places)
    outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
    told = "This is not possible. Choose somebody else or propose again."
    assert [(held, str(why)) for held, why in outcome.held_back] == [(draft, told)]


@pytest.mark.parametrize("name", ["omar", "ada"])
def test_no_page_of_anybody_else_differs_by_it(
    request, pairing, cohort, maria, omar, ada, name, sign_in
):
    reader = request.getfixturevalue(name)
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done", find_another=True)
    client = sign_in(reader)
    pages = [f"/pairings/{pairing.pk}/", f"/cohorts/{cohort.slug}/people/", "/"]
    pages += [f"/cohorts/{cohort.slug}/{tail}" for tail in ("", "voices/", "pairings/")]
    before = [seen(client, page) for page in pages]
    rule_out(pairing, maria, omar)
    assert [seen(client, page) for page in pages] == before


def seen(client, page):
    """The page without what changes each time: the form's token, and the minute."""
    text = client.get(page).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"|\d\d:\d\d', "", text)


def test_never_again_is_exported_to_its_author_alone_and_erased(pairing, maria, omar):
    rule_out(pairing, maria, omar)
    assert [row["about__name"] for row in privacy.export(maria)["not_again_with"]] == [
        "Omar Haddad"
    ]
    assert privacy.export(omar)["not_again_with"] == []
    privacy.erase(maria)
    assert NeverAgain.objects.count() == 0


def test_erase_takes_what_was_said_about_the_pairing(pairing, maria, omar):
    write_card(pairing=pairing, by=maria, now=NOW, answers={"likes": "Boats."})
    close_pairing(
        pairing=pairing, by=maria, now=NOW, reason="done", thanks="Thanks.", find_another=True
    )
    privacy.erase(maria)
    rows = (MemberCard, PartingNote, RematchWish)
    assert [model.objects.count() for model in rows] == [0, 0, 0]
