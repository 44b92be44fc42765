"""An action and a job that exist in tests only. What they did is in `done`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from accounts import jobkinds, mailactions
from accounts.errors import DomainError
from accounts.jobkinds import Progress
from accounts.mailactions import MailAction, Page
from accounts.models import ActionToken, Job

done: list[str] = []


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("done", "Done"), ("later", "Later")])


def describe(token: ActionToken, now: datetime) -> Page:
    return Page(heading="How did it go?", what_happens="Your mentor sees the answer.")


def perform(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    if data.get("answer") == "later":
        raise DomainError("Not possible today. Try tomorrow.")
    done.append(f"{token.purpose}:{data.get('answer', '')}")
    return f"Noted: {data.get('answer', 'yes')}."


def count_to_three(job: Job, now: datetime, progress: Progress) -> dict[str, Any]:
    if job.input.get("refuse"):
        raise DomainError("The file is empty. Choose another one.")
    if job.input.get("break"):
        raise ZeroDivisionError
    progress(33, "one")
    return {"count": 3, "next": "/you/"}


def register_all() -> None:
    done.clear()
    for purpose, form in [("accounts.test", AnswerForm), ("accounts.plain", None)]:
        mailactions.register(
            MailAction(
                purpose=purpose,
                label="Send answer",
                describe=describe,
                perform=perform,
                form_class=form,
            )
        )
    mailactions._actions[mailactions.PAUSE_CONSENT] = MailAction(
        purpose=mailactions.PAUSE_CONSENT,
        label="Pause",
        describe=describe,
        perform=perform,
    )
    jobkinds.register("accounts.test_job", count_to_three)
