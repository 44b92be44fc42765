"""Where things stand on the drawings of plans."""

from datetime import date, timedelta

from goals.timeline import PHONE, WIDE, Lane, Mark, Span, draw, draw_year

START = date(2026, 11, 10)


def on(day: int, full: bool = False) -> Mark:
    return Mark(START + timedelta(days=day), full)


def test_draw_places_days_from_edge_to_edge() -> None:
    drawing = draw(
        START, START, [Lane("Check-ins", "dot", [on(0, full=True), on(45), on(90)])], WIDE
    )
    [lane] = drawing.lanes

    assert [(spot.x, spot.full) for spot in lane.spots] == [(12, True), (250, False), (488, False)]
    assert [tick.day for tick in drawing.ticks] == [
        START + timedelta(days=day) for day in (0, 30, 60, 90)
    ]


def test_draw_leaves_out_what_lies_outside_and_empty_lanes() -> None:
    lanes = [Lane("Early", "dot", [on(-1), on(91)]), Lane("Goals", "diamond", [on(30)])]
    drawing = draw(START, START, lanes, PHONE)

    assert [lane.label.text for lane in drawing.lanes] == ["Goals"]
    assert drawing.lanes[0].spots[0].path.startswith("M87 ")


def test_draw_marks_today_only_within_the_days() -> None:
    def blocks(day: int) -> list[bool]:
        drawing = draw(START, START + timedelta(days=day), [], WIDE)
        assert bool(drawing.today) == (drawing.today_label is not None) == (0 <= day <= 90)
        return [block.current for block in drawing.blocks]

    assert blocks(-1) == blocks(91) == [False, False, False]
    assert blocks(0) == blocks(30) == [True, False, False]
    assert blocks(31) == [False, True, False]
    assert blocks(90) == [False, False, True]


def test_draw_keeps_the_word_today_on_the_paper() -> None:
    anchors = [
        draw(START, START + timedelta(days=day), [], PHONE).today_label.anchor
        for day in (2, 45, 88)
    ]
    assert anchors == ["start", "middle", "end"]


def test_draw_year_puts_overlapping_plans_below_each_other() -> None:
    first = Span("1", date(2026, 1, 10))
    spans = [first, Span("2", date(2026, 2, 1)), Span("3", first.ends_on)]
    bars = draw_year(2026, date(2026, 3, 1), spans, WIDE).bars

    assert [bar.y for bar in bars] == [28, 58, 28]


def test_draw_year_cuts_what_lies_in_other_years() -> None:
    span = Span("1", date(2026, 12, 1), [Mark(date(2026, 12, 31), True), Mark(date(2027, 1, 30))])
    [bar] = draw_year(2026, date(2027, 5, 1), [span], WIDE).bars
    [next_bar] = draw_year(2027, date(2027, 5, 1), [span], WIDE).bars

    assert round(bar.x + bar.width) in (486, 487)
    assert (next_bar.x, len(next_bar.spots), bar.spots[0].full) == (12, 1, True)


def test_draw_year_knows_today_only_in_its_year() -> None:
    assert draw_year(2026, date(2026, 6, 1), [], WIDE).today
    assert not draw_year(2025, date(2026, 6, 1), [], WIDE).today
