"""Each request in the reader's own zone and language; words that come too late to be taken; and a
page for an address that is none."""

import zoneinfo
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone, translation

from accounts import clock
from accounts.drafts import number_of
from accounts.services.drafts import close_draft
from accounts.views.drafts import keep


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


def words_are_kept(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A form that was taken closes its draft; one that came after the session had run out is kept
    as one, and the way to sign in leads back to its page. See drafts.py."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or not 300 <= response.status_code < 400:
            return response
        form = number_of(request)
        if form is None or form.at != request.path or hasattr(request, "was_kept"):
            return response
        if request.user.pk == form.person_id:
            close_draft(form=form, now=clock.now())
        elif request.user.is_anonymous and keep(request):
            return redirect_to_login(form.page)
        return response

    return middleware


def page_for_a_button(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Who opens the address behind a button, as happens after signing in anew, gets a way on. Not to
    the page above it: whether they may read that one is for its own view to say."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refused = get_response(request)
        if not isinstance(refused, HttpResponseNotAllowed):
            return refused
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = refused.headers["Allow"]
        return page

    return middleware
