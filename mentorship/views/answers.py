"""What several views answer: a form page with the right status, a refusal, a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header

from accounts.views.refusals import done, pressed
from mentorship.services.exports import Download

__all__ = ["done", "download", "form_page", "posted", "pressed", "status_of"]


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


def download(file: Download) -> HttpResponse:
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, file.filename) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
