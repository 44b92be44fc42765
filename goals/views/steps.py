"""What the views of this floor share: doing one step, and where to go after it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import require
from accounts.errors import DomainError
from accounts.views.refusals import way_back

__all__ = ["fits", "status_of", "take_step", "way_back"]


def take_step(
    request: HttpRequest,
    action: str,
    rights: Collection[str],
    step: Callable[[], object],
    *,
    then: str,
    told: object = "",
) -> HttpResponse:
    """One press of a button: 403 for whom it is not meant, a sentence when it cannot be now."""
    require(action, rights)
    try:
        step()
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        if told:
            messages.success(request, str(told))
    return redirect(way_back(request, then))


def fits(form: forms.Form, step: Callable[[], object]) -> bool:
    """Does it, or leaves the reason on the form."""
    try:
        step()
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def status_of(form: forms.Form) -> int:
    return 422 if form.is_bound else 200
