"""Who helps. Open to everybody; who is signed in also sees their own programs' contacts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.queries.help import programs_joined


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    user = request.user
    programs = list(programs_joined(user)) if user.is_authenticated else []
    return render(request, "mentorship/help.html", {"programs": programs})
