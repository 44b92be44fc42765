"""Building a cohort's questions, and changing one's own answers."""

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, User
from mentorship.models import Cohort, Enrollment, Question
from mentorship.queries.answers import answers_of
from mentorship.services import questions as services
from mentorship.services.answers import edit_answers
from mentorship.services.cohorts import duplicate_cohort
from mentorship.tests.make import NOW, make_cohort, make_enrollment, make_program, make_question

ALL = {"for_mentees": True, "for_mentors": True, "for_peers": False}


@pytest.fixture
def by(ada: User) -> dict:
    return {"by": ada, "now": NOW}


def labels(cohort: Cohort) -> list[str]:
    return [question.label for question in cohort.questions.asked()]


def test_start_questions_makes_our_set_their_own(cohort: Cohort, by: dict) -> None:
    assert services.start_questions(cohort=cohort, **by) == 9
    assert cohort.questions.count() == 9
    assert AuditEntry.objects.get().verb == "questions.start"
    with pytest.raises(DomainError):
        services.start_questions(cohort=cohort, **by)


def test_add_question_keeps_our_set_and_comes_last(cohort: Cohort, by: dict) -> None:
    made = services.add_question(cohort=cohort, kind="short_text", label="Goals?", **ALL, **by)
    assert made.key == "goals-2"
    assert cohort.questions.count() == 10
    assert labels(cohort)[-1] == "Goals?"


def test_add_question_asks_a_meaning_once(cohort: Cohort, by: dict) -> None:
    make_question(cohort, "goals")
    with pytest.raises(DomainError):
        services.add_question(cohort=cohort, kind="goals", label="Again?", **ALL, **by)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "one_of", "options": ["only"]},
        {"kind": "short_text", "compare": "same"},
        {"kind": "short_text", "for_mentees": False, "for_mentors": False},
    ],
)
def test_add_question_refuses_what_cannot_be_asked(cohort: Cohort, by: dict, facts: dict) -> None:
    with pytest.raises(DomainError):
        services.add_question(cohort=cohort, label="?", **(ALL | facts), **by)


def test_add_question_has_an_end(cohort: Cohort, by: dict) -> None:
    for number in range(services.MOST):
        make_question(cohort, "short_text", key=f"k{number}")
    with pytest.raises(DomainError):
        services.add_question(cohort=cohort, kind="scale", label="More?", **ALL, **by)


def test_edit_question_tells_what_changed(cohort: Cohort, by: dict) -> None:
    question = make_question(cohort, "short_text", label="Old?", for_peers=False)
    edited = services.edit_question(question=question, label="New?", **ALL, **by)
    assert edited.label == "New?"
    assert AuditEntry.objects.get().details == {"fields": ["label"]}


def test_move_question_changes_places_and_stops_at_the_end(cohort: Cohort, by: dict) -> None:
    for name in "abc":
        make_question(cohort, "short_text", key=name, label=name)
    last = cohort.questions.get(key="c")
    for expected in ("acb", "cab", "cab"):
        services.move_question(question=last, up=True, **by)
        assert "".join(labels(cohort)) == expected
    services.move_question(question=last, up=False, **by)
    assert "".join(labels(cohort)) == "acb"


def test_remove_question_without_answers_leaves_nothing(cohort: Cohort, by: dict) -> None:
    services.remove_question(question=make_question(cohort, "goals"), **by)
    assert not Question.objects.exists()


def test_remove_question_keeps_answers_and_restore_asks_again(
    cohort: Cohort, maria: User, by: dict
) -> None:
    question = make_question(cohort, "short_text", key="team")
    place = make_enrollment(cohort, maria, "mentee", answers={"q:team": "Blue"})
    services.remove_question(question=question, **by)
    assert labels(cohort) == []
    assert [(told.text, told.asked) for told in answers_of(place)][-1] == ("Blue", False)
    services.restore_question(question=question, **by)
    assert labels(cohort) == [question.label]


def test_remove_question_with_its_answers(cohort: Cohort, maria: User, by: dict) -> None:
    question = make_question(cohort, "one_of", key="shift")
    Cohort.objects.filter(pk=cohort.pk).update(hard_rules=["language", "q:shift"])
    make_enrollment(cohort, maria, "mentee", answers={"q:shift": "day", "goals": "G"})
    assert services.remove_question(question=question, with_answers=True, **by) == 1
    assert Enrollment.objects.get().answers == {"goals": "G"}
    cohort.refresh_from_db()
    assert cohort.hard_rules == ["language"]


def test_copy_questions_leaves_out_what_is_asked(cohort: Cohort, by: dict) -> None:
    source = make_cohort(make_program(name="M", slug="m"), name="Source", slug="source")
    make_question(source, "goals")
    make_question(source, "scale", key="pace", label="Pace?", options=["slow", "fast"])
    make_question(source, "short_text", key="old", set_aside_at=NOW)
    make_question(cohort, "goals", label="Ours?")
    assert services.copy_questions(cohort=cohort, source=source, **by) == 1
    assert labels(cohort) == ["Ours?", "Pace?"]
    with pytest.raises(DomainError):
        services.copy_questions(cohort=cohort, source=source, **by)


def test_duplicate_cohort_takes_questions_along(cohort: Cohort, by: dict) -> None:
    make_question(cohort, "scale", key="pace", compare="near")
    days = {"starts_on": cohort.ends_on, "ends_on": cohort.ends_on.replace(year=2030)}
    made = duplicate_cohort(cohort=cohort, name="Next", **days, **by)
    assert [(each.key, each.compare) for each in made.questions.all()] == [("pace", "near")]


def test_a_closed_cohort_asks_nothing_new(cohort: Cohort, by: dict) -> None:
    question = make_question(cohort, "goals")
    Cohort.objects.filter(pk=cohort.pk).update(state="closed")
    with pytest.raises(DomainError):
        services.remove_question(question=question, **by)


# -- Answers -------------------------------------------------------------------------------


def test_edit_answers_changes_only_what_is_told(cohort: Cohort, maria: User) -> None:
    place = make_enrollment(cohort, maria, "mentee", answers={"goals": "G", "bio": "B", "x": 1})
    changes = {"goals": "New", "bio": None}
    edit_answers(enrollment=place, by=maria, now=NOW, changes=changes, zone="Asia/Tokyo")
    place.refresh_from_db()
    maria.refresh_from_db()
    assert place.answers == {"goals": "New", "x": 1}
    assert maria.zone == "Asia/Tokyo"
    last = AuditEntry.objects.latest("pk")
    assert (last.verb, last.details) == ("enrollment.edit_answers", {"fields": ["bio", "goals"]})


def test_edit_answers_refuses_fewer_seats_than_are_taken(cohort: Cohort, omar: User) -> None:
    place = make_enrollment(cohort, omar, "mentor", capacity=3, seats_taken=2)
    with pytest.raises(DomainError):
        edit_answers(enrollment=place, by=omar, now=NOW, changes={}, capacity=1)


def test_answers_are_told_in_words(cohort: Cohort, maria: User) -> None:
    make_question(cohort, "availability", position=1)
    make_question(cohort, "languages", position=2)
    make_question(cohort, "identity", position=3)
    make_question(cohort, "scale", key="pace", position=4)
    said = {
        "availability_hours": [8, 9, 10, 11, 12, 65, 66, 67, 68],
        "languages": ["de", "Klingon"],
        "identity": ["Deaf"],
        "q:pace": 4,
        "profession": "Nurse",
        "level_rank": 3,
    }
    place = make_enrollment(cohort, maria, "mentee", answers=said)
    assert [(told.text, told.private, told.asked) for told in answers_of(place)] == [
        ("Monday: morning, lunch · Wednesday: evening", False, True),
        ("Deutsch, Klingon", False, True),
        ("Deaf", True, True),
        ("4 of 5", False, True),
        ("Nurse", False, False),
    ]


def test_edit_answers_on_a_page_keeps_what_was_typed(cohort, maria, sign_in) -> None:
    make_question(cohort, "goals", required=True)
    make_question(cohort, "bio")
    place = make_enrollment(cohort, maria, "mentee")
    address = f"/answers/{place.pk}/"
    answer = sign_in(maria).post(address, {"goals": "", "bio": "Half a life."})
    assert answer.status_code == 422
    assert b"Half a life." in answer.content
    assert sign_in(maria).post(address, {"goals": "Speak."}).status_code == 302
    place.refresh_from_db()
    assert place.answers == {"goals": "Speak."}


def test_answers_of_a_place_that_is_over_stay_readable(cohort, maria, sign_in) -> None:
    place = make_enrollment(cohort, maria, "mentee", state="completed", answers={"goals": "Old."})
    assert b"Old." in sign_in(maria).get("/answers/").content
    assert sign_in(maria).get(f"/answers/{place.pk}/").status_code == 403


def test_questions_are_shown_as_the_roles_of_the_cohort_see_them(sign_in, cohort, ada) -> None:
    page = sign_in(ada).get("/cohorts/autumn/questions/").content.decode()
    assert "Preview as mentor" in page and "partner" not in page
    asked = sign_in(ada).get("/cohorts/autumn/questions/preview/?role=peer").context["role"]
    assert asked == "mentor"
