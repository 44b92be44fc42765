"""A pairing as its members see it: who, why, when, and what they agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from mentorship.access import (
    agreement_readers,
    get_pairing,
    get_pairing_to_steer,
    member_of,
    pairing_actions,
    readers,
)
from mentorship.forms.life import CloseForm
from mentorship.forms.pairings import AgreementForm, PauseForm
from mentorship.models import Agreement, Pairing
from mentorship.queries.agreements import (
    before_of,
    goes_on_until,
    is_signed_by,
    starting_texts,
    text_rows,
    versions_of,
)
from mentorship.queries.life import life_of
from mentorship.queries.pairings import agreement_status, partners, signatures_of
from mentorship.queries.reasons import member_reasons
from mentorship.rhythm import rhythm_sentence, zone_city
from mentorship.services import agreements, leaving, pairings

from .answers import done, form_page, posted, pressed


@require_safe
def pairing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    now = clock.now()
    member = member_of(request.user, found)
    status = agreement_status(found)
    context = basics(request, found) | {
        "partners": (others := partners(found, request.user, now)),
        "people": [other.person for other in others],
        "my_now": request.user.local(now),
        "my_city": zone_city(request.user.zone),
        "reasons": member_reasons(found, member),
        "rhythm": rhythm_sentence(found),
        "agreement": status,
        "my_turn": status.is_my_turn(member),
        "life": life_of(found, member) if member is not None else None,
        "readers": readers(found),
        "members": agreement_readers(found),
    }
    return render(request, "mentorship/pairing.html", context)


def basics(request: HttpRequest, found: Pairing) -> dict[str, Any]:
    return {
        "pairing": found,
        "cohort": found.cohort,
        "program": found.cohort.program,
        "member": member_of(request.user, found),
        "others": [one for one in agreement_readers(found) if one != request.user],
        "actions": pairing_actions(request.user, found),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def pause_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing_to_steer(request.user, pk)
    require("pause_pairing", pairing_actions(request.user, found))
    form = PauseForm(posted(request))
    if form.is_valid() and done(
        form, request, pairings.pause_pairing, pairing=found, until=form.cleaned_data["until"]
    ):
        return after_steering(
            request, found, _("Paused. Nothing is planned or mailed until it goes on.")
        )
    return form_page(request, "mentorship/pause_pairing.html", form, **basics(request, found))


@require_POST
def resume_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing_to_steer(request.user, pk)
    require("resume_pairing", pairing_actions(request.user, found))
    if pressed(request, pairings.resume_pairing, pairing=found) is None:
        return redirect("mentorship:pairing", pk)
    return after_steering(request, found, _("On again. The next meetings are being planned."))


@require_http_methods(["GET", "HEAD", "POST"])
def close_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing_to_steer(request.user, pk)
    require("close_pairing", pairing_actions(request.user, found))
    context = basics(request, found)
    form = CloseForm(
        posted(request),
        partners=context["others"],
        is_member=context["member"] is not None,
        initial={"find_another": request.GET.get("find_another") == "yes"},
    )
    if form.is_valid() and done(
        form, request, pairings.close_pairing, pairing=found, **form.cleaned_data
    ):
        return after_steering(request, found, _("Closed. What each of you wrote stays yours."))
    return form_page(request, "mentorship/close_pairing.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_group(request: HttpRequest, pk: int) -> HttpResponse:
    """One of three, alone. What was stands on a page of its own afterwards."""
    found = get_pairing(request.user, pk)
    require("leave_group", pairing_actions(request.user, found))
    context = basics(request, found)
    form = CloseForm(posted(request), partners=context["others"], is_member=True)
    if form.is_valid():
        was = done(form, request, leaving.leave_group, pairing=found, **form.cleaned_data)
        if was:
            messages.success(request, _("You have left. What you wrote stays yours."))
            return redirect("mentorship:pairing", was.pk)
    return form_page(request, "mentorship/leave_group.html", form, **context)


def after_steering(request: HttpRequest, found: Pairing, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    if member_of(request.user, found) is not None:
        return redirect("mentorship:pairing", found.pk)
    return redirect("mentorship:workbench", found.cohort.slug)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The version to read now, the draft if there is one, else the signed one; or an older one."""
    found = get_pairing(request.user, pk)
    status = agreement_status(found)
    if status.current is None and "draft_agreement" in pairing_actions(request.user, found):
        return redirect("mentorship:draft_agreement", pk)
    chosen = request.GET.get("version", "")
    context = agreement_context(request, found, chosen)
    return render(request, "mentorship/agreement.html", context)


def agreement_context(request: HttpRequest, found: Pairing, chosen: str = "") -> dict[str, Any]:
    status = agreement_status(found)
    versions = versions_of(found)
    shown = next((one for one in versions if str(one.version) == chosen), status.current)
    context = basics(request, found) | {
        "agreement": shown,
        "status": status,
        "versions": versions,
        "is_current": shown is None or shown == status.current,
        "my_turn": shown == status.current and status.is_my_turn(member_of(request.user, found)),
        "readers": agreement_readers(found),
    }
    if shown is not None:
        before = before_of(shown, versions)
        context |= {
            "before": before,
            "goes_on": goes_on_until(found, shown) if context["is_current"] else None,
            "texts": text_rows(shown, before),
            "signatures": signatures_of(shown),
        }
    return context


@require_http_methods(["GET", "HEAD", "POST"])
def draft_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("draft_agreement", pairing_actions(request.user, found))
    form = AgreementForm(posted(request), initial=texts_to_change(found))
    if form.is_valid() and done(
        form, request, agreements.draft_agreement, pairing=found, texts=form.cleaned_data
    ):
        messages.success(request, _("Written and signed by you. It counts once all have signed."))
        return redirect("mentorship:agreement", pk)
    context = basics(request, found) | {
        "readers": agreement_readers(found),
        "goes_on": goes_on_until(found, agreement_status(found).current),
    }
    return form_page(request, "mentorship/draft_agreement.html", form, **context)


def texts_to_change(found: Pairing) -> dict[str, str]:
    """The newest words that they had, those of three too where two go on."""
    newest = agreement_status(found).current or next(iter(versions_of(found)), None)
    if newest is None:
        return starting_texts(found)
    return {name: getattr(newest, name) for name in Agreement.TEXTS}


@require_POST
def sign_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The posted version is the one that was read."""
    found = get_pairing(request.user, pk)
    require("sign_agreement", pairing_actions(request.user, found))
    draft, version = agreement_status(found).draft, request.POST.get("version", "")
    if is_signed_by(found, version, member_of(request.user, found)):  # pressed twice
        messages.success(request, _("Signed by you."))
    elif draft is None or str(draft.version) != version:
        changed = _("The agreement has changed since you opened it. Please read it again.")
        messages.error(request, changed)
    elif pressed(request, agreements.sign_agreement, agreement=draft):
        messages.success(request, _("Signed by you."))
    return redirect("mentorship:agreement", pk)
