"""One curious question, asked once, skippable; private unless it is shared."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import clock
from accounts.errors import DomainError
from accounts.models import ActionToken
from goals import privacy, queries, services
from goals.models import Commitment, CommitmentAnswer, Goal, Reflection
from goals.tests.make import make_commitment, make_goal
from goals.wishes import PromiseWish
from mentorship.models import Pairing
from mentorship.tests.make import NOW


def answer(promise: Commitment, said: str, **changes: object) -> CommitmentAnswer:
    facts = {"by": promise.person, "now": NOW}
    return services.answer_commitment(commitment=promise, answer=said, **(facts | changes))


def reflect(row: CommitmentAnswer, **changes: object) -> Reflection:
    facts = {"by": row.commitment.person, "now": NOW, "cause": "time", "text": "A long week"}
    return services.reflect_on_commitment(answer=row, **(facts | changes))


@pytest.fixture
def at_home(maria, as_mentee) -> Client:
    return signed_in(maria)


def signed_in(person) -> Client:
    page = Client()
    page.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return page


@pytest.fixture
def promise(as_mentee) -> Commitment:
    return make_commitment(as_mentee, due_on=clock.now().date())


def said_on_page(at_home: Client, promise: Commitment, said: str, **more: str) -> str:
    address = f"/promises/{promise.pk}/"
    at_home.post(f"{address}answer/", {"answer": said} | more)
    return at_home.get(address).content.decode()


# -- Keeping it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["done", "partly", "moved", "let_go"])
def test_reflect_keeps_what_was_seen(as_mentee, said) -> None:
    kept = reflect(answer(make_commitment(as_mentee), said))

    assert (kept.cause, kept.text, kept.is_shared) == ("time", "A long week", False)
    assert kept.is_success == (said == "done")


def test_reflect_on_being_stuck_is_no_question(as_mentee) -> None:
    with pytest.raises(DomainError):
        reflect(answer(make_commitment(as_mentee), "stuck"))


def test_reflect_on_somebody_elses_promise_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        reflect(answer(make_commitment(as_mentee), "done"), by=omar)


def test_reflect_twice_stays_as_it_was_said_first(as_mentee) -> None:
    row = answer(make_commitment(as_mentee), "done")

    assert reflect(row) == reflect(row)
    with pytest.raises(DomainError):
        reflect(row, cause="energy")


def test_reflect_in_a_pairing_that_ended_stays_with_its_owner(as_mentee) -> None:
    row = answer(make_commitment(as_mentee), "done")
    Pairing.objects.update(state="closed", closed_at=NOW, close_reason="done")

    assert reflect(row).is_shared is False
    with pytest.raises(DomainError):
        reflect(answer(make_commitment(as_mentee), "done"), share=True)


def test_reflections_are_append_only(as_mentee) -> None:
    kept = reflect(answer(make_commitment(as_mentee), "done"))

    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()


def test_database_refuses_a_reflection_about_nothing(as_mentee) -> None:
    kept = reflect(answer(make_commitment(as_mentee), "done"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.filter(pk=kept.pk).update(answer=None)


def test_database_refuses_words_of_who_passed_over(as_mentee) -> None:
    kept = reflect(answer(make_commitment(as_mentee), "done"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Reflection.objects.filter(pk=kept.pk).update(cause="skipped")


def test_database_keeps_one_reflection_for_each_answer(as_mentee) -> None:
    kept = reflect(answer(make_commitment(as_mentee), "done"))
    kept.pk, kept._state.adding = None, True

    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


# -- Who reads it --------------------------------------------------------------------------------


def test_reflections_are_private_unless_shared(as_mentee, maria, omar, ada, eve) -> None:
    private = reflect(answer(make_commitment(as_mentee), "done"))
    shared = reflect(answer(make_commitment(as_mentee), "partly"), share=True)

    assert set(Reflection.objects.visible_to(maria)) == {private, shared}
    assert list(Reflection.objects.visible_to(omar)) == [shared]
    assert list(Reflection.objects.shared_with(omar)) == [shared]
    for other in (ada, eve):
        assert not Reflection.objects.visible_to(other).exists()


def test_shared_reflections_are_their_owners_again_when_the_pairing_ends(
    as_mentee, maria, omar
) -> None:
    shared = reflect(answer(make_commitment(as_mentee), "partly"), share=True)
    Pairing.objects.update(state="closed", closed_at=NOW, close_reason="done")

    assert not Reflection.objects.visible_to(omar).exists()
    assert list(Reflection.objects.visible_to(maria)) == [shared]


def test_the_other_reads_on_the_page_only_what_was_shared(
    as_mentee, omar, at_home, promise
) -> None:
    said_on_page(at_home, promise, "done")
    at_home.post(f"/promises/{promise.pk}/reflect/", {"cause": "people", "text": "Quiet help"})
    page = signed_in(omar).get(f"/promises/{promise.pk}/").content.decode()

    assert "Somebody helped" not in page and "Quiet help" not in page


def test_the_other_reads_on_the_page_what_was_shared(as_mentee, omar, at_home, promise) -> None:
    said_on_page(at_home, promise, "done")
    said = {"cause": "people", "text": "Ana’s help", "share": "yes"}
    at_home.post(f"/promises/{promise.pk}/reflect/", said)
    page = signed_in(omar).get(f"/promises/{promise.pk}/").content.decode()

    assert "Somebody helped" in page and "Ana’s help" in page


# -- Asked once, on the page ---------------------------------------------------------------------


def test_the_question_follows_the_answer_on_its_page(at_home, promise) -> None:
    assert "What made this work?" in said_on_page(at_home, promise, "done")


def test_the_question_is_a_link_away_elsewhere(at_home, promise) -> None:
    said = {"answer": "partly", "next": "/promises/"}
    page = at_home.post(f"/promises/{promise.pk}/answer/", said, follow=True).content.decode()

    assert f'<a href="/promises/{promise.pk}/#reflect">What would the rest have needed?</a>' in page


def test_words_of_a_promise_stay_harmless_beside_that_link(at_home, as_mentee) -> None:
    nasty = make_commitment(as_mentee, text="<b>x</b>", due_on=clock.now().date())
    said = {"answer": "done", "next": "/promises/"}
    page = at_home.post(f"/promises/{nasty.pk}/answer/", said, follow=True).content.decode()

    assert "<b>x</b>" not in page


@pytest.mark.parametrize("reply", [{"skip": "yes"}, {"cause": "time"}])
def test_the_question_is_asked_once(at_home, promise, reply) -> None:
    said_on_page(at_home, promise, "partly")
    at_home.post(f"/promises/{promise.pk}/reflect/", reply)

    assert (
        "What would the rest have needed?"
        not in at_home.get(f"/promises/{promise.pk}/").content.decode()
    )


def test_passing_over_it_says_nothing(at_home, promise, maria) -> None:
    said_on_page(at_home, promise, "partly")
    at_home.post(f"/promises/{promise.pk}/reflect/", {"skip": "yes", "text": "half a thought"})

    assert Reflection.objects.get().text == ""
    assert not Reflection.objects.owned_by(maria).said().exists()
    assert privacy.export(maria)["reflections"] == []


def test_a_question_about_what_is_long_past_is_not_put(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    answer(promise, "done")

    assert queries.open_question(promise, NOW + timedelta(days=13)) is not None
    assert queries.open_question(promise, NOW + timedelta(days=15)) is None


def test_who_lets_go_after_the_question_is_not_asked_again_that_day(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    reflect(answer(promise, "moved"), cause="meaning")
    answer(promise, "let_go")

    assert queries.open_question(promise, NOW) is None


def test_who_split_a_promise_is_not_asked(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee)
    parts = [PromiseWish(text=str(n), due_on=promise.due_on) for n in (1, 2)]
    services.split_commitment(commitment=promise, parts=parts, left_as="let_go", by=maria, now=NOW)

    assert queries.open_question(promise, NOW) is None


def test_what_was_typed_stays_when_the_cause_lacks(at_home, promise) -> None:
    said_on_page(at_home, promise, "done")
    page = at_home.post(f"/promises/{promise.pk}/reflect/", {"text": "A thought of mine"})

    assert page.status_code == 422
    assert "A thought of mine" in page.content.decode()


# -- Where it leads ------------------------------------------------------------------------------


def test_what_stood_in_the_way_leads_to_the_next_step(at_home, promise) -> None:
    said_on_page(at_home, promise, "moved")
    at_home.post(f"/promises/{promise.pk}/reflect/", {"cause": "clarity"})
    page = at_home.get(f"/promises/{promise.pk}/").content.decode()

    offers = page[page.index("What could come next") :]
    assert offers.index("Ask Omar") < offers.index("Smaller steps")
    assert f"/promises/{promise.pk}/split/" in offers
    assert f"/promises/{promise.pk}/replan/" in offers


def test_a_smaller_step_begins_with_the_words_of_the_promise(at_home, promise) -> None:
    said_on_page(at_home, promise, "let_go")
    at_home.post(f"/promises/{promise.pk}/reflect/", {"cause": "time"})
    page = at_home.get(f"/promises/{promise.pk}/").content.decode()
    address = "/promises/new/?text=Give%20the%20team%20update%20without%20slides"

    assert address in page
    assert 'value="Give the team update without slides"' in at_home.get(address).content.decode()


def test_a_success_leads_to_no_repair(at_home, promise) -> None:
    said_on_page(at_home, promise, "done")
    at_home.post(f"/promises/{promise.pk}/reflect/", {"cause": "time"})

    page = at_home.get(f"/promises/{promise.pk}/").content.decode()
    assert "What could come next" not in page
    assert "There was time for it" in page


# -- Goals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "question"), [("achieve", "What made this work?"), ("drop", "what has changed?")]
)
def test_a_goal_that_is_over_has_its_question(at_home, as_mentee, verb, question) -> None:
    goal = make_goal(as_mentee)
    page = at_home.post(f"/goals/{goal.pk}/{verb}/", {"learned": ""}, follow=True)
    assert question in page.content.decode()

    at_home.post(f"/goals/{goal.pk}/reflect/", {"cause": "energy", "text": "Long evenings"})
    page = at_home.get(f"/goals/{goal.pk}/").content.decode()
    assert question not in page and "Long evenings" in page


def test_a_goal_that_ended_with_words_is_not_asked_again(at_home, as_mentee) -> None:
    goal = make_goal(as_mentee)
    page = at_home.post(f"/goals/{goal.pk}/achieve/", {"learned": "To begin early"}, follow=True)

    assert "What made this work?" not in page.content.decode()


def test_reflect_on_an_open_goal_is_refused(as_mentee, maria) -> None:
    with pytest.raises(DomainError):
        services.reflect_on_goal(goal=make_goal(as_mentee), by=maria, now=NOW, cause="time")


def test_reflect_on_a_goal_nobody_knew_of_cannot_be_shared(as_mentee, maria) -> None:
    goal = make_goal(as_mentee, state=Goal.State.DROPPED, shared_at=None, ended_at=NOW)

    with pytest.raises(DomainError):
        services.reflect_on_goal(goal=goal, by=maria, now=NOW, cause="time", share=True)


# -- From the mail -------------------------------------------------------------------------------


@pytest.fixture
def mail(promise) -> str:
    token = services.answer_token(promise, clock.now())
    return token.url().removeprefix("http://localhost:8000")


def further(page: str) -> str:
    """Where the form of the answered page goes."""
    return page.partition('action="http://localhost:8000')[2].partition('"')[0]


def test_an_answer_from_the_mail_goes_on_with_the_question(mail, client, promise) -> None:
    page = client.post(mail, {"answer": "partly"}).content.decode()
    assert "What would the rest have needed?" in page

    thanks = client.post(further(page), {"cause": "people", "text": "Waiting", "share": "no"})
    kept = Reflection.objects.get()
    assert (thanks.status_code, kept.cause, kept.text) == (200, "people", "Waiting")
    assert kept.commitment == promise
    assert "_auth_user_id" not in client.session


def test_the_question_of_a_mail_changes_nothing_when_it_is_opened(mail, client) -> None:
    page = client.post(mail, {"answer": "moved"}).content.decode()
    before = ActionToken.objects.count()
    for _ in range(3):
        assert client.get(further(page)).status_code == 200
        assert client.get(mail).status_code == 200

    assert (Reflection.objects.count(), ActionToken.objects.count()) == (0, before)


def test_the_question_of_a_mail_keeps_what_was_typed(mail, client) -> None:
    page = client.post(mail, {"answer": "moved"}).content.decode()
    again = client.post(further(page), {"text": "Half a thought"})

    assert again.status_code == 422
    assert "Half a thought" in again.content.decode()


def test_the_question_of_a_mail_is_gone_once_it_is_answered_on_screen(
    mail, client, at_home, promise
) -> None:
    page = client.post(mail, {"answer": "moved"}).content.decode()
    at_home.post(f"/promises/{promise.pk}/reflect/", {"skip": "yes"})

    assert "<form" not in client.get(mail).content.decode()
    refused = client.post(further(page), {"cause": "time", "share": "no"})
    assert (refused.status_code, Reflection.objects.get().cause) == (422, "skipped")


def test_being_stuck_in_a_mail_asks_nothing_more(mail, client) -> None:
    page = client.post(mail, {"answer": "stuck"}).content.decode()

    assert further(page) == ""


# -- One's own -----------------------------------------------------------------------------------


def test_export_and_erase_take_reflections_along(as_mentee, as_mentor, maria) -> None:
    reflect(answer(make_commitment(as_mentee), "done"))
    kept = reflect(answer(make_commitment(as_mentor), "done"))

    assert [row["text"] for row in privacy.export(maria)["reflections"]] == ["A long week"]
    privacy.erase(maria)
    assert list(Reflection.objects.all()) == [kept]
