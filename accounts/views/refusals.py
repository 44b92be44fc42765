"""A service's refusal, told where the person is: on their form, or on the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from accounts import clock
from accounts.errors import DomainError

Result = TypeVar("Result")


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
