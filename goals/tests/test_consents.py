"""The person's decision: who may take it, what follows from it, and that no is easy."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import AuditEntry
from goals import queries, services
from goals.models import AskingStyle, Consent, ConsentTerms
from goals.tests.make import make_commitment, make_consent, make_goal
from goals.wishes import AskingWish, Terms
from mentorship.tests.make import NOW, UTC

ENDS = date(2026, 12, 4)  # 14 days after the day of the promise
MONTH = timedelta(days=30)


@pytest.fixture
def promise(as_mentee):
    return make_commitment(as_mentee)


@pytest.fixture
def offered(promise, omar) -> Consent:
    return services.offer_consent(thing=promise, by=omar, now=NOW)


def after(consent: Consent) -> tuple[str, datetime | None]:
    consent.refresh_from_db()
    return consent.state, consent.next_plan_at


# -- Offering ---------------------------------------------------------------------------------


def test_offer_consent_puts_the_question_to_the_owner(offered, maria) -> None:
    assert (offered.person, offered.state, offered.next_plan_at) == (maria, "offered", None)


def test_offer_consent_twice_is_one_question(promise, offered, omar) -> None:
    assert services.offer_consent(thing=promise, by=omar, now=NOW) == offered
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(("days", "state"), [(29, "declined"), (30, "offered")])
def test_offer_consent_after_a_no_waits_for_thirty_days(
    promise, offered, maria, omar, days, state
) -> None:
    services.decline_consent(consent=offered, by=maria, now=NOW)
    services.offer_consent(thing=promise, by=omar, now=NOW + timedelta(days=days))

    assert after(offered)[0] == state


def test_offer_consent_after_a_stop_waits_for_thirty_days(promise, maria, omar) -> None:
    consent = make_consent(promise)
    services.revoke_consent(consent=consent, by=maria, now=NOW)
    services.offer_consent(thing=promise, by=omar, now=NOW + timedelta(days=29))

    assert after(consent)[0] == "revoked"


# -- Yes and no -------------------------------------------------------------------------------


def test_give_consent_plans_at_once_and_keeps_the_terms(offered, maria) -> None:
    services.give_consent(consent=offered, by=maria, now=NOW)
    terms = offered.terms.get()

    assert after(offered) == ("active", NOW)
    assert (offered.ends_on, offered.decided_at) == (ENDS, NOW)
    assert (terms.version, terms.how, terms.at, terms.ends_on) == (1, "mail", time(10), ENDS)


def test_give_consent_takes_how_the_person_likes_to_be_asked(offered, maria) -> None:
    wish = AskingWish(how="check_in", tone="direct", silence="again", until=date(2026, 11, 30))
    services.say_how_to_ask(by=maria, now=NOW, wish=wish)
    services.give_consent(consent=offered, by=maria, now=NOW)
    terms = offered.terms.get()

    assert (terms.how, terms.tone, terms.silence) == ("check_in", "direct", "again")
    assert terms.ends_on == date(2026, 11, 30)


def test_give_consent_about_a_goal_holds_for_ninety_days(as_mentee, maria) -> None:
    consent = services.offer_consent(thing=make_goal(as_mentee), by=maria, now=NOW)
    services.give_consent(consent=consent, by=maria, now=NOW)
    consent.refresh_from_db()

    assert consent.ends_on == date(2027, 2, 14)


def test_give_consent_with_terms_of_its_own(offered, maria) -> None:
    terms = Terms(at=time(18), silence="help", ends_on=date(2026, 11, 25))
    services.give_consent(consent=offered, by=maria, now=NOW, terms=terms)

    assert queries.terms_of(offered.terms.get()) == terms


def test_give_consent_twice_is_given_once(offered, maria) -> None:
    for _press in range(2):
        services.give_consent(consent=offered, by=maria, now=NOW)

    assert offered.terms.count() == 1


@pytest.mark.parametrize("name", ["omar", "ada", "eve"])
@pytest.mark.parametrize("verb", ["give", "decline", "pause", "resume", "revoke"])
def test_consent_is_the_owners_alone(offered, name, verb, request) -> None:
    service = getattr(services, f"{verb}_consent")

    with pytest.raises(DomainError):
        service(consent=offered, by=request.getfixturevalue(name), now=NOW)


def test_give_consent_in_quiet_hours_is_refused(offered, maria) -> None:
    with pytest.raises(DomainError, match="quiet hours"):
        services.give_consent(
            consent=offered, by=maria, now=NOW, terms=Terms(at=time(22), ends_on=ENDS)
        )


def test_give_consent_about_something_done_is_refused(promise, offered, maria) -> None:
    services.answer_commitment(commitment=promise, answer="done", by=maria, now=NOW)

    with pytest.raises(DomainError):
        services.give_consent(consent=offered, by=maria, now=NOW)


def test_decline_consent_brings_nothing(offered, maria) -> None:
    services.decline_consent(consent=offered, by=maria, now=NOW)

    assert after(offered) == ("declined", None)


def test_decline_consent_after_a_yes_is_a_stop(promise, maria) -> None:
    consent = make_consent(promise)
    services.decline_consent(consent=consent, by=maria, now=NOW)

    assert after(consent) == ("revoked", None)


def test_give_consent_after_a_no_is_a_yes(offered, maria) -> None:
    services.decline_consent(consent=offered, by=maria, now=NOW)
    services.give_consent(consent=offered, by=maria, now=NOW)

    assert after(offered) == ("active", NOW)


# -- Pause, go on, change, stop ---------------------------------------------------------------


def test_pause_consent_and_resume_it(promise, maria) -> None:
    consent = make_consent(promise)
    services.pause_consent(consent=consent, by=maria, now=NOW)
    assert after(consent) == ("paused", None)

    services.resume_consent(consent=consent, by=maria, now=NOW)
    assert after(consent) == ("active", NOW)


def test_pause_consent_until_today_is_refused(promise, maria) -> None:
    with pytest.raises(DomainError):
        services.pause_consent(
            consent=make_consent(promise), by=maria, now=NOW, until=date(2026, 11, 16)
        )


def test_pause_consent_that_was_stopped_changes_nothing(promise, maria) -> None:
    consent = make_consent(promise, state="revoked", next_plan_at=None)
    services.pause_consent(consent=consent, by=maria, now=NOW)

    assert after(consent) == ("revoked", None)


def test_resume_consent_that_is_not_paused_is_refused(offered, maria) -> None:
    with pytest.raises(DomainError):
        services.resume_consent(consent=offered, by=maria, now=NOW)


def test_revoke_consent_stops_at_once(promise, maria) -> None:
    consent = make_consent(promise)
    services.revoke_consent(consent=consent, by=maria, now=NOW)

    assert after(consent) == ("revoked", None)


def test_change_consent_adds_a_version(promise, maria) -> None:
    consent = make_consent(promise)
    terms = Terms(at=time(18), ends_on=ENDS)
    services.change_consent(consent=consent, by=maria, now=NOW, terms=terms)

    assert [(kept.version, kept.at) for kept in consent.terms.all()] == [
        (2, time(18)),
        (1, time(10)),
    ]
    assert after(consent) == ("active", NOW)


def test_change_consent_to_the_same_adds_nothing(promise, maria) -> None:
    consent = make_consent(promise)
    services.change_consent(consent=consent, by=maria, now=NOW, terms=Terms(ends_on=ENDS))

    assert consent.terms.count() == 1


def test_change_consent_that_is_paused_stays_paused(promise, maria) -> None:
    consent = make_consent(promise, state="paused", next_plan_at=None)
    services.change_consent(
        consent=consent, by=maria, now=NOW, terms=Terms(at=time(18), ends_on=ENDS)
    )

    assert after(consent) == ("paused", None)


# -- Sweeps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        (datetime(2026, 12, 4, 23, 59, tzinfo=UTC), "active"),  # 23:59 in Lisbon
        (datetime(2026, 12, 5, 0, 0, tzinfo=UTC), "expired"),
    ],
)
def test_expire_consents_after_the_last_day_where_the_person_lives(promise, instant, state) -> None:
    consent = make_consent(promise)
    services.expire_consents(instant)

    assert after(consent)[0] == state


def test_expire_consents_of_somebody_far_west_waits_for_their_midnight(as_mentor) -> None:
    consent = make_consent(make_commitment(as_mentor))

    assert services.expire_consents(datetime(2026, 12, 5, 4, 59, tzinfo=UTC)) == 0
    assert services.expire_consents(datetime(2026, 12, 5, 5, 0, tzinfo=UTC)) == 1
    assert after(consent) == ("expired", None)


def test_resume_paused_consents_on_their_day(promise) -> None:
    consent = make_consent(
        promise, state="paused", next_plan_at=None, paused_until=date(2026, 11, 18)
    )
    before, on = datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2026, 11, 18, 9, tzinfo=UTC)

    assert services.resume_paused_consents(before) == 0
    assert services.resume_paused_consents(on) == 1
    assert after(consent) == ("active", on)


def test_sweeps_with_nothing_due_ask_once_each(promise, django_assert_num_queries) -> None:
    make_consent(promise)

    with django_assert_num_queries(2):
        services.expire_consents(NOW)
        services.resume_paused_consents(NOW)


# -- May we ask? ------------------------------------------------------------------------------


@pytest.fixture
def living(promise) -> Consent:
    return make_consent(promise)


def why_not(consent: Consent, now: datetime = NOW) -> str:
    with transaction.atomic():
        return queries.consent_is_living(consent.pk, now)


def test_consent_is_living_after_a_yes(living) -> None:
    assert why_not(living) == ""


@pytest.mark.parametrize("verb", ["pause", "revoke", "decline"])
def test_consent_is_not_living_after_less_was_asked_for(living, maria, verb) -> None:
    getattr(services, f"{verb}_consent")(consent=living, by=maria, now=NOW)

    assert why_not(living) != ""


def test_consent_is_not_living_before_a_decision(offered) -> None:
    assert why_not(offered) == "You have not decided yet whether to be asked."


def test_consent_is_not_living_after_its_end(living) -> None:
    late = datetime(2026, 12, 5, tzinfo=UTC)

    assert why_not(living, late) == "The time for which you asked us is over."


def test_consent_is_not_living_once_the_promise_is_answered(living, promise) -> None:
    type(promise).objects.filter(pk=promise.pk).update(state="done", answered_at=NOW)

    assert why_not(living) == "It is done or let go, so there is nothing to ask."


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_consent_is_not_living_while_the_pairing_rests(living, pairing, state) -> None:
    pairing.state, pairing.closed_at, pairing.close_reason = state, NOW, "completed"
    pairing.save()

    assert why_not(living) == "Your pairing is paused or has ended."


def test_consent_is_not_living_in_a_closed_account(living, maria) -> None:
    maria.is_active = False
    maria.save()

    assert why_not(living) == "This account is closed."


def test_consent_is_not_living_when_it_is_gone(living) -> None:
    Consent.objects.filter(pk=living.pk).delete()

    assert why_not(living) == "What this was about is gone."


# -- The database -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"commitment": None},
        {"stream": "report"},
        {"ends_on": None},
        {"decided_at": None},
        {"state": "paused"},  # while a plan is still set
    ],
)
def test_database_refuses_a_consent(living, broken) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=living.pk).update(**broken)


def test_database_refuses_a_second_consent_about_one_thing(living, promise, maria) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(person=maria, commitment=promise, offered_at=NOW)


def test_database_refuses_more_than_twice_a_week(living) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentTerms.objects.filter(consent=living).update(per_week=3)


# -- How I like to be asked -------------------------------------------------------------------


def test_say_how_to_ask_adds_a_version(maria) -> None:
    services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish())
    services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish(tone="plain"))

    assert list(AskingStyle.objects.of(maria).values_list("tone", flat=True)) == ["plain", "warm"]


def test_say_how_to_ask_twice_the_same_is_said_once(maria) -> None:
    first = services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish())

    assert services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish()) == first


def test_say_how_to_ask_leaves_what_was_agreed_before(living, maria) -> None:
    services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish(at=time(17)))

    assert living.terms.get().at == time(10)


@pytest.mark.parametrize(
    ("at", "fine"), [(time(7, 59), False), (time(8), True), (time(19, 59), True), (time(20), False)]
)
def test_say_how_to_ask_keeps_out_of_quiet_hours(maria, at, fine) -> None:
    if fine:
        assert services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish(at=at)).at == at
    else:
        with pytest.raises(DomainError):
            services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish(at=at))


def test_say_how_to_ask_until_yesterday_is_refused(maria) -> None:
    with pytest.raises(DomainError):
        services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish(until=date(2026, 11, 15)))


def test_asking_styles_are_append_only(maria) -> None:
    style = services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish())

    with pytest.raises(TypeError):
        style.save()
