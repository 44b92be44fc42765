"""History: what was written once stays. No code but erasure and retention changes or deletes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.models.audit import AppendOnly

ONCE = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
OF_HISTORY = {
    "GoalRevision": "goals",
    "ProgressEntry": "goals",
    "CommitmentAnswer": "goals",
    "CueRevision": "goals",
    "PlanReview": "goals",
    "Reflection": "goals",
    "ConsentTerms": "goals",
    "Feedback": "checkins",
    "FeedbackReply": "checkins",
    "ColleagueAnswer": "checkins",
    "Report": "checkins",
    "ReportReply": "checkins",
}
# A win is hidden and shown again, its words stay; whoever is erased takes the server's reply along.
MAY = {("wins.py", "Win"), ("outbox.py", "DeliveryAttempt")}
CHANGING = {"update", "delete", "bulk_update", "update_or_create", "_raw_delete"}
APPS = ("accounts", "mentorship", "goals", "checkins")


@pytest.mark.parametrize("name", OF_HISTORY)
def test_history_is_of_tables_that_are_written_once(name: str) -> None:
    assert apps.get_model(OF_HISTORY[name], name) in ONCE


@pytest.mark.parametrize("model", ONCE, ids=lambda model: model.__name__)
def test_row_that_is_written_once_is_not_saved_again_nor_deleted(model: type[AppendOnly]) -> None:
    row = model(pk=1)
    row._state.adding = False

    with pytest.raises(TypeError, match="append-only"):
        row.save()
    with pytest.raises(TypeError, match="append-only"):
        row.delete()


def _names() -> set[str]:
    """How code reaches these rows: the model, and what other rows call them."""
    back = {
        field.get_accessor_name()
        for model in ONCE
        for field in model._meta.related_objects + tuple(_forward(model))
        if field.related_model in ONCE or field.model in ONCE
    }
    return {model.__name__ for model in ONCE} | (back - {None})


def _forward(model: type[AppendOnly]) -> Iterator[object]:
    for field in model._meta.fields:
        if field.remote_field is not None:
            yield field.remote_field


def _changes(path: Path, names: set[str]) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr not in CHANGING:
            continue
        chain, said = call.func.value, set()
        while isinstance(chain, ast.Attribute | ast.Call):
            if isinstance(chain, ast.Attribute):
                said.add(chain.attr)
            chain = chain.value if isinstance(chain, ast.Attribute) else chain.func
        if isinstance(chain, ast.Name):
            said.add(chain.id)
        for name in said & names:
            if (path.name, name) not in MAY:
                yield f"{path.name}:{call.lineno} {name}"


def test_nothing_but_erasure_and_retention_changes_what_was_written_once() -> None:
    names = _names()
    assert {"ProgressEntry", "progress", "Feedback", "revisions"} <= names
    found = [
        change
        for app in APPS
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py"))
        if not {"tests", "migrations", "management", "demo", "privacy.py"} & set(path.parts)
        for change in _changes(path, names)
    ]
    assert found == []
