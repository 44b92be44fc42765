"""Labelled goals: a vague one is told its weak letters, a good one hears one thought at most."""

from datetime import date
from decimal import Decimal

import pytest

from goals.smart import Aim, Hint, Sketch, hints

TODAY = date(2026, 11, 16)

# Sentences as people first write them, and the letters that are weak while no field is filled.
# Topics are those of the advice that this product grew from: speaking, leading, feedback, writing,
# a rhythm of talks, time, initiative, a change of role.
WEAK = [
    ("Get better at public speaking", "SMT"),
    ("Improve my presentation skills", "SMT"),
    ("I want to improve my presentation skills", "SMT"),
    ("Be more confident in meetings", "SMT"),
    ("Learn about data analysis", "SMT"),
    ("Network more", "SMT"),
    ("Grow as a leader", "SMT"),
    ("Break into leadership roles", "SMT"),
    ("Understand the finance side of the business", "SMT"),
    ("Work on my time management", "SMT"),
    ("Manage my time better", "SMT"),
    ("Become a better listener this year", "SMT"),
    ("Read more often", "SMT"),
    ("Explore a career in product management", "SMT"),
    ("Develop my coaching style", "SMT"),
    ("Strengthen my relations with the sales team", "SMT"),
    ("Reduce stress", "SMT"),
    ("Try to speak up", "SMT"),
    ("Take more initiative", "SMT"),
    ("Stop procrastinating", "SMT"),
    ("Avoid defensiveness when I get feedback", "SMT"),
    ("Be open to criticism", "SMT"),
    ("Stay motivated", "SMT"),
    ("Improve productivity and performance", "SMT"),
    ("Build confidence", "SMT"),
    ("Keep in touch with my mentor regularly", "SMT"),
    ("Use feedback well", "SMT"),
    ("Track my progress consistently", "SMT"),
    ("Do my best at work", "SMT"),
    ("Find a good work-life balance", "SMT"),
    ("Get a bigger role some day", "SMT"),
    ("Write better articles", "SMT"),
    ("Have clear goals", "SMT"),
    ("Focus on what matters", "SMT"),
    ("Be calmer so that I can lead by the end of the year", "SM"),
    ("Show my mentor that I am serious about growth", "SMT"),
    ("Talk to people in the design department", "MT"),
    ("A portfolio that shows my work", "MT"),
    ("Meet people who do the job I want", "MT"),
    ("Ask my mentor for advice", "MT"),
    ("Lead projects", "MT"),
    ("Give three presentations", "T"),
    ("Read 12 books", "T"),
    ("Pass the certification exam", "T"),
    ("Publish an article about onboarding", "T"),
    ("Get promoted to team lead", "T"),
    ("Run a half marathon and learn Spanish and write a book", "ST"),
    ("Lead the Monday review four times, and find a new flat", "ST"),
    ("Call 10 clients every week and start a blog", "ST"),
    ("Give two talks by June 2027, then change my job", "S"),
]


@pytest.mark.parametrize(("title", "letters"), WEAK)
def test_hints_name_the_weak_letters_of_a_sentence(title: str, letters: str) -> None:
    found = hints(Sketch(title=title, today=TODAY))
    in_words = [hint for hint in found if hint.code == "date_in_words"]
    named = "".join(dict.fromkeys(hint.letter for hint in found if hint not in in_words))

    assert named == letters.replace("T", "" if in_words else "T")


# Sentences that are good as they stand: one thought at most, to put their date into its field too.
GOOD = [
    "Hold two client meetings on my own by 31 March",
    "Give a talk at the Berlin meetup in the next three months",
    "Give three presentations to the leadership team within the next three months",
    "Finish the analytics course by the end of February",
    "Write 4 articles and get feedback on each in the next quarter",
    "Write four articles of 800 words, with a feedback score of 4 or more, by the end of May",
    "Lead one new project in each quarter of 2027",
    "Lead and deliver one new project in each quarter of the year",
    "Prepare a summary and three questions before each of my next six check-ins, until 30 April",
    "Ask for feedback after every presentation until the end of March",
    "Ask one clarifying question in each of five feedback talks by 15 February",
    "Try out one piece of advice within a week, eight times until April",
    "Block two hours for writing every Tuesday until Christmas",
    "Log what moved every Friday for the next twelve weeks",
    "Meet my partner every two weeks and send a summary the day before, until June",
    "Talk to eight people who do the job I want by 1 February",
    "Bring my overtime down from 14 to 5 hours a week by the end of January",
    "Hand in my application for the team lead role by 20 January",
    "Submit my thesis by 1 March 2027",
    "Run four workshops with at least ten people each before the summer",
    "Raise the answer rate of our survey from 20 % to 35 % by 31 May",
    "Pass the PMP exam by 12.02.2027",
    "Present our results to the board in February",
    "Host a monthly lunch for new colleagues until June, six in all",
    "Mentor one intern from January to March, with a talk every week",
]


@pytest.mark.parametrize("title", GOOD)
def test_hints_leave_good_sentences_nearly_alone(title: str) -> None:
    assert [hint.code for hint in hints(Sketch(title=title, today=TODAY))] in (
        ["date_in_words"],
        [],
    )


FILLED = [
    ("Give three presentations to the leadership team", "presentations", 0, 3, date(2027, 2, 28)),
    ("Read 12 books about negotiation", "books", 0, 12, date(2027, 5, 31)),
    ("Raise my review score from 3 to 4.5", "points", 3, "4.5", date(2027, 3, 31)),
    ("Bring my overtime down to 5 hours a week", "hours", 14, 5, date(2027, 1, 31)),
    ("Publish four articles on the team blog", "articles", 0, 4, date(2027, 2, 14)),
    ("Talk to eight people who do the job I want", "talks", 0, 8, date(2027, 2, 1)),
    ("Write my thesis, 60 pages", "pages", 10, 60, date(2027, 3, 1)),
    ("Get better at estimating", "% off", 40, 15, date(2027, 4, 1)),
    ("Lead a project in each quarter", "projects", 0, 4, date(2027, 11, 15)),
    ("Improve my writing", "articles with a score of 4", 0, 6, date(2027, 4, 30)),
]


def full(title: str, *aims: Aim, **changes: object) -> Sketch:
    facts = {
        "title": title,
        "today": TODAY,
        "aims": aims,
        "due_on": date(2027, 2, 28),
        "relevant": "It opens the next role for me",
        "confidence": 8,
    }
    return Sketch(**(facts | changes))


def number(unit: str = "books", start: object = 0, target: object = 12) -> Aim:
    return Aim(kind="number", unit=unit, start=Decimal(start), target=Decimal(target))


@pytest.mark.parametrize(("title", "unit", "start", "target", "due_on"), FILLED)
def test_hints_leave_good_goals_alone(title, unit, start, target, due_on) -> None:
    assert hints(full(title, number(unit, start, target), due_on=due_on)) == []


OTHER_WAYS = [
    ("Pass the PMP exam", Aim(kind="yes_no")),
    ("Be trusted with the spring campaign", Aim(kind="rating", unit="trust", target=Decimal(8))),
    ("Move to the product team", Aim(kind="yes_no", unit="I sign the new contract")),
    ("Organize the open day", Aim(kind="milestones", steps=5)),
    ("Host the open day", Aim(kind="milestones")),
]


@pytest.mark.parametrize(("title", "aim"), OTHER_WAYS)
def test_hints_leave_other_ways_to_know_alone(title, aim) -> None:
    assert hints(full(title, aim)) == []


# What fields alone can show: each is told the letter that is weak.
BY_FIELDS = [
    (full("Read 12 books", number(" "), due_on=date(2027, 5, 31)), "M", "no_unit"),
    (full("Read more", Aim(kind="number", unit="books")), "M", "no_target"),
    (full("Read 12 books", Aim(kind="number")), "M", "no_target"),
    (full("Speak clearly", Aim(kind="rating", unit="clarity")), "M", "no_target"),
    (full("Speak", Aim(kind="rating", start=Decimal(4), target=Decimal(8))), "M", "no_rated"),
    (full("Open the shop", Aim(kind="milestones", steps=0)), "M", "no_steps"),
    (full("Be better", Aim(kind="milestones", steps=4)), "S", "vague"),
    (full("Read", number(), due_on=None), "T", "no_date"),
    (full("Read", number(), due_on=TODAY), "T", "date_past"),
    (full("Read", number(), due_on=date(2026, 1, 1)), "T", "date_past"),
    (full("Read", number(target=50), due_on=date(2027, 1, 4)), "A", "beyond_reach"),
    (full("Speak", number("talks", 0, 90)), "A", "beyond_reach"),
    (full("Move", Aim(kind="yes_no", unit="x"), number(target=90)), "A", "beyond_reach"),
    (full("Read", number(), confidence=6), "A", "not_sure"),
    (full("Read", number(), relevant=" "), "R", "no_why"),
]


@pytest.mark.parametrize(("sketch", "letter", "code"), BY_FIELDS)
def test_hints_name_what_the_fields_lack(sketch, letter, code) -> None:
    assert (letter, code) in [(hint.letter, hint.code) for hint in hints(sketch)]


@pytest.mark.parametrize(("sketch", "letter", "code"), BY_FIELDS)
def test_hints_say_one_thing_at_most_of_each_weakness(sketch, letter, code) -> None:
    found = [hint.code for hint in hints(sketch)]

    assert len(found) == len(set(found)) <= 2


def test_labels_are_many() -> None:
    assert len({title for title, _ in WEAK} | set(GOOD)) + len(FILLED) + len(OTHER_WAYS) >= 60


def test_hints_repeat_the_date_that_only_the_sentence_names() -> None:
    found = hints(full("Read 12 books by the end of March", number(), due_on=None))

    assert found == [Hint("T", "date_in_words", {"words": "by the end of March"})]


def test_hints_say_what_a_crowded_plan_would_take_a_week() -> None:
    found = hints(full("Read", number(target=50), due_on=date(2027, 1, 4)))

    assert found == [Hint("A", "beyond_reach", {"needed": "7.1", "unit": "books"})]


def paced(pace: int) -> Sketch:
    return full("Write", number("pages", 0, 60), due_on=date(2026, 12, 14), pace=Decimal(pace))


def test_hints_compare_with_the_pace_so_far() -> None:
    assert [hint.code for hint in hints(paced(4))] == ["beyond_reach"]


def test_hints_stay_silent_within_twice_the_pace_so_far() -> None:
    assert hints(paced(8)) == []


def test_hints_compare_the_pace_with_the_first_number_alone() -> None:
    second = full("Write", number("pages"), number("words", 0, 9000), pace=Decimal(4))

    assert hints(second) == []


def test_hints_take_a_reason_from_the_sentence() -> None:
    assert hints(full("Read 12 books so that I can advise clients", number(), relevant="")) == []


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
