"""Asking before agreeing, drafts for somebody else, the next one of a goal, and practice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from accounts.models import Message
from goals import privacy, queries, services
from goals.models import DraftOffer, Goal, GoalQuestion, GoalQuestionAnswer
from goals.repeats import months_later, next_date
from goals.tests.make import make_goal
from goals.wishes import DraftWish
from mentorship.models import Pairing
from mentorship.tests.make import NOW


@pytest.fixture
def proposed(as_mentee, as_mentor) -> Goal:
    return make_goal(as_mentee, state="proposed", agreed_at=None, proposed_at=NOW)


def ask(goal: Goal, by, **changes: object) -> GoalQuestion:
    facts = {"text": "Who would notice?", "now": NOW}
    return services.ask_about_goal(goal=goal, by=by, **(facts | changes))


def offer(to, by, **changes: object) -> DraftOffer:
    wish = DraftWish(title="Lead a review", why="You ask well", unit="reviews", target=Decimal(2))
    facts = {"wish": wish, "now": NOW}
    return services.offer_draft(to=to, by=by, **(facts | changes))


def mails_of(kind: str) -> list[tuple[object, str]]:
    return [(m.person, m.state) for m in Message.objects.filter(kind=kind).order_by("id")]


# -- Questions ------------------------------------------------------------------------------------


def test_a_question_leaves_the_goal_proposed_and_tells_its_owner(proposed, maria, omar) -> None:
    ask(proposed, omar)
    proposed.refresh_from_db()
    assert proposed.state == Goal.State.PROPOSED
    assert mails_of("goals.goal_asked_about") == [(maria, "pending")]


def test_an_answer_goes_back_and_calls_off_what_asked_for_it(proposed, maria, omar) -> None:
    question = ask(proposed, omar)
    services.answer_goal_question(question=question, text=" My team ", by=maria, now=NOW)
    assert queries.questions_about(proposed)[0].answer.text == "My team"
    assert mails_of("goals.goal_asked_about") == [(maria, "cancelled")]
    assert mails_of("goals.goal_question_answered") == [(omar, "pending")]


def test_questions_stand_in_the_order_in_which_they_were_asked(proposed, omar) -> None:
    for text in ("One?", "Two?", "Three?"):
        ask(proposed, omar, text=text)
    assert [row.text for row in queries.questions_about(proposed)] == ["One?", "Two?", "Three?"]


def test_a_double_click_asks_once(proposed, omar) -> None:
    assert ask(proposed, omar, client_token="a") == ask(proposed, omar, client_token="a")


def test_a_question_waits_for_the_owner_until_it_is_answered(proposed, maria, omar) -> None:
    question = ask(proposed, omar)
    assert list(GoalQuestion.objects.waiting_for(maria)) == [question]
    assert list(GoalQuestion.objects.waiting_for(omar)) == []
    services.answer_goal_question(question=question, text="My team", by=maria, now=NOW)
    assert list(GoalQuestion.objects.waiting_for(maria)) == []


def test_owners_do_not_ask_themselves_and_agreed_goals_are_not_asked_about(
    proposed, maria, omar
) -> None:
    with pytest.raises(DomainError, match="somebody else"):
        ask(proposed, maria)
    services.agree_goal(goal=proposed, by=omar, now=NOW)
    with pytest.raises(DomainError, match="not waiting"):
        ask(proposed, omar)


def test_an_answer_is_given_once_by_the_owner(proposed, maria, omar) -> None:
    question = ask(proposed, omar)
    with pytest.raises(DomainError, match="Only the person"):
        services.answer_goal_question(question=question, text="x", by=omar, now=NOW)
    first = services.answer_goal_question(question=question, text="My team", by=maria, now=NOW)
    again = services.answer_goal_question(question=question, text="My team", by=maria, now=NOW)
    assert again == first
    with pytest.raises(DomainError, match="stays as you said"):
        services.answer_goal_question(question=question, text="Other", by=maria, now=NOW)


def test_questions_and_answers_are_never_rewritten(proposed, maria, omar) -> None:
    question = ask(proposed, omar)
    answer = services.answer_goal_question(question=question, text="x", by=maria, now=NOW)
    for row in (question, answer):
        row.text = "Something else"
        with pytest.raises(TypeError, match="append-only"):
            row.save()
        with pytest.raises(TypeError, match="append-only"):
            row.delete()


def test_the_page_offers_to_ask_beside_agreeing(proposed, omar, sign_in) -> None:
    page = sign_in(omar).get(f"/goals/{proposed.pk}/").content.decode()
    assert "Agree goal" in page
    assert f"/goals/{proposed.pk}/ask/" in page


def test_what_was_typed_stays_on_an_empty_question(proposed, omar, sign_in) -> None:
    answer = sign_in(omar).post(f"/goals/{proposed.pk}/ask/", {"text": " "})
    assert answer.status_code == 422
    assert GoalQuestion.objects.count() == 0


# -- Drafts for somebody else ----------------------------------------------------------------------


def test_adopting_makes_a_private_draft_of_ones_own(as_mentee, as_mentor, maria, omar) -> None:
    draft = offer(as_mentee, omar)
    goal = services.adopt_draft(offer=draft, by=maria, now=NOW)
    goal.refresh_from_db()
    assert (goal.owner, goal.title, goal.relevant) == (as_mentee, "Lead a review", "You ask well")
    assert (goal.state, goal.shared_at) == (Goal.State.DRAFT, None)
    assert [(row.unit, row.target) for row in goal.measures.all()] == [("reviews", 2)]
    assert services.adopt_draft(offer=draft, by=maria, now=NOW) == goal


def test_nobody_else_adopts_or_sets_aside(as_mentee, as_mentor, omar, eve) -> None:
    draft = offer(as_mentee, omar)
    for by in (omar, eve):
        with pytest.raises(DomainError, match="Only the person it was offered to"):
            services.adopt_draft(offer=draft, by=by, now=NOW)
        with pytest.raises(DomainError, match="Only the person it was offered to"):
            services.set_aside_draft(offer=draft, by=by, now=NOW)
    assert Goal.objects.count() == 0


def test_setting_aside_tells_nobody(as_mentee, as_mentor, maria, omar, sign_in) -> None:
    draft = offer(as_mentee, omar)
    before = sign_in(omar).get("/offered-drafts/").content
    services.set_aside_draft(offer=draft, by=maria, now=NOW)
    assert list(Message.objects.filter(person=omar)) == []
    after = sign_in(omar).get("/offered-drafts/").content.decode()
    assert _without_tokens(after) == _without_tokens(before.decode())
    assert "offered" in after
    assert list(DraftOffer.objects.waiting_for(maria)) == []


def _without_tokens(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return "".join(line for line in main.splitlines() if "csrfmiddlewaretoken" not in line)


def test_what_was_set_aside_can_still_be_adopted(as_mentee, as_mentor, maria, omar) -> None:
    draft = offer(as_mentee, omar)
    services.set_aside_draft(offer=draft, by=maria, now=NOW)
    assert services.adopt_draft(offer=draft, by=maria, now=NOW).owner == as_mentee


def test_mentees_offer_no_drafts_and_strangers_none(as_mentee, as_mentor, maria, eve) -> None:
    with pytest.raises(DomainError, match="mentors and partners"):
        offer(as_mentor, maria)
    with pytest.raises(DomainError, match="people you work with"):
        offer(as_mentor, eve)


def test_a_draft_leaves_the_offerer_when_the_pairing_ends(
    as_mentee, as_mentor, maria, omar
) -> None:
    draft = offer(as_mentee, omar)
    Pairing.objects.update(state="closed", close_reason="done", closed_at=NOW)
    assert list(DraftOffer.objects.visible_to(omar)) == []
    assert list(DraftOffer.objects.visible_to(maria)) == [draft]


@pytest.mark.parametrize(
    "broken",
    [{"title": ""}, {"target": 0}, {"to": "by"}, {"goal": "goal"}],
    ids=["no sentence", "no way", "to oneself", "goal without a yes"],
)
def test_the_database_keeps_offers_whole(as_mentee, as_mentor, broken) -> None:
    facts = {"by": as_mentor, "to": as_mentee, "title": "Try", "offered_at": NOW}
    named = {"by": as_mentor, "goal": make_goal(as_mentee)}
    changes = {key: named.get(value, value) for key, value in broken.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftOffer.objects.create(**(facts | changes))


def test_the_database_keeps_no_empty_question(as_mentee, as_mentor) -> None:
    goal = make_goal(as_mentee)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalQuestion.objects.create(goal=goal, by=as_mentor, text="", asked_at=NOW)
    question = GoalQuestion.objects.create(goal=goal, by=as_mentor, text="?", asked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalQuestionAnswer.objects.create(question=question, text="", answered_at=NOW)


# -- The next one ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "repeats", "today", "expected"),
    [
        (date(2026, 1, 31), "month", date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 15), "month", date(2026, 3, 1), date(2026, 4, 15)),
        (date(2026, 3, 15), "month", date(2026, 9, 15), date(2026, 10, 15)),
        (date(2026, 11, 30), "quarter", date(2026, 12, 1), date(2027, 2, 28)),
        (date(2024, 1, 10), "quarter", date(2026, 11, 2), date(2027, 1, 10)),
    ],
)
def test_the_next_date_lies_ahead(last, repeats, today, expected) -> None:
    assert next_date(last, repeats, today) == expected


def test_months_later_over_a_year() -> None:
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_the_next_one_has_the_same_words_and_is_private(as_mentee, maria) -> None:
    goal = make_goal(as_mentee, repeats="month", due_on=NOW.date() - timedelta(days=2))
    services.achieve_goal(goal=goal, by=maria, now=NOW)
    following = services.start_next_goal(goal=goal, by=maria, now=NOW)
    following.refresh_from_db()
    assert (following.title, following.repeats, following.follows) == (goal.title, "month", goal)
    assert (following.state, following.shared_at) == (Goal.State.DRAFT, None)
    assert following.due_on == months_later(goal.due_on, 1)
    assert [row.target for row in following.measures.all()] == [3]
    assert services.start_next_goal(goal=goal, by=maria, now=NOW) == following


def test_no_next_one_starts_by_itself_or_too_early(as_mentee, maria) -> None:
    goal = make_goal(as_mentee, repeats="quarter")
    with pytest.raises(DomainError, match="still open"):
        services.start_next_goal(goal=goal, by=maria, now=NOW)
    services.drop_goal(goal=goal, by=maria, now=NOW)
    assert list(Goal.objects.all()) == [goal]


def test_a_goal_that_comes_once_has_no_next_one(as_mentee, maria) -> None:
    goal = make_goal(as_mentee, state="achieved", ended_at=NOW)
    with pytest.raises(DomainError, match="does not repeat"):
        services.start_next_goal(goal=goal, by=maria, now=NOW)


def test_the_page_of_what_is_over_offers_the_next_one(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee, repeats="month", state="dropped", ended_at=NOW)
    at_home = sign_in(maria)
    assert "Start the next one" in at_home.get(f"/goals/{goal.pk}/").content.decode()
    at_home.post(f"/goals/{goal.pk}/start-next/")
    page = at_home.get(f"/goals/{goal.pk}/").content.decode()
    assert "Start the next one" not in page
    assert f"/goals/{Goal.objects.get(follows=goal).pk}/" in page


def test_whether_it_comes_again_is_chosen_when_editing(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee, state="draft", agreed_at=None, shared_at=None)
    wished = {"title": goal.title, "repeats": "quarter"}
    sign_in(maria).post(f"/goals/{goal.pk}/edit/", wished)
    goal.refresh_from_db()
    assert goal.repeats == "quarter"


# -- Practice --------------------------------------------------------------------------------------


@pytest.fixture
def practice(as_mentor, omar) -> Goal:
    return services.start_practice(owner=as_mentor, title="Ask directly", by=omar, now=NOW)


def test_what_one_practices_is_never_shared(practice, omar, maria) -> None:
    with pytest.raises(DomainError, match="yours alone"):
        services.propose_goal(goal=practice, by=omar, now=NOW)
    assert list(Goal.objects.visible_to(maria)) == []


@pytest.mark.parametrize(
    "broken", [{"shared_at": NOW}, {"repeats": "month"}], ids=["shared", "comes again"]
)
def test_the_database_keeps_practice_private(practice, broken) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=practice.pk).update(**broken)


def test_the_database_knows_the_rhythms_and_no_circle(as_mentee) -> None:
    goal = make_goal(as_mentee)
    for broken in ({"repeats": "daily"}, {"follows": goal}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=goal.pk).update(**broken)


def test_no_consent_is_asked_for_practice(practice) -> None:
    assert not hasattr(practice, "consent")


def test_practice_is_for_mentors_and_partners(as_mentee, maria) -> None:
    with pytest.raises(DomainError, match="mentors and partners"):
        services.start_practice(owner=as_mentee, title="x", by=maria, now=NOW)


def test_practice_has_no_hints_no_steps_and_can_be_changed(practice, omar, sign_in) -> None:
    at_home = sign_in(omar)
    page = at_home.get(f"/goals/{practice.pk}/").content.decode()
    assert "thoughts that could sharpen it" not in page
    assert "Add a step" not in page
    at_home.post(f"/goals/{practice.pk}/practice/", {"title": "Listen", "relevant": ""})
    practice.refresh_from_db()
    assert practice.title == "Listen"


def test_practice_grows_into_no_plan(practice, as_mentor) -> None:
    assert queries.goals_to_plan([as_mentor]) == []


# -- To take along, and to erase --------------------------------------------------------------------


def test_both_sides_take_their_questions_and_drafts_along(
    proposed, as_mentee, as_mentor, maria, omar
) -> None:
    services.answer_goal_question(question=ask(proposed, omar), text="Me", by=maria, now=NOW)
    services.set_aside_draft(offer=offer(as_mentee, omar), by=maria, now=NOW)
    hers, his = privacy.export(maria), privacy.export(omar)
    assert hers["questions_about_goals"] == his["questions_about_goals"]
    assert hers["questions_about_goals"][0]["answer"] == "Me"
    assert (
        hers["drafts_offered"][0]["set_aside_at"],
        his["drafts_offered"][0]["set_aside_at"],
    ) == (
        NOW,
        None,
    )


def test_erasing_takes_a_persons_questions_and_drafts(
    proposed, as_mentee, as_mentor, maria, omar
) -> None:
    services.answer_goal_question(question=ask(proposed, omar), text="Me", by=maria, now=NOW)
    offer(as_mentee, omar)
    privacy.erase(omar)
    assert GoalQuestion.objects.count() == DraftOffer.objects.count() == 0
