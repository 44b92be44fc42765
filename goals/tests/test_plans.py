"""90-day plans: who reads them, what they refuse, when they ask to be looked back on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from goals import access, privacy, services
from goals.models import Consent, Plan, PlanGoal, PlanReview, PlanTheme
from goals.tests.make import make_consent, make_goal, make_plan, make_review
from goals.wishes import PlanWish, ReviewWish, ThemeWish
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_pairing, make_person

TODAY = NOW.date()
WISH = PlanWish(point_b="I speak to the room", starts_on=TODAY)


def close(pairing: Pairing) -> None:
    pairing.state, pairing.closed_at, pairing.close_reason = "closed", NOW, "done"
    pairing.save()


def start(owner, by, **changes):
    facts = {"point_b": "I speak to the room", "starts_on": TODAY}
    return services.start_plan(owner=owner, wish=PlanWish(**(facts | changes)), by=by, now=NOW)


def on_day(owner, day: int, **changes) -> Plan:
    """A plan that has this many days behind it."""
    return make_plan(owner, starts_on=TODAY - timedelta(days=day), **changes)


# -- Starting and editing ---------------------------------------------------------------------


def test_start_plan_keeps_themes_and_goals_and_is_private(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    themes = (ThemeWish(position=2, title=" Try ", about="Two talks"),)
    plan = start(as_mentee, maria, themes=themes, goals=(goal.pk,))

    assert (plan.shared_at, plan.ends_on) == (None, TODAY + timedelta(days=90))
    assert list(plan.themes.values_list("position", "title", "about")) == [(2, "Try", "Two talks")]
    assert [found.goal for found in plan.plan_goals.all()] == [goal]
    assert AuditEntry.objects.filter(verb="plan.start", subject_id=str(plan.pk)).count() == 1


def test_start_plan_twice_from_one_form_is_one_plan(as_mentee, maria) -> None:
    made = [
        services.start_plan(owner=as_mentee, wish=WISH, by=maria, now=NOW, client_token="a")
        for _press in range(2)
    ]
    assert made[0] == made[1]
    assert Plan.objects.count() == 1


def test_start_plan_is_the_owners(as_mentee, omar) -> None:
    with pytest.raises(DomainError, match="Only the person whose plan it is"):
        start(as_mentee, omar)


def test_start_plan_refuses_an_ended_pairing(as_mentee, maria) -> None:
    close(as_mentee.pairing)
    as_mentee.refresh_from_db()
    with pytest.raises(DomainError, match="This pairing has ended"):
        start(as_mentee, maria)


@pytest.mark.parametrize(
    ("days", "sentence"), [(-91, "would be over already"), (367, "within the coming year")]
)
def test_start_plan_refuses_far_days(as_mentee, maria, days: int, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        start(as_mentee, maria, starts_on=TODAY + timedelta(days=days))


def test_start_plan_refuses_a_fourth_goal(as_mentee, maria) -> None:
    goals = tuple(make_goal(as_mentee).pk for _number in range(4))
    with pytest.raises(DomainError, match="Three goals at most"):
        start(as_mentee, maria, goals=goals)
    assert not Plan.objects.exists()


def test_start_plan_refuses_somebody_elses_goal(as_mentee, as_mentor, maria) -> None:
    with pytest.raises(DomainError, match="Choose goals that you have with the same person"):
        start(as_mentee, maria, goals=(make_goal(as_mentor).pk,))


def test_edit_plan_keeps_rows_and_takes_away_what_was_emptied(as_mentee, maria) -> None:
    plan = make_plan(as_mentee, make_goal(as_mentee))
    first = plan.themes.get(position=1)
    wish = PlanWish(
        point_b="Elsewhere",
        starts_on=plan.starts_on,
        themes=(ThemeWish(position=1, title="Look"),),
    )
    services.edit_plan(plan=plan, wish=wish, by=maria, now=NOW)
    plan.refresh_from_db()

    assert (plan.point_b, list(plan.themes.values_list("pk", "title"))) == (
        "Elsewhere",
        [(first.pk, "Look")],
    )
    assert not plan.plan_goals.exists()


def test_edit_plan_keeps_the_first_day_once_looked_back_on(as_mentee, maria) -> None:
    plan = on_day(as_mentee, 31)
    make_review(plan)
    with pytest.raises(DomainError, match="its first day stays"):
        services.edit_plan(plan=plan, wish=WISH, by=maria, now=NOW)


# -- Sharing ----------------------------------------------------------------------------------


def test_share_plan_lets_the_pairing_read_and_sends_nothing(
    as_mentee, as_mentor, maria, omar
) -> None:
    plan = make_plan(as_mentee, shared_at=None)
    with pytest.raises(Http404):
        access.get_plan(omar, plan.pk)
    shared = services.share_plan(plan=plan, by=maria, now=NOW)
    services.share_plan(plan=plan, by=maria, now=NOW + timedelta(hours=1))

    assert access.get_plan(omar, plan.pk).shared_at == NOW
    assert access.readers(shared) == [maria, omar]
    assert not Message.objects.exists()


@pytest.mark.parametrize("shared_at", [None, NOW])
def test_a_plan_is_no_coordinators_and_no_strangers(as_mentee, ada, cleo, eve, shared_at) -> None:
    plan = make_plan(as_mentee, shared_at=shared_at)
    for reader in (ada, cleo, eve):
        assert not Plan.objects.visible_to(reader).filter(pk=plan.pk).exists()


def test_a_plan_is_its_owners_alone_once_the_pairing_closed(
    as_mentee, as_mentor, maria, omar
) -> None:
    plan = make_plan(as_mentee)
    close(as_mentee.pairing)

    assert [Plan.objects.visible_to(one).count() for one in (maria, omar)] == [1, 0]
    found = access.get_plan(maria, plan.pk)
    assert access.readers(found) == [maria]
    assert access.plan_actions(maria, found, TODAY) == frozenset()


# -- Looking back -----------------------------------------------------------------------------


def look_back(plan: Plan, by, day: int = 30, **said) -> PlanReview:
    wish = ReviewWish(**(said or {"moved": "Two talks"}))
    return services.write_plan_review(plan=plan, day=day, wish=wish, by=by, now=NOW)


def test_write_plan_review_changes_no_consent(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    before = Consent.objects.filter(pk=make_consent(goal).pk).values().get()
    review = look_back(on_day(as_mentee, 30), maria, moved=" Much ", asking="more")

    assert (review.moved, review.asking, review.written_at) == ("Much", "more", NOW)
    assert Consent.objects.values().get() == before


@pytest.mark.parametrize("day", [45, 60])
def test_write_plan_review_waits_for_its_day(as_mentee, maria, day: int) -> None:
    with pytest.raises(DomainError, match="still ahead of you"):
        look_back(on_day(as_mentee, 59), maria, day)


def test_write_plan_review_is_written_once(as_mentee, maria) -> None:
    plan = on_day(as_mentee, 30)
    look_back(plan, maria)
    with pytest.raises(DomainError, match="it stays as you wrote it"):
        look_back(plan, maria, moved="Something else")


def test_write_plan_review_needs_a_word(as_mentee, maria) -> None:
    with pytest.raises(DomainError, match="Write a line first"):
        look_back(on_day(as_mentee, 30), maria, moved="  ", asking="less")


def test_write_plan_review_is_the_owners(as_mentee, as_mentor, omar) -> None:
    with pytest.raises(DomainError, match="Only the person whose plan it is"):
        look_back(on_day(as_mentee, 30), omar)


@pytest.mark.parametrize(
    ("days", "due"),
    [(29, None), (30, 30), (59, 30), (60, 60), (89, 60), (90, 90), (119, 90), (120, None)],
)
def test_review_due_asks_for_the_newest_day(as_mentee, maria, days: int, due: int | None) -> None:
    on_day(as_mentee, days)
    found = Plan.objects.review_due(maria, TODAY).values_list("due_day", flat=True)

    assert list(found) == ([due] if due else [])


def test_review_due_is_quiet_once_written_and_asks_again_for_the_next(as_mentee, maria) -> None:
    plan = on_day(as_mentee, 40)
    make_review(plan, 30)

    assert not Plan.objects.review_due(maria, TODAY).exists()
    assert Plan.objects.review_due(maria, TODAY + timedelta(days=20)).get().due_day == 60


def test_review_due_asks_nobody_else_and_not_in_a_pause(as_mentee, as_mentor, maria, omar) -> None:
    on_day(as_mentee, 30)
    assert not Plan.objects.review_due(omar, TODAY).exists()
    Pairing.objects.update(state="paused")
    assert not Plan.objects.review_due(maria, TODAY).exists()


# -- The next 90 days -------------------------------------------------------------------------


def test_start_next_plan_follows_once(as_mentee, maria) -> None:
    plan = on_day(as_mentee, 91)
    review = make_review(plan, 90)
    made = [
        services.start_next_plan(review=review, owner=as_mentee, wish=WISH, by=maria, now=NOW)
        for _press in range(2)
    ]
    assert made[0] == made[1]
    assert made[0].follows == plan
    assert not Plan.objects.review_due(maria, TODAY).filter(pk=plan.pk).exists()


def test_start_next_plan_needs_the_last_review(as_mentee, maria) -> None:
    review = make_review(on_day(as_mentee, 61), 60)
    with pytest.raises(DomainError, match="grow from the review on day 90"):
        services.start_next_plan(review=review, owner=as_mentee, wish=WISH, by=maria, now=NOW)


def test_start_next_plan_goes_on_with_somebody_else(cohort, as_mentee, maria) -> None:
    """After a pairing has closed, from what was said in it."""
    review = make_review(on_day(as_mentee, 91), 90)
    close(as_mentee.pairing)
    new = make_pairing(cohort, maria, make_person("Bo Lind")).members.get(role="mentee")
    plan = services.start_next_plan(review=review, owner=new, wish=WISH, by=maria, now=NOW)

    assert (plan.owner, plan.follows) == (new, review.plan)


# -- What the database knows ------------------------------------------------------------------


def refused(model, **facts) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**facts)


def test_a_plan_leads_somewhere(as_mentee) -> None:
    refused(Plan, owner=as_mentee, point_b="", starts_on=TODAY, created_at=NOW)


@pytest.mark.parametrize(("position", "title"), [(4, "A fourth"), (1, "Again"), (2, "")])
def test_themes_are_three_and_have_a_title(as_mentee, position: int, title: str) -> None:
    plan = make_plan(as_mentee)
    plan.themes.exclude(position=1).delete()
    refused(PlanTheme, plan=plan, position=position, title=title)


@pytest.mark.parametrize(
    ("day", "moved"), [(45, "On no day of the three"), (60, ""), (30, "A second time")]
)
def test_reviews_are_of_three_days_once_each_and_say_something(as_mentee, day, moved) -> None:
    plan = make_plan(as_mentee)
    make_review(plan)
    refused(PlanReview, plan=plan, day=day, moved=moved, written_at=NOW)


def test_a_goal_stands_in_a_plan_once(as_mentee) -> None:
    goal = make_goal(as_mentee)
    refused(PlanGoal, plan=make_plan(as_mentee, goal), goal=goal, position=2)


def test_goals_in_a_plan_are_three_at_most(as_mentee) -> None:
    plan = make_plan(as_mentee, *(make_goal(as_mentee) for _number in range(3)))
    refused(PlanGoal, plan=plan, goal=make_goal(as_mentee), position=4)


def test_a_plan_does_not_follow_itself_and_is_followed_once(as_mentee) -> None:
    plan = make_plan(as_mentee)
    plan.follows = plan
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.save()
    make_plan(as_mentee, follows=Plan.objects.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_plan(as_mentee, follows=Plan.objects.earliest("pk"))


def test_reviews_are_append_only(as_mentee) -> None:
    review = make_review(make_plan(as_mentee))
    with pytest.raises(TypeError, match="append-only"):
        review.save()
    with pytest.raises(TypeError, match="append-only"):
        review.delete()


# -- Privacy ----------------------------------------------------------------------------------


def test_plans_are_taken_along_and_erased(as_mentee, as_mentor, maria) -> None:
    goal = make_goal(as_mentee)
    make_review(make_plan(as_mentee, goal), asking="more")
    kept = make_plan(as_mentor, starts_on=date(2026, 11, 1))
    [found] = privacy.export(maria)["plans"]

    assert (found["goals"], found["reviews"][0]["asking"]) == ([goal.title], "more")
    assert [theme["title"] for theme in found["themes"]] == ["Watch", "Try", "Keep"]
    privacy.erase(maria)
    assert list(Plan.objects.all()) == [kept]
    assert not PlanReview.objects.exists()
