"""Questions: Autumn asks our set and two of its own, one more was set aside; Makers' cohort First
asks our set without having taken it over, and its cohort Second has one question to copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mentorship.models import Question
from mentorship.queries.questions import default_questions
from mentorship.tests import make

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {
    "mentorship:add_question": "cohort",
    "mentorship:copy_questions": "cohort",
    "mentorship:edit_answers": "place",
    "mentorship:edit_question": "question",
    "mentorship:move_question": "question",
    "mentorship:own_answers": "",
    "mentorship:person": "person",
    "mentorship:preview_questions": "cohort",
    "mentorship:questions": "cohort",
    "mentorship:remove_question": "question",
    "mentorship:restore_question": "question",
    "mentorship:start_questions": "cohort",
}
WORDS = {"label": "Which shift?", "options": "day\nnight", "audience": ["mentee", "mentor"]}
WORDS |= {"compare": "same"}


def add(world: World) -> None:
    autumn = world["cohort[autumn]"]
    for question in default_questions(autumn):
        question.save()
    shift = make.make_question(autumn, "one_of", key="shift", options=["day", "night"], position=20)
    aside = make.make_question(autumn, "scale", key="pace", set_aside_at=world.now, position=21)
    place = world["member[maria]"].enrollment
    place.answers |= {"q:pace": 4, "q:shift": "day"}
    place.save(update_fields=["answers"])
    facts = {"starts_on": autumn.starts_on, "ends_on": autumn.ends_on}
    second = make.make_cohort(world["program[makers]"], name="Second", slug="second", **facts)
    make.make_question(second, "short_text", key="team")
    make.make_question(second, "one_of", key="shift", options=["day", "night"], compare="same")
    world.things |= {
        "cohort[second]": second,
        "question[shift]": {"slug": "autumn", "pk": shift.pk},
        "question[shift, as of spring]": {"slug": "spring", "pk": shift.pk},
        "question[aside]": {"slug": "autumn", "pk": aside.pk},
        "place[maria]": place,
        "place[fred]": world["member[fred before]"].enrollment,
        "person[maria]": {"slug": "autumn", "pk": place.pk},
        "person[maria, as of spring]": {"slug": "spring", "pk": place.pk},
    }


def sent_with(row: str, world: World) -> dict[str, Any]:
    route = row.partition("[")[0]
    return {
        "mentorship:add_question": WORDS | {"kind": "one_of"},
        "mentorship:edit_question": WORDS | {"label": "Which shift, mostly?"},
        "mentorship:copy_questions": {"source": str(world["cohort[second]"].pk)},
        "mentorship:move_question": {"to": "up"},
        "mentorship:remove_question": {"answers": "delete"},
        "mentorship:edit_answers": {
            "skills_wanted-more": "Chess",
            "skills_offered-more": "Chess",
            "capacity": "2",
            "zone": "Europe/Lisbon",
            "availability": "0-lunch",
            "q_shift": "night",
        },
    }.get(route, {})


def crowd(world: World, many: int) -> None:
    """Maria has been in many cohorts, and Autumn asks much."""
    autumn = world["cohort[autumn]"]
    for number in range(many):
        dates = {
            "starts_on": autumn.starts_on - timedelta(days=400 + number),
            "ends_on": autumn.starts_on - timedelta(days=200 + number),
        }
        cohort = make.make_cohort(
            autumn.program, name=f"Old {number}", slug=f"old-{number}", state="closed", **dates
        )
        make.make_enrollment(cohort, world.maria, "mentee", state="completed")
        Question.objects.create(
            cohort=autumn, kind="short_text", key=f"more-{number}", label="More?", position=30
        )
