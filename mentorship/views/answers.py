"""What several views answer: a form page with the right status, and a service's refusal on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header

from accounts import clock
from accounts.errors import DomainError
from mentorship.services.exports import Download

Result = TypeVar("Result")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if nothing is in it; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(form: forms.Form) -> int:
    """422 for a form that came back with errors; what was typed is still in it."""
    return 422 if form.is_bound and form.errors else 200


def form_page(
    request: HttpRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=status_of(form))


def done(
    form: forms.Form, request: HttpRequest, service: Callable[..., Result], **facts: Any
) -> Result | None:
    """The service's result, or None with the refusal written on the form."""
    try:
        return service(by=request.user, now=clock.now(), **facts)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def pressed(request: HttpRequest, service: Callable[..., Result], **facts: Any) -> Result | None:
    """For a bare button: the service's result, or None with the refusal told on the next page."""
    try:
        return service(by=request.user, now=clock.now(), **facts)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None


def download(file: Download) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.filename) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
