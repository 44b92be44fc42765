"""The page of a 90-day plan, its drawing and its sheet. Times are the real clock's."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from accounts import clock
from checkins.queries.plans import plan_page
from checkins.tests.make import make_check_in
from goals import access
from goals.models import Plan, PlanReview
from goals.tests.make import make_goal, make_plan, make_review
from mentorship.models import Pairing, PairingMember
from tests.reading import visible

DAY = timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return clock.now()


def begun(owner: PairingMember, days: int, *goals, **changes) -> Plan:
    return make_plan(owner, *goals, starts_on=clock.now().date() - days * DAY, **changes)


def url(name: str, plan: Plan, *more: object) -> str:
    floor = "checkins" if name in ("plan", "plan_pdf") else "goals"
    return reverse(f"{floor}:{name}", args=[plan.pk, *more])


def page_of(plan: Plan, reader, now: datetime):
    return plan_page(reader, access.get_plan(reader, plan.pk), now)


# -- What lies in it ------------------------------------------------------------------------------


def test_plan_page_lays_check_ins_goals_and_reviews_out(as_mentee, maria, now) -> None:
    goal = make_goal(as_mentee, due_on=now.date() + 10 * DAY)
    plan = begun(as_mentee, 35, goal)
    held = make_check_in(as_mentee.pairing, starts_at=now - 30 * DAY, state="held")
    make_check_in(as_mentee.pairing, starts_at=now - 20 * DAY, state="canceled")
    make_review(plan, 30)
    first, second, _third = page_of(plan, maria, now).blocks

    assert [(event.kind, event.pk, event.full) for event in first.events] == [
        ("check_in", held.pk, True),
        ("review", 30, True),
    ]
    assert (second.is_now, first.is_now) == (True, False)
    assert ("goal", goal.pk) in [(event.kind, event.pk) for event in second.events]


def test_plan_page_lays_steps_out_for_those_who_read_the_goal(
    as_mentee, as_mentor, maria, omar, now
) -> None:
    goal = make_goal(as_mentee)
    draft = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None)
    for number, owner in enumerate((goal, draft)):
        owner.milestones.create(title="A step", due_on=now.date() + number * DAY, created_at=now)
    plan = begun(as_mentee, 10, goal, draft)

    def steps(reader) -> list[int | None]:
        events = [event for block in page_of(plan, reader, now).blocks for event in block.events]
        return [event.pk for event in events if event.kind == "step"]

    assert steps(maria) == [goal.pk, draft.pk]
    assert steps(omar) == [goal.pk]


def test_plan_page_lays_out_what_the_rhythm_will_bring(as_mentee, maria, now) -> None:
    today = now.date()
    Pairing.objects.update(starts_on=today - 7 * DAY, ends_on=today + 200 * DAY)
    plan = begun(as_mentee, 0)
    ahead = make_check_in(as_mentee.pairing, starts_at=now + 3 * DAY)
    events = [event for block in page_of(plan, maria, now).blocks for event in block.events]
    rhythm = [event.on for event in events if event.kind == "rhythm"]

    assert min(rhythm) > maria.local_date(ahead.starts_at)
    assert max(rhythm) <= plan.ends_on
    assert {(after - before).days for before, after in pairwise(rhythm)} == {7}


def test_plan_page_promises_no_rhythm_in_a_pause(as_mentee, maria, now) -> None:
    Pairing.objects.update(
        starts_on=now.date() - 7 * DAY, ends_on=now.date() + 200 * DAY, state="paused"
    )
    page = page_of(begun(as_mentee, 0), maria, now)

    assert {event.kind for block in page.blocks for event in block.events} == {"review"}


def test_plan_page_keeps_drafts_of_goals_from_the_partner(
    as_mentee, as_mentor, maria, omar, now
) -> None:
    shared = make_goal(as_mentee)
    draft = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None, title="A secret")
    plan = begun(as_mentee, 10, draft, shared)

    assert [row.goal for row in page_of(plan, maria, now).goals] == [draft, shared]
    assert [row.goal for row in page_of(plan, omar, now).goals] == [shared]


def test_plan_page_keeps_the_wish_to_be_asked_from_the_partner(
    as_mentee, as_mentor, maria, omar, sign_in
) -> None:
    plan = begun(as_mentee, 31)
    make_review(plan, 30, moved="Two talks", asking="less")
    hers, his = (
        visible(sign_in(one).get(url("plan", plan)).content.decode()) for one in (maria, omar)
    )

    assert "Two talks" in hers and "Two talks" in his
    assert "Ask me less" in hers
    assert "Ask me less" not in his


def test_plan_page_keeps_the_plan_before_from_the_partner(
    as_mentee, as_mentor, maria, omar, now
) -> None:
    before = begun(as_mentee, 100, shared_at=None)
    plan = begun(as_mentee, 5, follows=before)

    assert page_of(plan, maria, now).before == before
    assert page_of(plan, omar, now).before is None
    assert page_of(before, maria, now).after == plan


def test_plan_page_says_who_can_see_it(as_mentee, as_mentor, maria, sign_in) -> None:
    page = sign_in(maria)
    private, shared = begun(as_mentee, 5, shared_at=None), begun(as_mentee, 5)

    assert "Only you can see this." in visible(page.get(url("plan", private)).content.decode())
    assert "You and Omar Haddad can see this." in visible(
        page.get(url("plan", shared)).content.decode()
    )


@pytest.mark.parametrize(
    ("days", "written", "asked"),
    [
        (29, [], None),
        (30, [], 30),
        (65, [], 60),
        (65, [60], None),
        (65, [30], 60),
        (95, [90], None),
    ],
)
def test_plan_page_asks_for_the_newest_day_alone(
    as_mentee, maria, now, days: int, written: list[int], asked: int | None
) -> None:
    plan = begun(as_mentee, days)
    for day in written:
        make_review(plan, day)

    assert page_of(plan, maria, now).day_to_ask_for == asked


def test_plan_page_asks_its_owner_alone(as_mentee, as_mentor, omar, now) -> None:
    assert page_of(begun(as_mentee, 31), omar, now).day_to_ask_for is None


# -- Writing it -----------------------------------------------------------------------------------


def test_start_plan_page_grows_from_a_goal(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    page = sign_in(maria).get(reverse("goals:start_plan") + f"?goal={goal.pk}")
    initial = page.context["form"].initial

    assert (initial["point_a"], initial["point_b"]) == ("Today: 0 of 3 presentations", goal.title)
    assert initial["goals"] == [goal.pk]


def test_start_plan_page_does_not_grow_from_somebody_elses_goal(
    as_mentee, as_mentor, omar, sign_in
) -> None:
    page = sign_in(omar).get(reverse("goals:start_plan") + f"?goal={make_goal(as_mentee).pk}")

    assert "point_b" not in page.context["form"].initial


def test_start_plan_page_keeps_what_was_typed(as_mentee, maria, sign_in) -> None:
    sent = {"point_a": "Here", "point_b": "", "starts_on": "2026-11-16", "about_2": "Two talks"}
    answer = sign_in(maria).post(reverse("goals:start_plan"), sent)
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "Here" in shown and "Two talks" in shown
    assert "One sentence is enough." in shown
    assert "Give these 30 days a name" in shown


def test_start_plan_page_says_why_a_day_is_too_far(as_mentee, maria, sign_in) -> None:
    sent = {"point_b": "There", "starts_on": "2099-01-01"}
    answer = sign_in(maria).post(reverse("goals:start_plan"), sent)

    assert answer.status_code == 422
    assert "Choose a first day within the coming year." in answer.content.decode()


def test_edit_plan_page_shows_what_it_says_and_keeps_changes(as_mentee, maria, sign_in) -> None:
    plan, page = begun(as_mentee, 5, make_goal(as_mentee)), sign_in(maria)
    initial = page.get(url("edit_plan", plan)).context["form"].initial
    assert (initial["theme_2"], initial["about_2"]) == ("Try", "Step by step")

    sent = {"point_b": "Elsewhere", "starts_on": f"{plan.starts_on}", "theme_3": "Keep on"}
    assert page.post(url("edit_plan", plan), sent).url == url("plan", plan)
    plan.refresh_from_db()
    assert (plan.point_b, [theme.title for theme in plan.themes.all()]) == (
        "Elsewhere",
        ["Keep on"],
    )


@pytest.mark.parametrize(("asking", "leads_to"), [("more", "consents"), ("less", "consents")])
def test_write_plan_review_page_leads_to_the_consents(
    as_mentee, maria, sign_in, asking: str, leads_to: str
) -> None:
    plan = begun(as_mentee, 31)
    sent = {"moved": "Two talks", "asking": asking}
    answer = sign_in(maria).post(url("write_plan_review", plan, 30), sent)

    assert answer.url == reverse(f"goals:{leads_to}")
    assert PlanReview.objects.get().asking == asking


@pytest.mark.parametrize("asking", ["same", ""])
def test_write_plan_review_page_leads_back_to_the_plan(as_mentee, maria, sign_in, asking) -> None:
    plan = begun(as_mentee, 31)
    sent = {"moved": "Two talks", "asking": asking}

    assert sign_in(maria).post(url("write_plan_review", plan, 30), sent).url == url("plan", plan)


def test_write_plan_review_page_prefers_no_answer(as_mentee, maria, sign_in) -> None:
    page = sign_in(maria).get(url("write_plan_review", begun(as_mentee, 31), 30))

    assert "checked" not in page.content.decode()


def test_write_plan_review_page_needs_a_word(as_mentee, maria, sign_in) -> None:
    answer = sign_in(maria).post(
        url("write_plan_review", begun(as_mentee, 31), 30), {"asking": "less"}
    )
    assert answer.status_code == 422
    assert "Write a line first" in answer.content.decode()


def test_write_plan_review_page_knows_three_days(as_mentee, maria, sign_in) -> None:
    plan = begun(as_mentee, 50)

    assert sign_in(maria).get(url("write_plan_review", plan, 45)).status_code == 404


def test_start_next_plan_page_begins_where_the_last_one_led(as_mentee, maria, sign_in) -> None:
    goal = make_goal(as_mentee)
    plan = begun(as_mentee, 91, goal)
    make_review(plan, 90, moved="Two talks", surprised="I liked it")
    page = sign_in(maria)
    initial = page.get(url("start_next_plan", plan)).context["form"].initial
    sent = {"point_b": "Further", "starts_on": f"{initial['starts_on']}"}

    assert initial["point_a"] == "I speak to the room\nTwo talks\nI liked it"
    assert initial["goals"] == [goal.pk]
    assert page.post(url("start_next_plan", plan), sent).url == url(
        "plan", Plan.objects.get(follows=plan)
    )


# -- The year, and paper --------------------------------------------------------------------------


def test_plans_page_draws_the_year_that_was_asked_for(as_mentee, maria, sign_in) -> None:
    make_plan(as_mentee, starts_on=clock.now().date().replace(year=2024, month=12, day=1))
    page = sign_in(maria)

    for year, plans in ((2024, 1), (2025, 1), (2026, 0)):
        lists = page.get(reverse("goals:plans"), {"year": year}).context["lists"]
        assert (lists.year, len(lists.in_year)) == (year, plans)


@pytest.mark.parametrize("year", ["", "x", "99999", "0000", "-1"])
def test_plans_page_shows_this_year_for_anything_else(as_mentee, maria, sign_in, year) -> None:
    page = sign_in(maria).get(reverse("goals:plans"), {"year": year})

    assert page.context["lists"].year == clock.now().year


def test_plans_page_tells_shared_ones_apart(as_mentee, as_mentor, omar, sign_in) -> None:
    shared = begun(as_mentee, 5)
    begun(as_mentee, 5, shared_at=None)
    own = begun(as_mentor, 5, shared_at=None)
    lists = sign_in(omar).get(reverse("goals:plans")).context["lists"]

    assert (lists.theirs, lists.running) == ([shared], [own])


def test_plans_page_says_which_ones_others_read(as_mentee, maria, sign_in) -> None:
    plan, page = begun(as_mentee, 5), sign_in(maria)
    assert plan.is_read_by_others
    assert "only yours" not in visible(page.get(reverse("goals:plans")).content.decode())

    Pairing.objects.update(state="closed", closed_at=clock.now(), close_reason="done")
    assert "only yours" in visible(page.get(reverse("goals:plans")).content.decode())


def test_plan_pdf_is_one_sheet(as_mentee, maria, sign_in) -> None:
    plan = begun(as_mentee, 35, make_goal(as_mentee))
    make_review(plan, 30)
    answer = sign_in(maria).get(url("plan_pdf", plan))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="plan-{plan.pk}.pdf"'
    assert answer.content.count(b"/Type /Page\n") == 1
