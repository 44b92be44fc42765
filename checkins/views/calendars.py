"""“Your calendar”: an address to subscribe to, how much it says, and the feed behind it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from checkins import access, feed, services
from checkins.forms import CalendarForm
from checkins.queries import calendars as queries
from goals.views.steps import status_of

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    found = queries.calendar_of(request.user)
    form = CalendarForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.save_calendar(by=request.user, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Your calendar program shows it when it looks again."))
        return redirect("checkins:calendar")
    address = queries.address_of(found)
    context = {
        "form": form,
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2],
        "opened_on": found.opened_at and request.user.local_date(found.opened_at),
    }
    return render(request, "checkins/calendar.html", context, status=status_of(form))


@require_POST
def make_calendar_address(request: HttpRequest) -> HttpResponse:
    made = services.make_calendar_address(by=request.user, now=clock.now())
    told = _("Here is your address.") if made.version == 1 else _("The old address is empty now.")
    messages.success(request, told)
    return redirect("checkins:calendar")


@require_POST
def end_calendar_address(request: HttpRequest) -> HttpResponse:
    services.end_calendar_address(by=request.user, now=clock.now())
    messages.success(request, _("The address is switched off. Invitations by mail go on."))
    return redirect("checkins:calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which sign in nowhere: the address is the permission."""
    found = queries.feed_of(access.read_calendar_address(token), clock.now())
    etag = quote_etag(feed.tag(found))
    # What is gone leaves no date behind, so that the tag alone tells whether anything changed.
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(feed.render(found), content_type=CALENDAR)
        response["Content-Disposition"] = 'inline; filename="check-ins.ics"'
    response["ETag"] = etag
    if found.changed_at is not None:
        response["Last-Modified"] = http_date(found.changed_at.timestamp())
    response["Cache-Control"] = "private, max-age=900"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
