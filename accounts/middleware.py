"""Each request in the reader's own zone and language."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
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
