"""A person's 90 days, the sheet they take along, and what others have because of them."""

from datetime import timedelta

import pytest

from checkins.queries.because import because_of_you
from checkins.queries.story import LENGTH, Story, story
from checkins.tests.make import THURSDAY, make_check_in, make_close_out
from goals import services
from goals.models import Reflection, Win
from goals.tests.make import make_commitment, make_goal
from mentorship.models import Pairing, PartingNote
from mentorship.tests.make import NOW

DAY = timedelta(days=1)


def texts(told: Story) -> dict[str, list[str]]:
    return {chapter.name: [line.text for line in chapter.lines] for chapter in told.chapters}


def win(owner, **changes) -> Win:
    facts = {"words": "I spoke first.", "by": owner.person, "now": NOW}
    return services.add_win(owner=owner, **(facts | changes))


def thank(pairing, author, words: str, **changes) -> None:
    close_out = make_close_out(make_check_in(pairing, **changes), author)
    type(close_out).objects.filter(pk=close_out.pk).update(thanks=words, written_at=NOW)


def close(pairing: Pairing) -> None:
    facts = {"state": "closed", "closed_at": NOW, "close_reason": "time"}
    Pairing.objects.filter(pk=pairing.pk).update(**facts)


# -- The story ------------------------------------------------------------------------------------


def test_story_tells_its_chapters_in_order(pairing, as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    services.achieve_goal(goal=goal, by=maria, now=NOW, learned="Slides are optional.")
    make_commitment(as_mentee, state="done", answered_at=NOW)
    win(as_mentee)
    thank(pairing, as_mentee, "Thank you for the push.")

    assert texts(story(maria, NOW)) == {
        "goals": [goal.title],
        "promises": ["Give the team update without slides"],
        "wins": ["I spoke first."],
        "learned": ["Slides are optional."],
        "thanks": ["Thank you for the push."],
    }


def test_story_leaves_out_what_is_longer_past_hidden_or_somebody_elses(
    as_mentee, as_mentor, maria
) -> None:
    before = NOW - LENGTH - DAY
    make_goal(as_mentee, state="achieved", ended_at=before, learned="Long ago.")
    make_commitment(as_mentee, state="done", answered_at=before)
    make_commitment(as_mentee, state="let_go", answered_at=NOW)
    win(as_mentee, on=before.date())
    services.hide_win(win=win(as_mentee), by=maria, now=NOW)
    win(as_mentor)

    assert story(maria, NOW).chapters == []


def test_story_says_who_thanked_whom(pairing, as_mentee, as_mentor, maria) -> None:
    thank(pairing, as_mentee, "For the push.")
    thank(pairing, as_mentor, "For your trust.", starts_at=THURSDAY + 7 * DAY)
    (chapter,) = story(maria, NOW).chapters

    notes = {line.text: line.note for line in chapter.lines}
    assert notes == {"For the push.": "to Omar", "For your trust.": "from Omar Haddad"}


def test_story_marks_what_nobody_else_could_read(as_mentee, maria) -> None:
    win(as_mentee, reach="me")
    private = {"state": "draft", "shared_at": None, "agreed_at": None}
    goal = make_goal(as_mentee, **private)
    services.achieve_goal(goal=goal, by=maria, now=NOW, learned="Less is more.")
    common = {"owner": as_mentee, "cause": "time", "is_success": True, "at": NOW, "on": NOW.date()}
    Reflection.objects.create(text="Mornings are mine.", goal=goal, **common)

    assert sum(len(chapter.lines) for chapter in story(maria, NOW).chapters) == 4
    assert all(line.private for chapter in story(maria, NOW).chapters for line in chapter.lines)


def test_story_page_ticks_what_was_shared(as_mentee, maria, sign_in) -> None:
    shared, private = win(as_mentee), win(as_mentee, reach="me")
    page = sign_in(maria).get("/story/").text

    assert f'value="win-{shared.pk}" checked' in page
    assert f'value="win-{private.pk}">' in page


# -- The sheet ------------------------------------------------------------------------------------


def test_print_story_holds_what_was_left_in(as_mentee, maria, sign_in) -> None:
    kept, left_out = win(as_mentee, words="Kept."), win(as_mentee, words="Left out.")
    found = story(maria, NOW).only({f"win-{kept.pk}"})
    answer = sign_in(maria).post("/story/print/", {"keep": [f"win-{kept.pk}"]})

    assert texts(found) == {"wins": ["Kept."]}
    assert left_out.words not in str(found)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("keep", [[], ["win-0"], ["goal-1; drop"]])
def test_print_story_without_a_line_leads_back(maria, sign_in, keep) -> None:
    answer = sign_in(maria).post("/story/print/", {"keep": keep}, follow=True)

    assert "Leave at least one line in." in answer.text


def test_print_story_takes_nobody_elses_line(as_mentor, maria, sign_in) -> None:
    other = win(as_mentor)
    answer = sign_in(maria).post("/story/print/", {"keep": [f"win-{other.pk}"]})

    assert answer.status_code == 302


# -- Because of you -------------------------------------------------------------------------------


def test_because_of_you_gathers_thanks_and_shared_wins(pairing, as_mentee, as_mentor, omar) -> None:
    thank(pairing, as_mentee, "For the push.")
    thank(pairing, as_mentor, "My own thanks.", starts_at=THURSDAY + 7 * DAY)
    win(as_mentee, words="With your help.", reach="thanks")
    win(as_mentee, words="By myself.")
    win(as_mentee, words="Nobody’s business.", reach="me")
    found = because_of_you(omar)

    assert {said.text for said in found.thanks} == {"For the push.", "With your help."}
    assert [said.text for said in found.wins] == ["By myself."]


def test_because_of_you_keeps_thanks_and_gives_wins_back_when_a_pairing_closes(
    pairing, as_mentee, omar
) -> None:
    win(as_mentee, reach="thanks")
    thank(pairing, as_mentee, "For the push.")
    PartingNote.objects.create(member=as_mentee, text="Farewell.", written_at=NOW)
    close(pairing)

    assert {said.text for said in because_of_you(omar).thanks} == {"For the push.", "Farewell."}


@pytest.mark.parametrize("name", ["ada", "eve"])
def test_because_of_you_is_empty_for_others(pairing, as_mentee, name, request, sign_in) -> None:
    win(as_mentee, reach="thanks")
    thank(pairing, as_mentee, "For the push.")
    person = request.getfixturevalue(name)

    assert "For the push." not in sign_in(person).get("/because-of-you/").text
