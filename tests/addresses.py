"""From a row's name, «goals:goal[private]», to the address of that very thing in the world."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from tests.parts import PARTS
from tests.routes import Route, all_routes
from tests.world import World

# What the last parameter of a route stands for, by the route's name.
NOUNS = {
    "account_confirm_email": "",
    "account_reset_password_from_key": "",
    "accounts:accept_invitation": "token",
    "accounts:answer": "token",
    "accounts:unsubscribe": "token",
    "accounts:job": "job",
    "accounts:mail_preview": "",
    "accounts:mail_preview_body": "",
    "accounts:mailbox_body": "message",
    "accounts:mailbox_message": "message",
    "accounts:remove_away": "away",
    "checkins:answer_feedback": "feedback",
    "checkins:cancel_check_in": "check_in",
    "checkins:check_in": "check_in",
    "checkins:close_out_check_in": "check_in",
    "checkins:confirm_close_out": "close_out",
    "checkins:give_feedback": "member",
    "checkins:look_ahead": "consent",
    "checkins:move_check_in": "check_in",
    "checkins:rhythm": "cohort",
    "checkins:skip_check_in": "check_in",
    "goals:achieve_goal": "goal",
    "goals:agree_goal": "goal",
    "goals:answer_commitment": "promise",
    "goals:change_consent": "consent",
    "goals:commitment": "promise",
    "goals:correct_progress": "entry",
    "goals:decline_consent": "consent",
    "goals:drop_goal": "goal",
    "goals:edit_goal": "goal",
    "goals:give_consent": "consent",
    "goals:goal": "goal",
    "goals:log_progress": "goal",
    "goals:pause_consent": "consent",
    "goals:propose_goal": "goal",
    "goals:resume_consent": "consent",
    "goals:revoke_consent": "consent",
    "mentorship:agreement": "pairing",
    "mentorship:close_pairing": "pairing",
    "mentorship:cohort": "cohort",
    "mentorship:complete_roster": "roster",
    "mentorship:compare_weights": "comparison",
    "mentorship:create_cohort": "program",
    "mentorship:download_result": "roster",
    "mentorship:draft_agreement": "pairing",
    "mentorship:drop_roster": "roster",
    "mentorship:duplicate_cohort": "cohort",
    "mentorship:edit_cohort": "cohort",
    "mentorship:edit_program": "program",
    "mentorship:export_cohort": "cohort",
    "mentorship:map_roster": "roster",
    "mentorship:pairing": "pairing",
    "mentorship:pairing_reasons": "pairing",
    "mentorship:pause_pairing": "pairing",
    "mentorship:people": "cohort",
    "mentorship:program": "program",
    "mentorship:propose_pairings": "cohort",
    "mentorship:publish_pairings": "cohort",
    "mentorship:resume_pairing": "pairing",
    "mentorship:roster": "roster",
    "mentorship:sign_agreement": "pairing",
    "mentorship:swap_pairing": "pairing",
    "mentorship:upload_roster": "cohort",
    "mentorship:weigh_cohort": "cohort",
    "mentorship:withdraw_enrollments": "roster",
    "mentorship:workbench": "cohort",
}
for part in PARTS:
    NOUNS |= getattr(part, "NOUNS", {})
MADE_UP = {"key": "wrong", "uidb36": "1", "kind": "accounts.sign_in_code"}


def route_of(row: str) -> str:
    return row.partition("[")[0]


def address_of(world: World, row: str) -> str:
    name, bracket, label = row.partition("[")
    route = next(route for route in all_routes() if route.name == name)
    return reverse(name, kwargs=_values(world, route, bracket + label))


def _values(world: World, route: Route, label: str) -> dict[str, Any]:
    if not route.params:
        return {}
    noun = NOUNS[route.name]
    if not noun:
        return {name: MADE_UP[name] for name in route.params}
    thing = world[f"{noun}{label}"]
    if isinstance(thing, dict):
        return thing
    (param,) = route.params
    return {param: thing if isinstance(thing, str) else getattr(thing, param, None)}


def admin_address(route: Route) -> str:
    """An address of Django's admin, about the newest row of its model."""
    if route.name.startswith("admin:("):  # two that have no name: anything else, and old links
        return "/admin/mentorship/program/1/" if "object_id" in route.params else "/admin/nothing/"
    values: dict[str, Any] = {
        "app_label": "mentorship",
        "content_type_id": 1,
        "id": _first("accounts.user"),
    }
    values["object_id"] = _first(_model_of(route.name)) if "object_id" in route.params else None
    return reverse(route.name, kwargs={name: values[name] for name in route.params})


def _model_of(name: str) -> str:
    label, _underscore, model = name.partition(":")[2].rpartition("_")[0].partition("_")
    return f"{label}.{model}"


def _first(label: str) -> int:
    try:
        model: type[Model] = apps.get_model(label)
    except (LookupError, ValueError):
        return 1
    row = model._default_manager.order_by("pk").first()
    return row.pk if row is not None else 1
