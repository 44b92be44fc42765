"""Labelled goals: a vague one is told its weak letter, a good one hears one thought at most."""

from datetime import date
from decimal import Decimal

import pytest

from goals.smart import Hint, Sketch, hints

TODAY = date(2026, 11, 16)

# Sentence and the letters that its hints name, with no field filled but the sentence.
SENTENCES = [
    ("Get better at public speaking", "SMT"),
    ("Improve my presentation skills", "SMT"),
    ("Be more confident in meetings", "SMT"),
    ("Learn about data analysis", "SMT"),
    ("Network more", "SMT"),
    ("Grow as a leader", "SMT"),
    ("Understand the finance side of the business", "SMT"),
    ("Work on my time management", "SMT"),
    ("Become a better listener this year", "SMT"),
    ("Read more often", "SMT"),
    ("Explore a career in product management", "SMT"),
    ("Develop my coaching style", "SMT"),
    ("Strengthen my relations with the sales team", "SMT"),
    ("Reduce stress", "SMT"),
    ("Try to speak up", "SMT"),
    ("Talk to people in the design department", "MT"),
    ("A portfolio that shows my work", "MT"),
    ("Give three presentations", "T"),
    ("Read 12 books", "T"),
    ("Pass the certification exam", "T"),
    ("Publish an article about onboarding", "T"),
    ("Hold two client meetings on my own by 31 March", "T"),
    ("Give a talk at the Berlin meetup in the next three months", "T"),
    ("Finish the analytics course by the end of February", "T"),
    ("Run a half marathon and learn Spanish and write a book", "ST"),
    ("Lead the Monday review four times, and find a new flat", "ST"),
    ("Call 10 clients every week and start a blog", "ST"),
    ("Write 4 articles and get feedback on each in the next quarter", "T"),
    ("Be calmer so that I can lead by the end of the year", "SMT"),
]


@pytest.mark.parametrize(("title", "letters"), SENTENCES)
def test_hints_name_the_weak_letters_of_a_sentence(title: str, letters: str) -> None:
    found = hints(Sketch(title=title, today=TODAY))

    assert "".join(dict.fromkeys(hint.letter for hint in found)) == letters


GOOD = [
    ("Give three presentations to the leadership team", "presentations", 0, 3, date(2027, 2, 28)),
    ("Read 12 books about negotiation", "books", 0, 12, date(2027, 5, 31)),
    ("Raise my review score from 3 to 4.5", "points", 3, "4.5", date(2027, 3, 31)),
    ("Bring my overtime down to 5 hours a week", "hours", 14, 5, date(2027, 1, 31)),
    ("Publish four articles on the team blog", "articles", 0, 4, date(2027, 2, 14)),
    ("Talk to eight people who do the job I want", "talks", 0, 8, date(2027, 2, 1)),
    ("Write my thesis, 60 pages", "pages", 10, 60, date(2027, 3, 1)),
    ("Get better at estimating", "% off", 40, 15, date(2027, 4, 1)),
]


@pytest.mark.parametrize(("title", "unit", "start", "target", "due_on"), GOOD)
def test_hints_leave_good_goals_alone(title, unit, start, target, due_on) -> None:
    sketch = Sketch(
        title=title,
        today=TODAY,
        kind="number",
        unit=unit,
        start=Decimal(start),
        target=Decimal(target),
        due_on=due_on,
        relevant="It opens the next role for me",
        confidence=8,
    )

    assert hints(sketch) == []


def test_hints_leave_a_clear_yes_or_no_alone() -> None:
    sketch = Sketch(
        title="Pass the PMP exam", today=TODAY, kind="yes_no", due_on=date(2027, 2, 1), relevant="x"
    )

    assert hints(sketch) == []


def sketch(**changes: object) -> Sketch:
    facts = {
        "title": "Read 12 books",
        "today": TODAY,
        "kind": "number",
        "unit": "books",
        "target": Decimal(12),
        "due_on": date(2027, 5, 31),
    }
    return Sketch(**(facts | changes))


def test_hints_ask_for_the_unit_of_a_number() -> None:
    assert hints(sketch(unit=" ")) == [Hint("M", "no_unit")]


def test_hints_say_when_the_date_is_today_or_past() -> None:
    assert hints(sketch(due_on=TODAY)) == [Hint("T", "date_past")]


def test_hints_repeat_the_date_that_only_the_sentence_names() -> None:
    found = hints(sketch(title="Read 12 books by the end of March", due_on=None))

    assert found == [Hint("T", "date_in_words", {"words": "by the end of march"})] or found == [
        Hint("T", "date_in_words", {"words": "March"})
    ]


def test_hints_say_what_a_crowded_plan_would_take_a_week() -> None:
    found = hints(sketch(target=Decimal(50), due_on=date(2027, 1, 4)))

    assert found == [Hint("A", "beyond_reach", {"needed": "7.1", "unit": "books"})]


def test_hints_compare_with_the_pace_so_far() -> None:
    slow = sketch(unit="pages", target=Decimal(60), due_on=date(2026, 12, 14), pace=Decimal(4))

    assert [hint.code for hint in hints(slow)] == ["beyond_reach"]


def test_hints_stay_silent_within_twice_the_pace_so_far() -> None:
    quick = sketch(unit="pages", target=Decimal(60), due_on=date(2026, 12, 14), pace=Decimal(8))

    assert hints(quick) == []


def test_hints_ask_for_a_smaller_goal_below_seven() -> None:
    assert hints(sketch(confidence=6)) == [Hint("A", "not_sure", {"confidence": "6"})]


def test_hints_ask_why_once_the_question_is_on_the_page() -> None:
    assert hints(sketch(relevant="")) == [Hint("R", "no_why")]


def test_hints_take_a_reason_from_the_sentence() -> None:
    found = hints(sketch(title="Read 12 books so that I can advise clients", relevant=""))

    assert found == []


def test_hints_know_german_and_spanish() -> None:
    german = hints(Sketch(title="Besser präsentieren lernen", today=TODAY, language="de"))
    spanish = hints(Sketch(title="Mejorar mi inglés", today=TODAY, language="es"))

    assert [hint.letter for hint in german] == ["S", "M", "T"]
    assert [hint.letter for hint in spanish] == ["S", "M", "T"]


def test_hints_look_at_fields_alone_in_other_languages() -> None:
    found = hints(Sketch(title="もっと上手に話す", today=TODAY, language="ja"))

    assert [hint.code for hint in found] == ["no_number", "no_date"]


def test_hints_say_nothing_about_nothing() -> None:
    assert hints(Sketch(title="  ", today=TODAY)) == []
