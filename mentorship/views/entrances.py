"""The ways into a cohort, as its coordinators set them: link, places, domains, rules."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from mentorship.access import get_cohort
from mentorship.access.applications import get_rule
from mentorship.access.places import enrollment_actions
from mentorship.forms.entrances import EntranceForm, RuleForm
from mentorship.queries.entrances import entrance_of, rooms_of, rule_rows, rules_for
from mentorship.services import entrances as services

from .answers import done, form_page, posted, pressed


@require_http_methods(["GET", "HEAD", "POST"])
def edit_enrollment(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    actions = enrollment_actions(found)
    require("edit_enrollment", actions)
    entrance = entrance_of(found)
    form = EntranceForm(posted(request), entrance=entrance)
    if form.is_valid() and done(
        form, request, services.edit_enrollment, cohort=found, **form.facts
    ):
        messages.success(request, _("Saved. It holds for whoever applies from now on."))
        return redirect("mentorship:edit_enrollment", found.slug)
    context = {
        "cohort": found,
        "program": found.program,
        "entrance": entrance,
        "is_open_now": entrance.is_open_at(clock.now()),
        "rooms": [room for room in rooms_of(entrance).values() if room.places is not None],
        "rules": rules_for(found),
        "actions": actions,
    }
    return form_page(request, "mentorship/edit_enrollment.html", form, **context)


@require_POST
def rotate_link(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("rotate_link", enrollment_actions(found))
    if pressed(request, services.rotate_link, cohort=found):
        messages.success(request, _("The link is a new one. The old one opens nothing any more."))
    return redirect("mentorship:edit_enrollment", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def add_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """All rules, and a form for one more."""
    found = get_cohort(request.user, slug)
    actions = enrollment_actions(found)
    require("add_rule", actions)
    form = RuleForm(posted(request), cohort=found)
    if form.is_valid() and done(
        form, request, services.add_rule, cohort=found, **form.cleaned_data
    ):
        messages.success(
            request, _("Added. It holds for whoever sends an application from now on.")
        )
        return redirect("mentorship:add_rule", found.slug)
    context = {
        "cohort": found,
        "program": found.program,
        "rules": rule_rows(found),
        "actions": actions,
    }
    return form_page(request, "mentorship/add_rule.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = get_rule(request.user, slug, pk)
    require("edit_rule", enrollment_actions(rule.cohort))
    so_far = {name: getattr(rule, name) for name in services.RULE_FACTS}
    form = RuleForm(posted(request), cohort=rule.cohort, initial=so_far)
    if form.is_valid() and done(form, request, services.edit_rule, rule=rule, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("mentorship:add_rule", slug)
    context = {"cohort": rule.cohort, "program": rule.cohort.program, "rule": rule}
    return form_page(request, "mentorship/edit_rule.html", form, **context)


@require_POST
def remove_rule(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    rule = get_rule(request.user, slug, pk)
    require("remove_rule", enrollment_actions(rule.cohort))
    if pressed(request, services.remove_rule, rule=rule):
        messages.success(request, _("Removed. Nobody is turned back by it any more."))
    return redirect("mentorship:add_rule", slug)
