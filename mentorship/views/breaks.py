"""Days on which a cohort has no check-ins: by hand, or the public holidays of a country."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require
from accounts.views.refusals import done, pressed
from mentorship.access import cohort_actions, get_break, get_cohort, program_actions
from mentorship.forms.breaks import BreakForm, HolidaysForm
from mentorship.models import Break, Cohort
from mentorship.services import breaks as services


@require_http_methods(["GET", "HEAD", "POST"])
def breaks(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    form = _break_form(request, cohort)
    if request.method == "POST":
        require("edit_cohort", cohort_actions(request.user, cohort))
        if form.is_valid() and done(
            form, request, services.add_break, cohort=cohort, **form.cleaned_data
        ):
            messages.success(request, _("Added. Pairs read it where a meeting falls away."))
            return redirect("mentorship:breaks", slug)
    return _page(request, cohort, form, HolidaysForm(), 422 if form.is_bound else 200)


@require_POST
def add_holidays(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    require("edit_cohort", cohort_actions(request.user, cohort))
    form = HolidaysForm(request.POST)
    if not form.is_valid():
        return _page(request, cohort, _break_form(request, cohort, bind=False), form, 422)
    added = pressed(request, services.add_holidays, cohort=cohort, **form.cleaned_data)
    told = ngettext("One day is added.", "%(count)d days are added.", added or 0)
    messages.success(request, told % {"count": added or 0})
    return redirect("mentorship:breaks", slug)


@require_POST
def remove_break(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort(request.user, slug)
    rest = get_break(request.user, cohort, pk)
    require("edit_cohort", cohort_actions(request.user, cohort))
    pressed(request, services.remove_break, rest=rest)
    return redirect("mentorship:breaks", slug)


def _break_form(request: HttpRequest, cohort: Cohort, *, bind: bool = True) -> BreakForm:
    whole = "edit_program" in program_actions(request.user, cohort.program)
    data = request.POST if bind and request.method == "POST" else None
    return BreakForm(data, runs_whole=whole)


def _page(
    request: HttpRequest, cohort: Cohort, form: BreakForm, holidays: HolidaysForm, status: int
) -> HttpResponse:
    mine = set(Break.objects.run_by(request.user).of_cohort(cohort).values_list("pk", flat=True))
    rows = Break.objects.of_cohort(cohort)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "words": cohort.program.words,
        "actions": cohort_actions(request.user, cohort),
        "breaks": [(rest, rest.pk in mine) for rest in rows],
        "form": form,
        "holidays_form": holidays,
    }
    return render(request, "mentorship/breaks.html", context, status=status)
