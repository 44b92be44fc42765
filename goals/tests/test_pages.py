"""Pages as people meet them. Times are the real clock's, so builders use far days."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import clock
from goals.models import AskingStyle, Commitment, Consent, Goal, ProgressEntry
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import make_pairing, make_person

PRIVATE = {"state": "draft", "shared_at": None, "agreed_at": None}
FAR = date(2099, 3, 1)


def at(name: str, *args: object) -> str:
    return reverse(f"goals:{name}", args=args)


def offered(thing) -> Consent:
    return make_consent(thing, state="offered", decided_at=None, ends_on=None, next_plan_at=None)


# -- Goals ------------------------------------------------------------------------------------


def test_create_goal_page_leads_on_to_the_questions(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post(at("create_goal"), {"title": "Speak up", "client_token": "a"})
    goal = Goal.objects.get()

    assert answer.url == at("edit_goal", goal.pk)
    assert (goal.title, goal.owner) == ("Speak up", as_mentee)


def test_create_goal_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post(at("create_goal"), {"title": "x" * 201})

    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()


def test_create_goal_page_asks_a_mentor_of_two_with_whom(cohort, as_mentor, omar, sign_in) -> None:
    second = make_pairing(cohort, make_person("Bo Lind"), omar)
    page = sign_in(omar)
    assert "Bo Lind" in page.get(at("create_goal")).content.decode()

    owner = second.members.get(role="mentor")
    page.post(at("create_goal"), {"title": "Ask more", "place": owner.pk})
    assert Goal.objects.get().owner == owner


def test_create_goal_page_before_a_pairing_explains(eve, sign_in) -> None:
    assert "This starts with your pairing" in sign_in(eve).get(at("create_goal")).content.decode()


def test_edit_goal_page_shows_thoughts_while_typing_and_keeps_nothing(
    as_mentee, maria, sign_in
) -> None:
    goal = make_goal(as_mentee, **PRIVATE)
    answer = sign_in(maria).post(at("edit_goal", goal.pk), {"title": "Be better", "check": "1"})
    goal.refresh_from_db()

    assert answer.status_code == 200
    assert "Specific" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert goal.title == "Give three presentations by the end of February"


def test_edit_goal_page_shows_the_same_thoughts_without_script(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee, title="Be better", due_on=None, **PRIVATE)
    goal.measures.all().delete()
    page = sign_in(maria).get(at("edit_goal", goal.pk)).content.decode()

    assert "“better” can mean many things" in page or "“be” can mean many things" in page


def test_edit_goal_page_saves(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee, **PRIVATE)
    facts = {"title": "Read", "kind": "number", "start": "2", "target": "12", "unit": "books"}
    sign_in(maria).post(at("edit_goal", goal.pk), facts | {"due_on": "2099-03-01"})
    goal.refresh_from_db()

    assert (goal.title, goal.due_on) == ("Read", FAR)
    assert str(goal.measures.get()) == "2.00→12.00 books"


def test_edit_goal_page_of_an_agreed_goal_asks_what_changed(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    facts = {"title": goal.title, "kind": "number", "target": "2", "unit": "presentations"}
    answer = sign_in(maria).post(at("edit_goal", goal.pk), facts | {"due_on": "2099-03-01"})

    assert answer.status_code == 422
    assert "Say in a few words why" in answer.content.decode()


def test_propose_and_agree_goal_by_their_buttons(as_mentee, maria, omar, sign_in) -> None:
    goal = make_goal(as_mentee, due_on=FAR, **PRIVATE)
    sign_in(maria).post(at("propose_goal", goal.pk))
    answer = sign_in(omar).post(at("agree_goal", goal.pk))
    goal.refresh_from_db()

    assert answer.url == at("goal", goal.pk)
    assert (goal.state, goal.agreed_by) == ("agreed", omar)


def test_agree_goal_a_second_time_is_kind(as_mentee, omar, sign_in) -> None:
    assert sign_in(omar).post(at("agree_goal", make_goal(as_mentee).pk)).status_code == 302


@pytest.mark.parametrize("verb", ["achieve_goal", "drop_goal"])
def test_end_of_a_goal_keeps_what_was_learned(as_mentee, maria, sign_in, verb) -> None:
    goal = make_goal(as_mentee)
    sign_in(maria).post(at(verb, goal.pk), {"learned": "Start small"})
    goal.refresh_from_db()

    assert (goal.is_open, goal.learned) == (False, "Start small")


def test_goal_page_draws_the_way_twice_and_beside_it_the_table(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    ProgressEntry.objects.create(
        goal=goal, value=1, happened_on=date(2026, 11, 18), client_token="a", logged_at=clock.now()
    )
    page = sign_in(maria).get(at("goal", goal.pk)).content.decode()

    assert page.count('role="img" aria-labelledby="chart-') == 2
    assert "<td" in page and "1 of 3 presentations" in page
    assert "style=" not in page


def test_goal_page_of_another_shows_no_decision_about_asking(as_mentee, omar, sign_in) -> None:
    goal = make_goal(as_mentee)
    yes = sign_in(omar).get(at("goal", goal.pk)).content
    make_consent(goal)
    assert sign_in(omar).get(at("goal", goal.pk)).content.count(b"Ask me") == 0
    no = sign_in(omar).get(at("goal", goal.pk)).content

    assert words_of(yes) == words_of(no)


def words_of(page: bytes) -> list[str]:
    """The page without the tokens that differ on every request."""
    return [
        line for line in page.decode().splitlines() if "csrf" not in line and "nonce" not in line
    ]


# -- Progress ---------------------------------------------------------------------------------


def test_log_progress_page(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    answer = sign_in(maria).post(at("log_progress", goal.pk), {"value": "1", "client_token": "a"})

    assert answer.url == at("goal", goal.pk)
    assert ProgressEntry.objects.get().value == 1


def test_log_progress_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    facts = {"note": "A long story", "happened_on": "2099-01-01"}
    answer = sign_in(maria).post(at("log_progress", make_goal(as_mentee).pk), facts)

    assert answer.status_code == 422
    assert "A long story" in answer.content.decode()


def test_log_progress_goes_back_to_our_own_pages_only(as_mentee, maria, sign_in) -> None:
    goal, page = make_goal(as_mentee), sign_in(maria)
    own = page.post(at("log_progress", goal.pk), {"note": "x", "next": "/promises/"})
    foreign = page.post(at("log_progress", goal.pk), {"note": "y", "next": "https://evil.example"})

    assert (own.url, foreign.url) == ("/promises/", at("goal", goal.pk))


def test_correct_progress_page(as_mentee, maria, sign_in) -> None:
    goal, page = make_goal(as_mentee), sign_in(maria)
    page.post(at("log_progress", goal.pk), {"value": "2"})
    entry = ProgressEntry.objects.get()
    page.post(at("correct_progress", entry.pk), {"value": "1"})

    assert list(ProgressEntry.objects.standing().values_list("value", flat=True)) == [1]


# -- Promises ---------------------------------------------------------------------------------


def test_make_commitment_page(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    facts = {"text": "Send the draft", "due_on": "2099-03-01", "goal": goal.pk, "cue": "If coffee"}
    answer = sign_in(maria).post(at("make_commitment"), facts)
    promise = Commitment.objects.get()

    assert answer.url == at("commitment", promise.pk)
    assert (promise.owner, promise.goal, promise.cue) == (as_mentee, goal, "coffee")


def test_make_commitment_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post(at("make_commitment"), {"text": "Send", "due_on": "2001-01-01"})

    assert answer.status_code == 422
    assert 'value="Send"' in answer.content.decode()


@pytest.mark.parametrize("said", ["done", "partly", "stuck", "moved", "let_go"])
def test_answer_commitment_with_one_press(as_mentee, maria, sign_in, said) -> None:
    promise = make_commitment(as_mentee, due_on=FAR)
    answer = sign_in(maria).post(
        at("answer_commitment", promise.pk), {"answer": said, "next": "/promises/"}
    )

    assert answer.url == "/promises/"
    assert promise.answers.get().answer == said


def test_answer_commitment_link_changes_nothing_on_get(as_mentee, maria, sign_in) -> None:
    promise = make_commitment(as_mentee)
    page = sign_in(maria).get(at("answer_commitment", promise.pk), {"answer": "done"})

    assert page.status_code == 200
    assert promise.answers.count() == 0


# -- Asking -----------------------------------------------------------------------------------

ASKING = {
    "how": "mail",
    "who": "system",
    "at": "09:30",
    "per_week": "1",
    "tone": "warm",
    "silence": "again",
    "silence_days": "5",
}


def test_asking_page_says_how(maria, sign_in) -> None:
    answer = sign_in(maria).post(at("asking"), ASKING)

    assert answer.url == at("consents")
    assert AskingStyle.objects.get().silence == "again"


def test_asking_page_needs_no_days_where_silence_tells_nobody(maria, sign_in) -> None:
    said = {name: value for name, value in ASKING.items() if name != "silence_days"}
    assert sign_in(maria).post(at("asking"), said).status_code == 302
    assert AskingStyle.objects.get(person=maria).silence_days == 5


def test_asking_page_refuses_the_night(maria, sign_in) -> None:
    answer = sign_in(maria).post(at("asking"), ASKING | {"at": "23:00"})

    assert answer.status_code == 422
    assert "quiet hours" in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "before", "state"),
    [
        ("give", "offered", "active"),
        ("decline", "offered", "declined"),
        ("pause", "active", "paused"),
        ("resume", "paused", "active"),
        ("revoke", "active", "revoked"),
    ],
)
def test_consent_buttons(as_mentee, maria, sign_in, verb, before, state) -> None:
    plan = {"next_plan_at": None} if before != "active" else {}
    consent = make_consent(make_commitment(as_mentee, due_on=FAR), state=before, **plan)
    sign_in(maria).post(at(f"{verb}_consent", consent.pk))
    consent.refresh_from_db()

    assert consent.state == state


def test_consent_card_gives_both_answers_the_same_weight(as_mentee, maria, sign_in) -> None:
    promise = make_commitment(as_mentee, due_on=FAR)
    consent = offered(promise)
    page = sign_in(maria).get(at("commitment", promise.pk)).content.decode()
    yes, no = at("give_consent", consent.pk), at("decline_consent", consent.pk)

    assert f'<button class="button" type="submit" formaction="{yes}">Ask me</button>' in page
    assert f'<button class="button" type="submit" formaction="{no}">Don’t ask me</button>' in page
    assert "One mail on Monday 2 March 2099 at 10:00 your time." in page


def test_change_consent_before_a_yes_is_a_yes_like_this(as_mentee, maria, sign_in) -> None:
    consent = offered(make_commitment(as_mentee, due_on=FAR))
    facts = ASKING | {"ends_on": "2099-03-10", "at": "18:00"}
    sign_in(maria).post(at("change_consent", consent.pk), facts)
    consent.refresh_from_db()

    assert (consent.state, consent.ends_on) == ("active", date(2099, 3, 10))


def test_what_i_asked_for_lists_everything_in_its_place(as_mentee, maria, sign_in) -> None:
    make_consent(make_commitment(as_mentee, text="Living one", due_on=FAR))
    offered(make_commitment(as_mentee, text="Open one", due_on=FAR))
    over = make_commitment(as_mentee, text="Past one", due_on=FAR)
    make_consent(over, state="revoked", next_plan_at=None)
    groups = sign_in(maria).get(at("consents")).context["groups"]

    assert {name: [card.title for card in cards] for name, cards in groups.items()} == {
        "living": ["Living one"],
        "undecided": ["Open one"],
        "over": ["Past one"],
    }


# -- Who gets what ----------------------------------------------------------------------------

GOAL_POSTS = ["propose_goal", "agree_goal", "achieve_goal", "drop_goal", "log_progress"]


@pytest.mark.parametrize("name", ["ada", "cleo", "eve"])
def test_everybody_outside_the_pairing_gets_404(as_mentee, sign_in, name, request) -> None:
    goal, promise = make_goal(as_mentee), make_commitment(as_mentee)
    consent = make_consent(goal)
    page = sign_in(request.getfixturevalue(name))
    posts = [at(verb, goal.pk) for verb in GOAL_POSTS]
    posts += [at("answer_commitment", promise.pk), at("give_consent", consent.pk)]

    assert [page.get(at("goal", goal.pk)).status_code] == [404]
    assert [page.get(at("commitment", promise.pk)).status_code] == [404]
    assert [page.post(url).status_code for url in posts] == [404] * 7


@pytest.mark.parametrize("verb", ["give", "decline", "pause", "resume", "revoke", "change"])
def test_the_mentor_cannot_learn_of_a_consent(as_mentee, omar, sign_in, verb) -> None:
    consent = make_consent(make_goal(as_mentee))

    assert sign_in(omar).post(at(f"{verb}_consent", consent.pk)).status_code == 404


@pytest.mark.parametrize("verb", ["edit_goal", "achieve_goal", "drop_goal", "log_progress"])
def test_the_mentor_may_not_do_what_is_the_owners(as_mentee, omar, sign_in, verb) -> None:
    page = sign_in(omar)
    url = at(verb, make_goal(as_mentee).pk)

    assert (page.get(url).status_code, page.post(url).status_code) == (403, 403)


def test_the_owner_may_not_agree_to_their_own_goal(as_mentee, maria, sign_in) -> None:
    assert sign_in(maria).post(at("agree_goal", make_goal(as_mentee).pk)).status_code == 403


# -- Lists ------------------------------------------------------------------------------------


def fill(member, count: int) -> None:
    for n in range(count):
        goal = make_goal(member, title=f"Goal {n}")
        make_consent(goal)
        promise = make_commitment(member, text=f"Promise {n}", due_on=FAR, goal=goal)
        make_consent(promise)
        ProgressEntry.objects.create(
            goal=goal,
            value=1,
            happened_on=date(2026, 11, 18),
            client_token="a",
            logged_at=clock.now(),
        )


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(("name", "queries"), [("goals", 5), ("promises", 5), ("consents", 6)])
def test_lists_cost_the_same_however_long(
    as_mentee, maria, sign_in, django_assert_num_queries, name, queries, count
) -> None:
    fill(as_mentee, count)
    page = sign_in(maria)

    with django_assert_num_queries(queries):
        page.get(at(name))


@pytest.mark.parametrize("count", [1, 3, 30])
def test_goal_page_costs_the_same_however_long_its_log(
    as_mentee, maria, sign_in, django_assert_num_queries, count
) -> None:
    goal = make_goal(as_mentee)
    make_consent(goal)
    for n in range(count):
        ProgressEntry.objects.create(
            goal=goal,
            value=n,
            happened_on=date(2026, 11, 18) + timedelta(days=n),
            client_token=str(n),
            logged_at=clock.now(),
        )
    page = sign_in(maria)

    with django_assert_num_queries(11):
        page.get(at("goal", goal.pk))
