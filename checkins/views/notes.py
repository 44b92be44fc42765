"""One's own words of a pairing, as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from checkins.queries.own_notes import own_notes
from mentorship.access import get_pairing, member_of


@require_safe
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Of pairings that have ended too, and of those above all."""
    pairing = get_pairing(request.user, pk)
    member = member_of(request.user, pairing)
    if member is None:
        raise Http404
    member.pairing = pairing
    answer = HttpResponse(own_notes(member), content_type="text/markdown; charset=utf-8")
    name = f"notes-{pairing.pk}.md"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
