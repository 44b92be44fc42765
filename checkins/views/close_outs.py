"""Writing down how a check-in went, and confirming it."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import CloseOutForms, LineBackForm
from checkins.models import CheckIn, CloseOut
from checkins.queries import check_ins as queries
from checkins.queries.preparation import questions_for
from goals.views.steps import fits, status_of, take_step
from goals.words import EITHER_WAY
from mentorship.access import member_of


@require_http_methods(["GET", "HEAD", "POST"])
def close_out_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_check_in(request.user, pk)
    if "close_out_check_in" not in access.check_in_actions(request.user, found, now):
        messages.warning(request, _("There is nothing to write down about it now."))
        return redirect("checkins:check_in", pk)
    author = member_of(request.user, found.pairing)
    page = queries.close_out_page(request.user, found, now)
    before = queries.open_promises_of(request.user, found)
    forms = CloseOutForms(
        request.POST or None,
        author=author,
        due_on=queries.next_due_on(request.user, page.following, now),
        open_promises=before,
        following=page.following,
        questions=questions_for(found),
    )
    if (
        request.method == "POST"
        and forms.is_valid()
        and fits(forms.main, lambda: _close(request, found, forms, now))
    ):
        messages.success(request, _("Written down. You all get it in writing."))
        return redirect("checkins:check_in", pk)
    # What the next time is may change meanwhile, so it is not kept.
    kept(request, forms.main, forms.asked, *forms.answers, *forms.promises)
    context = {
        "forms": forms,
        "page": page,
        "others_promises": [row for row in before if row.owner_id != author.pk],
        "readers": access.readers(found),
        "only_me": [request.user],
        "either_way": EITHER_WAY,
        "is_half": found.pairing.is_of_peers,
    }
    return render(request, "checkins/close_out.html", context, status=status_of(forms.main))


def _close(request: HttpRequest, found: CheckIn, forms: CloseOutForms, now: datetime) -> CloseOut:
    return services.close_out_check_in(check_in=found, by=request.user, now=now, **forms.wishes())


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_close_out(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_close_out(request.user, pk)
    if request.method == "POST":
        return take_step(
            request,
            "confirm_close_out",
            access.close_out_rights(request.user, found),
            lambda: services.confirm_close_out(close_out=found, by=request.user, now=clock.now()),
            then=reverse("checkins:check_in", args=[found.check_in_id]),
            told=_("Thank you. It is confirmed."),
        )
    return _to_confirm(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
def put_right_close_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The form stands on the page that asks for a yes; what is wrong with it is said there."""
    found = access.get_close_out(request.user, pk)
    if request.method != "POST":
        return redirect("checkins:confirm_close_out", pk)
    require("put_right_close_out", access.close_out_rights(request.user, found))
    form = LineBackForm(request.POST)
    if form.is_valid() and fits(
        form,
        lambda: services.put_right_close_out(
            close_out=found, by=request.user, now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("Your line stands below it. You both have it in writing."))
        return redirect("checkins:check_in", found.check_in_id)
    return _to_confirm(request, found, form)


def _to_confirm(
    request: HttpRequest, found: CloseOut, form: LineBackForm | None = None
) -> HttpResponse:
    actions = access.close_out_actions(request.user, found)
    promises = queries.promises_of(request.user, found.check_in)
    form = form or LineBackForm()
    kept(request, form, at=reverse("checkins:put_right_close_out", args=[found.pk]))
    context = {
        "close_out": found,
        "form": form,
        "promises": promises,
        "others_promised": queries.others_promised(request.user, promises),
        "actions": actions,
        "readers": access.close_out_readers(found),
        "either_way": EITHER_WAY,
    }
    status = status_of(form)
    return render(request, "checkins/confirm_close_out.html", context, status=status)
