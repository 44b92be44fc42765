"""What is sent with a POST, so that whoever may do it, does it. Empty where nothing is needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.tests.make import make_texts
from tests.addresses import route_of
from tests.parts import PARTS
from tests.world import MORE, World

ASKING = {
    "how": "mail",
    "who": "system",
    "at": "10:00",
    "per_week": "1",
    "tone": "warm",
    "silence": "wait",
    "silence_days": "5",
}
SETTINGS = {
    "name": "Somebody",
    "language": "en",
    "zone": "Europe/Berlin",
    "quiet_from": "20:00",
    "quiet_until": "08:00",
    "days": ["0", "1"],
}
COHORT = {
    "name": "Winter",
    "zone": "Europe/Berlin",
    "every": "weekly",
    "weekday": "3",
    "at": "16:00",
    "default_capacity": "1",
}
PROGRAM = {
    "name": "New",
    "zone": "Europe/Berlin",
    "support_contact": "help@example.org",
    "safeguarding_contact": "safe@example.org",
}
WEIGHTS = {"weight_skills": "60", "weight_style": "40", "floor": "40", "hard": ["language"]}
QUIET = {"quiet_from": "20:00", "quiet_until": "08:00"}


def edited_cohort(row: str, world: World) -> dict[str, Any]:
    """Another name and a later last day, which every state allows."""
    cohort = world["cohort" + row[len(route_of(row)) :]] if "edit_cohort" in row else None
    if cohort is None:
        return {}
    days = {"starts_on": f"{cohort.starts_on}", "ends_on": f"{cohort.ends_on + timedelta(days=7)}"}
    return COHORT | days


def sent_with(row: str, world: World) -> dict[str, Any]:
    for part in PARTS:
        if sent := getattr(part, "sent_with", _nothing)(row, world):
            return sent
    return _sent_with(row, world)


def _nothing(row: str, world: World) -> dict[str, Any]:
    return {}


def _sent_with(row: str, world: World) -> dict[str, Any]:
    today = f"{world.now:%Y-%m-%d}"
    soon, far = (f"{world.now + timedelta(days=days):%Y-%m-%d}" for days in (9, 300))
    promise = {"text": "Call Ana", "due_on": soon, "client_token": "x"}
    promises = {
        f"promise_{number}-{key}": value
        for number in (1, 2, 3)
        for key, value in {
            "owner": str(world["member[maria]"].pk),
            "text": "Call Ana",
            "due_on": soon,
        }.items()
    }
    progress = {"value": "2", "happened_on": today, "note": "More."}
    return {
        "account_login": {"login": "maria@example.org", "password": "not hers"},
        "accounts:accept_invitation": {"password": "a-new-password-of-lia"},
        "accounts:add_away": {"from_on": far, "until_on": far},
        "accounts:answer": {"answer": "done"},
        "accounts:switch_mail": {"stream": "checkins.brief", "to": "off"},
        "accounts:you": SETTINGS,
        "checkins:answer_feedback": {"answer": "thanked"},
        "checkins:close_out_check_in": promises | {"summary": "We talked."},
        "checkins:give_feedback": {"kind": "affirm", "text": "Good.", "client_token": "x"},
        "checkins:move_check_in": {"day": soon, "at": "17:00", "anyway": "on"},
        "goals:achieve_goal": {"learned": "Much."},
        "goals:answer_commitment": {"answer": "done"},
        "goals:asking": ASKING,
        "goals:change_consent": ASKING | {"ends_on": soon},
        "goals:correct_progress": progress,
        "goals:create_goal": {"title": "Speak up", "client_token": "x"},
        "goals:drop_goal": {"learned": "Much."},
        "goals:edit_goal": {"title": "Another title", "due_on": soon, "reason": "So."},
        "goals:log_progress": progress,
        "goals:make_commitment": promise,
        "mentorship:close_pairing": {"reason": "done"},
        "mentorship:complete_roster": {"address-3": "nobody@example.org"},
        "mentorship:create_cohort": COHORT | {"starts_on": soon, "ends_on": far},
        "mentorship:create_program": PROGRAM,
        "mentorship:draft_agreement": make_texts(),
        "mentorship:duplicate_cohort": {"name": "Next", "starts_on": soon, "ends_on": far},
        "mentorship:edit_cohort": edited_cohort(row, world),
        "mentorship:edit_program": PROGRAM | QUIET,
        "mentorship:export_cohort": {"what": "people", "kind": "csv"},
        "mentorship:weigh_cohort": WEIGHTS,
        "mentorship:publish_pairings": {"which": "all"},
        "mentorship:roster": {"applied": "yes"},
        "mentorship:sign_agreement": {"version": "2"},
        "mentorship:swap_pairing": {"mentor": str(world["mentor to swap"].pk)},
        "mentorship:withdraw_enrollments": {"place": [str(world["place of uma"].pk)]},
        "mentorship:upload_roster": {"file": SimpleUploadedFile("more.csv", MORE), "role": "file"},
    }.get(route_of(row), {})
