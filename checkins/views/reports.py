"""“Your week”: writing it, reading it, and answering it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from accounts.drafts import kept, number_of, words_of
from accounts.errors import DomainError
from accounts.services.drafts import keep_draft
from checkins import access, services, words
from checkins.forms import (
    AddToReportForm,
    AnswerReportForm,
    ReportForms,
    TapForm,
    WeekForm,
)
from checkins.models import Report
from checkins.queries import reports as queries
from checkins.queries.reports import Week
from checkins.views.paging import key
from goals.views.steps import fits, status_of, way_back
from mentorship.models import PairingMember

QUICK, FULL = Report.Kind.QUICK.value, Report.Kind.FULL.value


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    page = queries.reports_page(request.user, key(request, "before"))
    return render(request, "checkins/reports.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def send_report(request: HttpRequest, pk: int) -> HttpResponse:
    place = access.get_place(request.user, pk)
    require("send_report", access.place_actions(place))
    if request.POST.get("then") == "full" and (form := number_of(request)) is not None:
        keep_draft(form=form, words=words_of(request) | {"kind": [FULL]}, now=clock.now())
        request.was_kept = True  # type: ignore[attr-defined]
        return redirect(f"{request.path}?kind={FULL}")
    if "mood" in request.POST:
        return _tapped(request, place)
    week = queries.week_to_write(place, clock.now())
    if week is None and request.method != "POST":
        return render(request, "checkins/week_is_written.html", {"place": place})
    forms = _forms(request, place, week)
    sent: list[Report] = []
    if forms.is_valid() and fits(
        forms.main,
        lambda: sent.append(
            services.send_report(member=place, by=request.user, now=clock.now(), **forms.wishes())
        ),
    ):
        return _sent(request, sent[0])
    kept(request, forms.main, *forms.answers)
    context = _writing(request, place, week) | {"forms": forms}
    return render(request, "checkins/send_report.html", context, status=status_of(forms.main))


def _tapped(request: HttpRequest, place: PairingMember) -> HttpResponse:
    form = TapForm(request.POST)
    if not form.is_valid():
        return redirect(request.path)
    try:
        report = services.send_report(
            member=place,
            week_on=form.cleaned_data["week"],
            wish=form.wish(),
            by=request.user,
            now=clock.now(),
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(request.path)
    return _sent(request, report)


def _sent(request: HttpRequest, report: Report) -> HttpResponse:
    people = words.names(words.others_of(report.member.pairing, request.user))
    messages.success(request, _("Sent. %(people)s can read it now.") % {"people": people})
    return redirect("checkins:report", report.pk)


def _forms(request: HttpRequest, place: PairingMember, week: Week | None) -> ReportForms:
    begun = queries.beginnings(place, week) if week else {}
    promises = queries.promises_to_answer(place, week) if week else []
    kind = _kind(request)
    if kind == QUICK:  # there is no question of its own for what moved
        begun["accomplished"] = [*begun.get("accomplished", []), *begun.pop("progress", [])]
    initial: dict[str, Any] = {name: "\n".join(lines) for name, lines in begun.items()}
    if week is not None:
        initial |= {"week": week.week_on, "promise_by": week.next_due(place.person)}
    return ReportForms(
        request.POST or None,
        kind=kind,
        people=words.names(words.others_of(place.pairing, request.user)),
        initial=initial,
        promises=promises,
    )


def _kind(request: HttpRequest) -> str:
    """As the sent form says, as the link says, as the words that wait were begun; else the short."""
    said = request.POST.get("kind") or request.GET.get("kind")
    said = said or queries.begun_kind(request.user, request.path)
    return FULL if said == FULL else QUICK


def _writing(request: HttpRequest, place: PairingMember, week: Week | None) -> dict[str, Any]:
    return {
        "place": place,
        "week": week,
        "people": words.names(words.others_of(place.pairing, request.user)),
        "is_full": _kind(request) == FULL,
        "readers": access.pairing_readers(place.pairing),
    }


@require_POST
def skip_report(request: HttpRequest, pk: int) -> HttpResponse:
    place = access.get_place(request.user, pk)
    require("skip_report", access.place_actions(place))
    form = WeekForm(request.POST)
    if form.is_valid():
        try:
            services.skip_report(
                member=place, week_on=form.cleaned_data["week"], by=request.user, now=clock.now()
            )
        except DomainError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Skipped, and nobody is told. The next one covers both."))
    return redirect(way_back(request, reverse("checkins:reports")))


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, access.get_report(request.user, pk))


@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_report(request.user, pk)
    require("answer_report", access.report_rights(request.user, found))
    form = AnswerReportForm(request.POST)
    if form.is_valid() and fits(
        form,
        lambda: services.answer_report(
            report=found, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("%(name)s can see it.") % {"name": found.person.short_name})
        return redirect(way_back(request, reverse("checkins:report", args=[pk])))
    return _page(request, found, answer=form)


@require_POST
def add_to_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_report(request.user, pk)
    require("add_to_report", access.report_rights(request.user, found))
    form = AddToReportForm(request.POST)
    if form.is_valid() and fits(
        form,
        lambda: services.add_to_report(
            report=found, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Added beneath it."))
        return redirect("checkins:report", pk)
    return _page(request, found, adding=form)


def _page(
    request: HttpRequest,
    found: Report,
    answer: AnswerReportForm | None = None,
    adding: AddToReportForm | None = None,
) -> HttpResponse:
    user, now = request.user, clock.now()
    bound = answer or adding
    actions = access.report_actions(user, found)
    answer, adding = answer or AnswerReportForm(), adding or AddToReportForm()
    for name, form in (("answer_report", answer), ("add_to_report", adding)):
        if name in actions:
            kept(request, form, at=reverse(f"checkins:{name}", args=[found.pk]))
    mine = found.person == user
    context = {
        "report": found,
        "actions": actions,
        "answer_form": answer,
        "add_form": adding,
        "card": queries.consent_card(user, found.member, now) if mine else None,
        "readers": access.report_readers(found),
        "others": words.others_of(found.member.pairing, user),
    }
    status = status_of(bound) if bound else 200
    return render(request, "checkins/report.html", context, status=status)
