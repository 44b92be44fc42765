"""Inviting people by their address, and the invitations that nobody has answered yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from mentorship.access import get_cohort
from mentorship.access.places import enrollment_actions
from mentorship.forms.decisions import chosen_ids
from mentorship.forms.invitees import InviteForm, LeftOut, left_over, told_of
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort
from mentorship.queries.applications import invitations_page
from mentorship.services import invitees as services

from .answers import done, posted, pressed, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("invite_people", enrollment_actions(found))
    form = InviteForm(posted(request), cohort=found)
    if form.is_valid():
        facts = {"role": form.cleaned_data["role"], "people": form.found}
        invited = done(form, request, services.invite_people, cohort=found, **facts)
        if invited:
            return _invited(request, found, facts["role"], invited, form.wrong)
    return _invite_page(request, found, form, form.wrong)


def _invited(
    request: HttpRequest,
    cohort: Cohort,
    role: str,
    invited: services.Invited,
    wrong: list[LeftOut],
) -> HttpResponse:
    """Good lines have left; those with a problem stay in the box, to be put right."""
    left_out = [*wrong, *invited.left_out.items()]
    messages.success(request, told_of(len(invited.places), len(left_out)))
    if not left_out:
        return redirect("mentorship:invitations", cohort.slug)
    rest = InviteForm(cohort=cohort, role=role, people=left_over(left_out))
    return _invite_page(request, cohort, rest, left_out, status=422)


def _invite_page(
    request: HttpRequest,
    cohort: Cohort,
    form: InviteForm,
    left_out: list[LeftOut],
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "cohort": cohort, "program": cohort.program, "left_out": left_out}
    status = max(status, status_of(form))
    return render(request, "mentorship/invite_people.html", context, status=status)


@require_safe
def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    asked = ListQuery.read(request.GET)
    page = invitations_page(found, search=asked.search, after=asked.after, before=asked.before)
    sent = services.mails_about(page.items)
    context = {
        "cohort": found,
        "program": found.program,
        "asked": asked,
        "rows": [(place, sent.get(place.pk, 0) > 1) for place in page.items],
        "actions": enrollment_actions(found),
        **asked.links(page),
    }
    return render(request, "mentorship/invitations.html", context)


@require_POST
def resend_invitations(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, "resend_invitations")


@require_POST
def withdraw_invitations(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, "withdraw_invitations")


def _act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require(verb, enrollment_actions(found))
    places = chosen_ids(request.POST.getlist("place"))
    changed = pressed(request, getattr(services, verb), cohort=found, places=places)
    if changed:
        messages.success(request, _said(verb, len(changed)))
    return redirect("mentorship:invitations", found.slug)


def _said(verb: str, count: int) -> str:
    if verb == "resend_invitations":
        told = ngettext(
            "One invitation is on its way once more.",
            "%(count)s invitations are on their way once more.",
            count,
        )
    else:
        told = ngettext(
            "One invitation is taken back.", "%(count)s invitations are taken back.", count
        )
    return told % {"count": count}
