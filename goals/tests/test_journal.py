"""The log of a goal: outcomes, pages by key, and the files to take along."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.errors import DomainError
from accounts.pdf import Picture, Sheet
from goals import queries, services, sheets
from goals.models import Goal, Measure, ProgressEntry
from goals.queries.journal import A_PAGE, ON_PAPER
from goals.tests.make import make_goal
from mentorship.tests.make import NOW

LONG = 10_000
START = date(2023, 11, 20)


@pytest.fixture
def goal(as_mentee) -> Goal:
    return make_goal(as_mentee)


def log(goal: Goal, **said: object) -> ProgressEntry:
    return services.log_progress(goal=goal, by=goal.person, now=NOW, **said)


def fill(goal: Goal, count: int) -> None:
    """Several entries a day, three years of them where there are ten thousand."""
    measure = goal.measures.get()
    ProgressEntry.objects.bulk_create(
        ProgressEntry(
            goal=goal,
            measure=measure,
            happened_on=START + timedelta(days=n * 1090 // LONG),
            value=Decimal(n) / LONG,
            note=f"Entry {n}",
            client_token=str(n),
            logged_at=NOW,
        )
        for n in range(count)
    )


def at(name: str, goal: Goal) -> str:
    return reverse(f"goals:{name}", args=[goal.pk])


# -- Outcomes -------------------------------------------------------------------------------------


def test_log_progress_keeps_what_came_of_it(goal) -> None:
    entry = log(goal, note="The report is out", outcome="delivered")

    assert ProgressEntry.objects.get(pk=entry.pk).get_outcome_display() == "something delivered"


def test_log_progress_with_an_outcome_and_no_words_asks_for_some(goal) -> None:
    with pytest.raises(DomainError, match="few words"):
        log(goal, value=Decimal(1), outcome="said")


def test_correct_progress_may_change_what_came_of_it(goal) -> None:
    entry = log(goal, note="Ana liked it", outcome="delivered")
    newer = services.correct_progress(
        entry=entry, by=goal.person, now=NOW, note="Ana liked it", outcome="said"
    )

    assert [entry.outcome, newer.outcome] == ["delivered", "said"]


@pytest.mark.parametrize("facts", [{"note": "", "value": 1}, {"outcome": "praised"}])
def test_database_refuses_an_outcome_without_words_or_unheard_of(goal, facts) -> None:
    entry = log(goal, note="Out", outcome="delivered")

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressEntry.objects.filter(pk=entry.pk).update(**facts)


def test_log_form_takes_an_outcome_and_the_page_shows_it(goal, maria, sign_in) -> None:
    client = sign_in(maria)
    client.post(at("log_progress", goal), {"note": "Learned to wait", "outcome": "learned"})

    assert "something learned" in client.get(at("goal", goal)).content.decode()
    assert "something learned" in client.get(at("journal", goal)).content.decode()


def test_log_form_with_an_outcome_alone_comes_back_open(goal, maria, sign_in) -> None:
    answer = sign_in(maria).post(at("log_progress", goal), {"value": "1", "outcome": "learned"})

    assert answer.status_code == 422
    assert '<details class="more" open>' in answer.content.decode()


# -- Pages ----------------------------------------------------------------------------------------


def test_journal_pages_by_key_and_misses_nothing(goal) -> None:
    fill(goal, 2 * A_PAGE + 7)
    found, page = [], queries.journal_page(goal)
    while True:
        found += [row.entry.note for row in page.rows]
        if page.older is None:
            break
        page = queries.journal_page(goal, page.older)

    assert found == [f"Entry {n}" for n in reversed(range(2 * A_PAGE + 7))]


def test_journal_starts_anew_with_a_key_of_nothing(goal, maria, sign_in) -> None:
    log(goal, note="Here I am")
    client = sign_in(maria)

    for key in ("", "x", "-1", "9" * 30, "77777"):
        assert b"Here I am" in client.get(at("journal", goal), {"before": key}).content


def test_journal_leads_on_and_back(goal, maria, sign_in) -> None:
    fill(goal, A_PAGE + 1)
    client = sign_in(maria)
    first = client.get(at("journal", goal)).content.decode()
    key = queries.journal_page(goal).older
    second = client.get(at("journal", goal), {"before": key}).content.decode()

    assert f"?before={key}" in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="{at("journal", goal)}"' in second
    assert "Entry 0" in second
    assert "Older" not in second


def test_journal_offers_to_correct_what_still_stands(goal, maria, sign_in) -> None:
    wrong = log(goal, value=Decimal(2))
    right = services.correct_progress(entry=wrong, by=maria, now=NOW, value=Decimal(1))
    page = sign_in(maria).get(at("journal", goal)).content.decode()

    assert reverse("goals:correct_progress", args=[right.pk]) in page
    assert reverse("goals:correct_progress", args=[wrong.pk]) not in page
    assert "corrected later" in page


def test_pages_ask_the_same_with_ten_and_with_ten_thousand_entries(
    as_mentee, maria, sign_in
) -> None:
    client = sign_in(maria)
    few, many = make_goal(as_mentee), make_goal(as_mentee)
    fill(few, 10)
    fill(many, LONG)

    for name in ("goal", "journal", "log_progress"):
        asked = [asks(client, at(name, goal)) for goal in (few, many)]
        assert asked[0] == asked[1] <= 15, name


def asks(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_drawing_and_sheet_of_a_long_log_are_limited(goal) -> None:
    fill(goal, 2 * ON_PAPER)

    assert len(queries.course_of(goal, NOW).entries) <= queries.POINTS_DRAWN
    assert len(queries.journal(goal, NOW).entries) == ON_PAPER


# -- Files ----------------------------------------------------------------------------------------


def test_progress_csv_has_every_entry_oldest_first(goal, maria, sign_in) -> None:
    fill(goal, 1200)
    lines = sign_in(maria).get(at("progress_csv", goal)).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 1201
    assert lines[0] == "Day,Measure,Value,What happened,What came of it,Link,"
    assert lines[1] == "2023-11-20,presentations,0,Entry 0,,,"


def test_progress_csv_runs_no_formula(goal, maria, sign_in) -> None:
    log(goal, note='=HYPERLINK("https://x.example")', outcome="said")
    text = sign_in(maria).get(at("progress_csv", goal)).content.decode("utf-8-sig")

    assert "'=HYPERLINK" in text


def test_progress_csv_tells_corrections(goal, maria, sign_in) -> None:
    wrong = log(goal, value=Decimal("2.5"))
    services.correct_progress(entry=wrong, by=maria, now=NOW, value=Decimal(1))
    text = sign_in(maria).get(at("progress_csv", goal)).content.decode("utf-8-sig")

    assert "presentations,2.5,,,,corrected later" in text
    assert "presentations,1,,,,correction" in text


@pytest.mark.parametrize("name", ["progress_csv", "progress_pdf"])
def test_files_have_neutral_names_and_stay_in_no_cache(goal, omar, sign_in, name) -> None:
    answer = sign_in(omar).get(at(name, goal))

    assert answer["Content-Disposition"] == f'attachment; filename="progress-{goal.pk}.{name[-3:]}"'
    assert answer["Cache-Control"] == "private, no-store"


def words_on(sheet: Sheet) -> str:
    """What stands on it, drawings aside."""
    cells = [
        cell
        for part in sheet.parts
        for row in getattr(part, "_cellvalues", [[part]])
        for cell in row
    ]
    return "\n".join(cell.getPlainText() for cell in cells if hasattr(cell, "getPlainText"))


def test_progress_pdf_says_what_the_page_says(goal) -> None:
    log(goal, value=Decimal(2), note="Two <b>talks</b>", outcome="delivered")
    text = words_on(sheets.progress_sheet(queries.journal(goal, NOW)))

    for said in (goal.title, "2 of 3 presentations", "Two <b>talks</b>", "something delivered"):
        assert said in text


def test_progress_pdf_says_what_a_number_counts_where_there_are_several(goal) -> None:
    log(goal, value=Decimal(2))
    assert "2 presentations" not in _values(goal)
    second = Measure.objects.create(
        goal=goal, unit="how clear I was", start=5, target=8, position=2
    )
    log(goal, value=Decimal(6), measure=second)
    assert {"2 presentations", "6 how clear I was"} <= _values(goal)


def _values(goal: Goal) -> set[str]:
    journal = queries.journal(Goal.objects.get(pk=goal.pk), NOW)
    with_unit = len(journal.goal.measures.all()) > 1
    return {sheets._row(entry, with_unit=with_unit)[1] for entry in journal.entries}


def test_progress_pdf_has_the_drawing(goal) -> None:
    log(goal, value=Decimal(2))
    drawn = [part for part in _sheet(goal).parts if isinstance(part, Picture)]

    assert [len(picture.dots) for picture in drawn] == [1]
    assert [text for _x, _y, text in drawn[0].texts][-2:] == ["0", "3"]


def test_progress_pdf_of_a_long_log_says_what_it_leaves_out(goal) -> None:
    fill(goal, ON_PAPER + 30)

    assert "30 older entries are in the file for spreadsheets." in words_on(_sheet(goal))


def test_progress_pdf_of_a_goal_without_numbers_has_no_drawing(as_mentee) -> None:
    goal = make_goal(as_mentee)
    goal.measures.all().delete()
    sheet = _sheet(Goal.objects.get(pk=goal.pk))

    assert not [part for part in sheet.parts if isinstance(part, Picture)]
    assert "Nothing logged yet." in words_on(sheet)


def test_progress_pdf_is_one(goal, maria, sign_in) -> None:
    fill(goal, 200)
    content = sign_in(maria).get(at("progress_pdf", goal)).content

    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") < 10


def _sheet(goal: Goal) -> Sheet:
    return sheets.progress_sheet(queries.journal(goal, NOW))


def test_points_reads_the_paths_of_the_drawing() -> None:
    assert sheets.points("M3 4L5.5 -6H9") == [(3, 4), (5.5, -6), (9, -6)]
