"""One's own momentum, by itself or inside a page of the promises floor. Nobody else's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins.queries.momentum import momentum_of


@require_safe
def momentum(request: HttpRequest) -> HttpResponse:
    template = "checkins/momentum.html" + ("#part" if request.htmx else "")
    return render(request, template, {"momentum": momentum_of(request.user, clock.now())})
