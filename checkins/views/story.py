"""Looking back: one's own 90 days, and what others have because of oneself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.pdf import Sheet
from checkins.queries import because as because_queries
from checkins.queries import story as queries
from goals import words


@require_safe
def story(request: HttpRequest) -> HttpResponse:
    context = {
        "story": queries.story(request.user, clock.now()),
        "readers": [request.user],
    }
    return render(request, "checkins/story.html", context)


@require_POST
def print_story(request: HttpRequest) -> HttpResponse:
    """What the person left in, as a sheet of their own. Nothing is kept or sent."""
    chosen = queries.story(request.user, clock.now()).only(set(request.POST.getlist("keep")))
    if not chosen.chapters:
        messages.warning(request, _("Leave at least one line in. Which one tells most?"))
        return redirect("checkins:story")
    sheet = Sheet(
        queries.title_of(request.user),
        language=get_language() or "en",
        footer=settings.SITE_NAME,
    )
    sheet.small(_("%(since)s to %(until)s") % _days(chosen))
    for chapter in chosen.chapters:
        sheet.heading(chapter.title)
        sheet.facts((words.day(line.on), _told(line)) for line in chapter.lines)
    answer = HttpResponse(sheet.content(), content_type="application/pdf")
    name = f"story-{chosen.until:%Y-%m-%d}.pdf"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _days(told: queries.Story) -> dict[str, str]:
    return {"since": words.day(told.since), "until": words.day(told.until)}


def _told(line: queries.Line) -> str:
    return f"{line.text} ({line.note})" if line.note else line.text


@require_safe
def because_of_you(request: HttpRequest) -> HttpResponse:
    context = {
        "found": because_queries.because_of_you(request.user),
        "readers": [request.user],
    }
    return render(request, "checkins/because_of_you.html", context)
