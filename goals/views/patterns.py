"""What works for you: the person's own answers, for their own eyes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goals import patterns as pure
from goals import queries, words


@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    answers = queries.answers_given(request.user)
    told = [words.told(finding) for finding in pure.findings(answers)]
    context = {
        "n": len(answers),
        "enough": pure.ENOUGH,
        "missing": max(0, pure.ENOUGH - len(answers)),
        "kept": [finding for finding in told if finding.outcome == "kept"],
        "progress": [finding for finding in told if finding.outcome == "progress"],
        "readers": [request.user],
    }
    return render(request, "goals/patterns.html", context)
