"""Each request in the reader's own zone and language; and a page for an address that is none."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils import timezone, translation


def personal_settings(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Times on the page are the reader's; the next request starts clean."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            language = translation.get_language_from_request(request)
            with translation.override(language):
                return get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(user.zone)), translation.override(user.language):
            response = get_response(request)
        # Personal pages never stay in a shared computer's cache.
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return middleware


def page_for_a_button(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Who opens the address behind a button, as happens after signing in anew, gets a way on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refused = get_response(request)
        if not isinstance(refused, HttpResponseNotAllowed):
            return refused
        page = render(request, "405.html", {"above": page_above(request.path_info)}, status=405)
        page.headers["Allow"] = refused.headers["Allow"]
        return page

    return middleware


def page_above(path: str) -> str:
    """The nearest address that leads somewhere: /cohorts/autumn/rules/3/ for …/rules/3/remove/."""
    while path := path.rstrip("/").rpartition("/")[0]:
        if is_valid_path(f"{path}/"):
            return f"{path}/"
    return "/"
