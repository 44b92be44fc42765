"""The planner is pure: consent terms, a thing, a reader, what was sent, and a clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.hours import Reader
from goals.nudges import (
    TELLS,
    Handled,
    NotPlanned,
    Plan,
    Planned,
    Reason,
    Terms,
    Thing,
    Week,
    plan,
)

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # a Monday
FRIDAY = date(2026, 11, 20)
TERMS = Terms(
    how="mail",
    at=time(10),
    silence="wait",
    per_week=1,
    given_at=NOW,
    since=NOW.date(),
    ends_on=date(2026, 12, 4),
)
PROMISE = Thing(kind="promise", is_open=True, due_on=FRIDAY)
GOAL = Thing(kind="goal", is_open=True, due_on=date(2027, 2, 28))
LISBON = Reader("Europe/Lisbon", "1111100", ((time(20), time(8)),))


def test_plan_asks_on_the_due_date_at_the_asked_time() -> None:
    (step,) = plan(TERMS, PROMISE, LISBON, [], NOW).planned
    assert step == Planned(
        1, datetime(2026, 11, 20, 10, tzinfo=UTC), FRIDAY, FRIDAY, Reason.ON_THE_DAY
    )


def test_plan_says_why_there_is_no_second_mail() -> None:
    assert plan(TERMS, PROMISE, LISBON, [], NOW).not_planned == (
        NotPlanned(Reason.SILENCE, 2, FRIDAY),
    )


@pytest.mark.parametrize("silence", ["again", "help"])
def test_plan_asks_once_more_three_days_later(silence: str) -> None:
    steps = plan(replace(TERMS, silence=silence), PROMISE, LISBON, [], NOW).planned
    assert [(step.step, step.due_on) for step in steps] == [(1, FRIDAY), (2, date(2026, 11, 23))]


@pytest.mark.parametrize("silence", ["wait", "nothing"])
def test_plan_keeps_quiet_after_one_mail(silence: str) -> None:
    assert len(plan(replace(TERMS, silence=silence), PROMISE, LISBON, [], NOW).planned) == 1


def test_plan_without_terms_is_empty() -> None:
    assert plan(None, PROMISE, LISBON, [], NOW) == Plan()


@pytest.mark.parametrize("how", ["check_in", "i_write"])
def test_plan_sends_no_mail_to_who_wants_none(how: str) -> None:
    assert plan(replace(TERMS, how=how), PROMISE, LISBON, [], NOW) == Plan(
        not_planned=(NotPlanned(Reason.NOT_BY_MAIL, about_on=FRIDAY),)
    )


def test_plan_leaves_an_answered_thing_alone() -> None:
    done = replace(PROMISE, is_open=False)
    assert plan(TERMS, done, LISBON, [], NOW).not_planned == (NotPlanned(Reason.OVER),)


def test_plan_moves_from_a_day_off_to_the_next_working_day() -> None:
    sunday = replace(PROMISE, due_on=date(2026, 11, 22))
    (step,) = plan(TERMS, sunday, LISBON, [], NOW).planned
    assert (step.due_on, step.about_on) == (date(2026, 11, 23), date(2026, 11, 22))


def test_plan_waits_until_the_person_is_back() -> None:
    away = replace(LISBON, away=((date(2026, 11, 19), date(2026, 11, 24)),))
    assert plan(TERMS, PROMISE, away, [], NOW).planned[0].due_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (time(6), datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (time(8), datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (time(19, 59), datetime(2026, 11, 20, 19, 59, tzinfo=UTC)),
        (time(20), datetime(2026, 11, 23, 8, tzinfo=UTC)),  # Saturday morning is no working day
    ],
)
def test_plan_moves_out_of_quiet_hours(at: time, due: datetime) -> None:
    assert plan(replace(TERMS, at=at), PROMISE, LISBON, [], NOW).planned[0].due_at == due


def test_plan_joins_the_quiet_hours_of_person_and_program() -> None:
    both = replace(LISBON, quiet=((time(20), time(8)), (time(7), time(10, 30))))
    due = plan(TERMS, PROMISE, both, [], NOW).planned[0].due_at
    assert due == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


def test_plan_gives_up_where_no_hour_is_awake() -> None:
    never = replace(LISBON, quiet=((time(20), time(8)), (time(8), time(20))))
    assert plan(TERMS, PROMISE, never, [], NOW).not_planned == (
        NotPlanned(Reason.NO_GOOD_HOUR, 1, FRIDAY),
    )


def test_plan_keeps_the_wall_time_through_daylight_saving() -> None:
    berlin = replace(LISBON, zone="Europe/Berlin")
    march = replace(PROMISE, due_on=date(2027, 3, 29))  # clocks went forward on the 28th
    terms = replace(TERMS, ends_on=date(2027, 4, 30))
    due = plan(terms, march, berlin, [], NOW).planned[0].due_at
    assert due == datetime(2027, 3, 29, 8, tzinfo=UTC)


def test_plan_ends_with_the_consent() -> None:
    short = replace(TERMS, ends_on=date(2026, 11, 19))
    assert plan(short, PROMISE, LISBON, [], NOW) == Plan(
        not_planned=(NotPlanned(Reason.ENDED, 1, FRIDAY),)
    )


def test_plan_of_a_late_yes_asks_at_the_next_good_hour() -> None:
    late = replace(TERMS, given_at=datetime(2026, 11, 24, 15, tzinfo=UTC))
    assert plan(late, PROMISE, LISBON, [], late.given_at).planned[0].due_on == date(2026, 11, 25)


def test_plan_after_long_downtime_is_fresh() -> None:
    back = datetime(2026, 11, 24, 9, tzinfo=UTC)
    due = plan(TERMS, PROMISE, LISBON, [], back).planned[0].due_at
    assert due == datetime(2026, 11, 23, 8, tzinfo=UTC)  # of another week: with all that is left


def test_plan_is_quiet_after_two_mails() -> None:
    terms = replace(TERMS, silence="again")
    behind = [Handled(FRIDAY, 1, FRIDAY), Handled(FRIDAY, 2, date(2026, 11, 23))]
    assert plan(terms, PROMISE, LISBON, behind, NOW) == Plan()


def test_plan_takes_an_answer_for_an_answer() -> None:
    stuck = replace(PROMISE, answered_on=FRIDAY)  # still open, help is on its way
    terms = replace(TERMS, silence="again")
    assert plan(terms, stuck, LISBON, [Handled(FRIDAY, 1, FRIDAY)], NOW).planned == ()


def test_plan_of_a_moved_promise_leaves_a_week_between_ladders() -> None:
    moved = replace(PROMISE, due_on=date(2026, 11, 24), answered_on=FRIDAY)
    (step,) = plan(TERMS, moved, LISBON, [Handled(FRIDAY, 1, FRIDAY)], NOW).planned
    assert (step.about_on, step.due_on) == (date(2026, 11, 24), date(2026, 11, 27))


def test_plan_asks_about_a_goal_once_a_week_until_the_end() -> None:
    steps = plan(TERMS, GOAL, LISBON, [], NOW).planned
    assert [step.due_on for step in steps] == [date(2026, 11, 23), date(2026, 11, 30)]


def test_plan_asks_about_a_goal_twice_a_week_at_most() -> None:
    often = replace(TERMS, per_week=2)
    steps = plan(often, GOAL, LISBON, [], NOW).planned
    assert [(step.about_on.day, step.step, step.due_on.day) for step in steps] == [
        (23, 1, 23),
        (23, 2, 26),
        (30, 1, 30),
        (30, 2, 3),
    ]


def test_plan_lets_progress_speak_for_itself() -> None:
    logged = replace(GOAL, answered_on=date(2026, 11, 21))
    result = plan(TERMS, logged, LISBON, [], NOW)
    assert [step.due_on for step in result.planned] == [date(2026, 11, 30)]
    assert result.not_planned == (NotPlanned(Reason.PROGRESS, 1, date(2026, 11, 23)),)


AWAY = replace(LISBON, away=((date(2026, 11, 23), date(2026, 11, 25)),))


def test_plan_asks_about_a_goal_after_days_away() -> None:
    assert plan(TERMS, GOAL, AWAY, [], NOW).planned[0].due_on == date(2026, 11, 26)


@pytest.mark.parametrize("reader", [AWAY, LISBON])  # as planned, or the days were taken back
def test_plan_asks_about_a_goal_on_coming_back(reader: Reader) -> None:
    back = datetime(2026, 11, 26, 10, tzinfo=UTC)
    first = plan(TERMS, GOAL, reader, [], back).planned[0]
    assert (first.about_on, first.due_at <= back) == (date(2026, 11, 23), True)


def test_plan_lets_the_next_question_speak_for_one_that_days_away_swallowed() -> None:
    gone = replace(LISBON, away=((date(2026, 11, 23), date(2026, 11, 29)),))
    result = plan(TERMS, GOAL, gone, [], NOW)
    assert [step.due_on for step in result.planned] == [date(2026, 11, 30)]
    assert result.not_planned == (NotPlanned(Reason.NO_GOOD_HOUR, 1, date(2026, 11, 23)),)


def test_plan_tells_the_others_where_silence_is_to_mean_that() -> None:
    steps = plan(replace(TERMS, silence="tell", silence_days=4), PROMISE, LISBON, [], NOW).planned
    assert [(step.step, step.is_to_others, step.due_on) for step in steps] == [
        (1, False, FRIDAY),
        (TELLS, True, date(2026, 11, 24)),
    ]


def test_plan_tells_nobody_after_an_answer() -> None:
    stuck = replace(PROMISE, answered_on=FRIDAY)
    terms = replace(TERMS, silence="tell")
    assert plan(terms, stuck, LISBON, [Handled(FRIDAY, 1, FRIDAY)], NOW) == Plan(
        not_planned=(NotPlanned(Reason.ANSWERED, TELLS, FRIDAY),)
    )


# -- Three mails a week --------------------------------------------------------------------------

FULL = Week(full=frozenset({date(2026, 11, 16)}))


def test_plan_lets_a_question_wait_where_its_week_is_full() -> None:
    (step,) = plan(TERMS, PROMISE, LISBON, [], NOW, FULL).planned
    assert (step.due_at, step.held) == (datetime(2026, 11, 23, 8, tzinfo=UTC), True)


def test_plan_keeps_to_the_hour_for_what_waited() -> None:
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC)
    (step,) = plan(TERMS, PROMISE, LISBON, [], monday, FULL).planned
    assert step.due_at == monday


def test_plan_fills_no_room_twice_where_questions_leave_together() -> None:
    friday_ten = datetime(2026, 11, 20, 10, tzinfo=UTC)
    with_others = replace(FULL, leaving=frozenset({friday_ten}))
    (step,) = plan(TERMS, PROMISE, LISBON, [], NOW, with_others).planned
    assert (step.due_at, step.held) == (friday_ten, False)


def test_plan_lets_the_next_question_speak_for_one_that_found_no_room() -> None:
    full = Week(full=frozenset({date(2026, 11, 23)}))  # it would wait for the day of the next one
    result = plan(TERMS, GOAL, LISBON, [], NOW, full)
    assert [step.due_on for step in result.planned] == [date(2026, 11, 30)]
    assert result.not_planned == (NotPlanned(Reason.WEEK_FULL, 1, date(2026, 11, 23)),)


def test_plan_counts_what_is_late_to_the_week_in_which_it_would_leave() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    full = Week(full=frozenset({date(2026, 11, 23)}))
    seven = replace(LISBON, working_days="1111111")
    (step,) = plan(
        TERMS, replace(PROMISE, due_on=date(2026, 11, 22)), seven, [], monday, full
    ).planned
    assert (step.due_on, step.held) == (date(2026, 11, 30), True)


def test_plan_never_holds_back_what_goes_to_the_others() -> None:
    terms = replace(TERMS, silence="tell")
    full = Week(full=frozenset({date(2026, 11, 23)}))
    told = plan(terms, PROMISE, LISBON, [Handled(FRIDAY, 1, FRIDAY)], NOW, full).planned
    assert [(step.step, step.held) for step in told] == [(TELLS, False)]


# -- Everything at once --------------------------------------------------------------------------


def test_plan_does_not_catch_up_on_weeks_gone_by() -> None:
    terms = replace(TERMS, ends_on=date(2027, 1, 31))
    later = datetime(2026, 12, 9, 9, tzinfo=UTC)
    steps = plan(terms, GOAL, LISBON, [], later).planned
    assert [step.due_on for step in steps][:2] == [date(2026, 12, 8), date(2026, 12, 14)]


ZONES = ["Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Cairo"]
times = st.times().map(lambda at: at.replace(microsecond=0, tzinfo=None))
days = st.dates(date(2026, 11, 1), date(2027, 4, 30))
readers = st.builds(
    Reader,
    zone=st.sampled_from(ZONES),
    working_days=st.text("01", min_size=7, max_size=7),
    quiet=st.lists(st.tuples(times, times), max_size=2).map(tuple),
    away=st.lists(days.map(lambda day: (day, day + timedelta(days=6))), max_size=2).map(tuple),
)
all_terms = st.builds(
    Terms,
    how=st.sampled_from(["mail", "mail", "mail", "check_in", "i_write"]),
    at=times,
    silence=st.sampled_from(["wait", "help", "again", "tell", "nothing"]),
    per_week=st.integers(1, 2),
    given_at=st.integers(0, 700).map(lambda hours: NOW + timedelta(hours=hours - 350)),
    since=st.just(date(2026, 11, 1)),
    ends_on=st.dates(date(2026, 12, 1), date(2027, 6, 30)),
)
things = st.builds(
    Thing,
    kind=st.sampled_from(["promise", "goal"]),
    is_open=st.sampled_from([True, True, True, False]),
    due_on=st.none() | days,
    answered_on=st.none() | days,
)


@settings(max_examples=200, deadline=None)
@given(all_terms, things, readers, days)
def test_plan_keeps_every_promise_to_the_reader(terms, thing, reader, today) -> None:
    now = datetime.combine(today, time(9), tzinfo=UTC)
    steps = plan(terms, thing, reader, [], now).planned
    assert not steps or (terms.how == "mail" and thing.is_open)
    for step in steps:
        wall = step.due_at.astimezone(ZoneInfo(reader.zone))
        assert reader.quiet_end(wall.time()) is None
        assert reader.welcomes(wall.date())
        assert wall.date() == step.due_on <= terms.ends_on
        assert step.due_at >= terms.given_at


@settings(max_examples=100, deadline=None)
@given(all_terms, things, readers)
def test_plan_followed_for_months_asks_at_most_twice_about_one_date(terms, thing, reader) -> None:
    """Followed day by day without any answer, as the clockwork does."""
    handled: list[Handled] = []
    now = terms.given_at
    for _day in range(150):
        step = plan(terms, thing, reader, handled, now).next
        if step is not None and step.due_at <= now:
            handled.append(Handled(step.about_on, step.step, step.due_on))
        now += timedelta(days=1)
    ladders: dict[date, int] = {}
    for step in handled:
        ladders[step.about_on] = ladders.get(step.about_on, 0) + 1
    assert all(mails <= 2 for mails in ladders.values())
    if thing.kind == "promise":
        assert len(handled) <= 2


def test_what_progress_spoke_for_does_not_come_back_a_week_later() -> None:
    """The first yes was on a Wednesday; the log was written on a Tuesday, just before the slot."""
    wednesday = datetime(2026, 11, 25, 9, tzinfo=UTC)
    terms = replace(TERMS, given_at=wednesday, since=wednesday.date(), ends_on=date(2027, 2, 28))
    goal = replace(GOAL, answered_on=date(2026, 12, 1))
    behind = [Handled(date(2026, 11, 25), 1, date(2026, 11, 25))]
    a_week_on = datetime(2026, 12, 9, 10, tzinfo=UTC)
    steps = plan(terms, goal, LISBON, behind, a_week_on).planned
    assert [step.about_on for step in steps if step.due_at <= a_week_on] == [date(2026, 12, 9)]
