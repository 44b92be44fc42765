"""A cohort's link: open to whoever has it. GET tells, POST begins an application."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.errors import DomainError
from accounts.ratelimit import over_limit
from accounts.signing import PUBLIC_ID_CHARS
from mentorship.access.applications import get_link
from mentorship.access.places import coordinators_of
from mentorship.forms.joining import JoinForm, RoleForm
from mentorship.models import Entrance
from mentorship.queries.questions import questions_for
from mentorship.services import applications as services

from .answers import posted, status_of

PER_MINUTE, PER_LINK = 20, 300


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    link = get_link(token)
    if link.is_replaced:
        response = render(request, "mentorship/join_over.html", {"replaced": True}, status=410)
    elif not link.entrance.is_open_at(clock.now()):
        context = {"program": link.entrance.cohort.program, "cohort": link.entrance.cohort}
        response = render(request, "mentorship/join_over.html", context, status=410)
    elif request.method == "POST" and _too_often(request, token):
        response = render(request, "accounts/link_busy.html", status=429)
        response["Retry-After"] = "60"
    elif request.user.is_authenticated:
        response = _go_on(request, link.entrance)
    else:
        response = _ask(request, link.entrance)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _too_often(request: HttpRequest, token: str) -> bool:
    address = str(get_adapter().get_client_ip(request))
    busy = over_limit("join", address, times=PER_MINUTE, seconds=60)
    return over_limit("join_link", token[:PUBLIC_ID_CHARS], times=PER_LINK, seconds=60) or busy


def _go_on(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Somebody signed in needs no mail."""
    form = RoleForm(posted(request), entrance=entrance)
    if form.is_valid():
        role = form.cleaned_data["role"]
        try:
            services.start_application(
                entrance=entrance, role=role, by=request.user, now=clock.now()
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("mentorship:apply", entrance.cohort.slug, role)
    return _page(request, entrance, form)


def _ask(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The same answer whether there is an account for the address or not."""
    form = JoinForm(posted(request), entrance=entrance)
    if form.is_valid():
        try:
            services.request_application(
                entrance=entrance,
                language=get_language() or "en",
                now=clock.now(),
                **form.cleaned_data,
            )
        except DomainError as refusal:
            form.add_error("email", str(refusal))
        else:
            sent = {"sent_to": form.cleaned_data["email"], "program": entrance.cohort.program}
            return render(request, "mentorship/join_sent.html", sent)
    return _page(request, entrance, form)


def _page(request: HttpRequest, entrance: Entrance, form: RoleForm) -> HttpResponse:
    cohort = entrance.cohort
    context: dict[str, Any] = {
        "form": form,
        "entrance": entrance,
        "cohort": cohort,
        "program": cohort.program,
        "asked": [
            (_role_title(cohort, role), [q.label for q in questions_for(cohort, role)])
            for role in entrance.roles
        ],
        "coordinators": coordinators_of(cohort),
    }
    return render(request, "mentorship/join.html", context, status=status_of(form))


def _role_title(cohort: Any, role: str) -> str:
    return _("As %(role)s") % {"role": cohort.program.words.a_role(role)}
