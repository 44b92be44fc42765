from datetime import date

from goals.ladder import Ask, goal_asks, promise_asks

DUE = date(2026, 11, 20)


def asks(**changes: object) -> list[Ask]:
    facts = {
        "due_on": DUE,
        "from_on": date(2026, 11, 16),
        "silence": "again",
        "ends_on": date(2026, 12, 4),
    }
    return promise_asks(**(facts | changes))


def test_promise_asks_on_its_day_and_once_more() -> None:
    assert asks() == [Ask(DUE, 1), Ask(date(2026, 11, 23), 2)]


def test_promise_asks_once_if_silence_means_wait() -> None:
    assert asks(silence="wait") == [Ask(DUE, 1)]


def test_promise_asks_from_today_if_its_day_has_come() -> None:
    assert asks(from_on=date(2026, 11, 24))[0] == Ask(date(2026, 11, 24), 1)


def test_promise_asks_stop_at_the_end() -> None:
    assert asks(ends_on=date(2026, 11, 21)) == [Ask(DUE, 1)]


def test_promise_asks_wait_for_a_working_day() -> None:
    found = asks(due_on=date(2026, 11, 21), working_days="1111100")  # a Saturday

    assert found == [Ask(date(2026, 11, 23), 1), Ask(date(2026, 11, 26), 2)]


def test_promise_asks_of_somebody_without_working_days_come_all_the_same() -> None:
    assert asks(silence="wait", working_days="0000000") == [Ask(DUE, 1)]


def test_goal_asks_start_after_a_week() -> None:
    found = goal_asks(since=DUE, today=DUE, ends_on=date(2027, 2, 1), per_week=2)

    assert found == [Ask(date(2026, 11, 27), 1), Ask(date(2026, 11, 30), 2)]


def test_goal_asks_stop_at_the_end() -> None:
    assert goal_asks(since=DUE, today=DUE, ends_on=date(2026, 11, 26), per_week=1) == []


def test_goal_asks_go_on_with_the_weekday_of_the_yes() -> None:
    found = [
        goal_asks(since=DUE, today=today, ends_on=date(2027, 2, 1), per_week=1)[0].on
        for today in (date(2026, 11, 27), date(2026, 11, 28), date(2026, 12, 4))
    ]

    assert found == [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 4)]
