"""The drawing and its forecast, to the unit and the day."""

from datetime import date, timedelta
from decimal import Decimal

from goals.chart import GLANCE, PHONE, WIDE, Course, Forecast, draw, forecast, pace_a_week, plain

START = date(2026, 11, 2)


def course(*entries: tuple[int, str], day: int = 30, **changes: object) -> Course:
    """Three talks in 100 days; entries as (day, value), seen on `day`."""
    facts = {
        "start": Decimal(0),
        "target": Decimal(3),
        "start_on": START,
        "due_on": START + timedelta(days=100),
        "today": START + timedelta(days=day),
        "entries": [(START + timedelta(days=on), Decimal(value)) for on, value in entries],
    }
    return Course(**(facts | changes))


def test_forecast_carries_the_average_on() -> None:
    assert forecast(course((20, "1"))) == Forecast("on", on=START + timedelta(days=90), days=-10)


def test_forecast_counts_silence_as_a_slower_pace() -> None:
    assert forecast(course((20, "1"), day=40)) == Forecast(
        "on", on=START + timedelta(days=120), days=20
    )


def test_forecast_rounds_up_to_whole_days() -> None:
    assert forecast(course((5, "0.7"), day=10)).on == START + timedelta(days=43)


def test_forecast_may_land_on_the_date() -> None:
    assert forecast(course((20, "1.2"), day=40)) == Forecast(
        "on", on=START + timedelta(days=100), days=0
    )


def test_forecast_works_downwards() -> None:
    down = course((10, "12"), day=10, start=Decimal(14), target=Decimal(4))

    assert forecast(down) == Forecast("on", on=START + timedelta(days=50), days=-50)


def test_forecast_needs_no_date() -> None:
    assert forecast(course((20, "1"), due_on=None)) == Forecast("on", on=START + timedelta(days=90))


def test_forecast_says_nothing_without_an_entry() -> None:
    assert forecast(course()) == Forecast("none")


def test_forecast_waits_for_three_days() -> None:
    assert forecast(course((1, "1"), day=2)) == Forecast("early")


def test_forecast_of_a_flat_line() -> None:
    assert forecast(course((5, "0"))) == Forecast("flat")


def test_forecast_of_a_line_that_went_back() -> None:
    assert forecast(course((5, "-1"))) == Forecast("flat")


def test_forecast_beyond_ten_years() -> None:
    assert forecast(course((5, "0.01"))) == Forecast("far")


def test_forecast_knows_the_day_it_was_reached() -> None:
    assert forecast(course((20, "3"), (30, "4"))) == Forecast(
        "reached", on=START + timedelta(days=20)
    )


def test_pace_is_units_a_week_from_the_first_week_on() -> None:
    assert pace_a_week(course((20, "1"), day=28)) == Decimal("0.25")
    assert pace_a_week(course((2, "1"), day=6)) is None


def test_draw_puts_start_and_target_into_the_corners() -> None:
    drawing = draw(course((50, "1.5")), WIDE)

    assert drawing.view_box == "0 0 500 220"
    assert drawing.axis == "M40 190H476"
    assert drawing.target == "M40 190L476 26"
    assert drawing.path == "M40 190L258 108"
    assert drawing.dots == ((258.0, 108.0),)
    assert drawing.grid == ("M40 26H476",)


def test_draw_goes_ahead_at_the_pace_so_far() -> None:
    drawing = draw(course((50, "1.5"), day=50), WIDE)

    assert drawing.ahead == "M258 108L476 26"


def test_draw_cuts_the_way_ahead_at_the_edge() -> None:
    drawing = draw(course((50, "1"), day=60), WIDE)

    assert drawing.ahead == "M258 135.3L476 93.3"


def test_draw_has_its_own_size_for_a_phone() -> None:
    drawing = draw(course((50, "1.5")), PHONE)

    assert drawing.view_box == "0 0 270 200"
    assert [mark.x for mark in drawing.ticks] == [32.0, 142.0, 252.0]
    assert [mark.anchor for mark in drawing.ticks] == ["start", "middle", "end"]


def test_draw_shows_going_down_as_coming_nearer() -> None:
    drawing = draw(course((50, "9"), start=Decimal(14), target=Decimal(4)), WIDE)

    assert drawing.target == "M40 190L476 26"
    assert drawing.dots == ((258.0, 108.0),)
    assert [mark.text for mark in drawing.levels] == ["14", "4"]


def test_draw_makes_room_for_entries_beyond_the_target() -> None:
    drawing = draw(course((50, "6")), WIDE)

    assert drawing.dots == ((258.0, 26.0),)
    assert drawing.target == "M40 190L476 108"


def test_draw_without_entries_has_no_path() -> None:
    drawing = draw(course(), WIDE)

    assert (drawing.path, drawing.ahead, drawing.dots) == ("", "", ())


def test_draw_of_a_goal_that_ends_today_still_has_a_width() -> None:
    drawing = draw(course(due_on=START, day=0), WIDE)

    assert drawing.target == "M40 190L40 26"
    assert len(drawing.ticks) == 6


def test_plain_numbers_lose_their_zeros() -> None:
    assert [plain(Decimal(n)) for n in ("3.00", "2.50", "10", "0", "-1.20")] == [
        "3",
        "2.5",
        "10",
        "0",
        "-1.2",
    ]


def test_forecast_does_not_date_what_was_reached_before_the_entries_it_has() -> None:
    assert forecast(course((10, "3"), is_cut=True)) == Forecast("reached", on=None)
    assert forecast(course((10, "1"), (20, "3"), is_cut=True)).on == START + timedelta(days=20)


def test_draw_at_a_glance_is_a_line_without_words() -> None:
    drawn = draw(course((10, "1")), GLANCE)

    assert (drawn.name, drawn.ticks) == ("glance", ())
    assert drawn.path == "M3 36L15.2 25.3"
