"""A service's refusal, told where the person is: on their form, or on the next page; and the way
back to where they came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

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


def way_back(request: HttpRequest, default: str) -> str:
    """The page of ours that the form stood on, else the default."""
    wish = request.POST.get("next", "")
    good = wish.startswith("/") and url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wish if good else default
