"""A pairing's life, for its members: a card, whether it fits, going on longer, what comes after."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from mentorship.access import (
    agreement_readers,
    cohort_actions,
    get_cohort,
    get_pairing,
    member_of,
    pairing_actions,
)
from mentorship.forms.life import CardForm, ExtensionForm, FitForm, RuleOutForm
from mentorship.models import FitCheck, Pairing, PairingMember
from mentorship.queries.life import card_of, latest_check, open_extension, ruled_out, voices
from mentorship.services import cards, extensions, fit, rematch

from .answers import done, form_page, posted, pressed
from .pairings import basics


def own_member(request: HttpRequest, found: Pairing) -> PairingMember:
    member = member_of(request.user, found)
    if member is None:
        raise Http404
    return member


@require_http_methods(["GET", "HEAD", "POST"])
def write_card(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("write_card", pairing_actions(request.user, found))
    form = CardForm(posted(request), initial=card_of(own_member(request, found)))
    if form.is_valid():
        facts = {"pairing": found, "answers": form.cleaned_data}
        if done(form, request, cards.write_card, **facts) is not None:
            return redirect("mentorship:pairing", pk)
    context = basics(request, found) | {"readers": agreement_readers(found)}
    return form_page(request, "mentorship/write_card.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_fit(request: HttpRequest, pk: int) -> HttpResponse:
    """The page also says what can come next, once somebody has said that it does not fit."""
    found = get_pairing(request.user, pk)
    require("answer_fit", pairing_actions(request.user, found))
    check = latest_check(own_member(request, found))
    form = FitForm(posted(request), initial=said(check))
    if form.is_valid() and done(form, request, fit.answer_fit, pairing=found, **form.facts()):
        messages.success(request, _("Thank you. You can change your answer here any time."))
        return redirect("mentorship:answer_fit", pk)
    context = basics(request, found) | {"check": check}
    return form_page(request, "mentorship/answer_fit.html", form, **context)


def said(check: FitCheck | None) -> dict[str, str]:
    if check is None or not check.answer:
        return {}
    return {"answer": check.answer, "by_name": "yes" if check.by_name else "no"}


@require_http_methods(["GET", "HEAD", "POST"])
def propose_extension(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("propose_extension", pairing_actions(request.user, found))
    form = ExtensionForm(posted(request))
    if form.is_valid() and done(
        form, request, extensions.propose_extension, pairing=found, **form.cleaned_data
    ):
        messages.success(request, _("Proposed. It counts once all of you have said yes."))
        return redirect("mentorship:pairing", pk)
    context = basics(request, found)
    return form_page(request, "mentorship/propose_extension.html", form, **context)


@require_POST
def agree_extension(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_extension(request, pk, "agree_extension", extensions.agree_extension)


@require_POST
def decline_extension(request: HttpRequest, pk: int) -> HttpResponse:
    return answer_extension(request, pk, "decline_extension", extensions.decline_extension)


def answer_extension(
    request: HttpRequest, pk: int, action: str, service: Callable[..., object]
) -> HttpResponse:
    """The posted proposal is the one that was read."""
    found = get_pairing(request.user, pk)
    require(action, pairing_actions(request.user, found))
    extension = open_extension(found)
    if extension is None or str(extension.pk) != request.POST.get("extension", ""):
        messages.info(request, _("That proposal was answered already."))
        return redirect("mentorship:pairing", pk)
    pressed(request, service, extension=extension)
    return redirect("mentorship:pairing", pk)


@require_POST
def request_rematch(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("request_rematch", pairing_actions(request.user, found))
    if pressed(request, rematch.request_rematch, pairing=found):
        messages.success(request, _("We look for somebody. You get one mail when you are paired."))
    return redirect("mentorship:pairing", pk)


@require_POST
def withdraw_rematch(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("withdraw_rematch", pairing_actions(request.user, found))
    if pressed(request, rematch.withdraw_rematch, pairing=found):
        messages.success(request, _("Taken back. Nobody looks for somebody else any more."))
    return redirect("mentorship:pairing", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_out_partners(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_pairing(request.user, pk)
    require("rule_out_partners", pairing_actions(request.user, found))
    context = basics(request, found) | {"readers": [request.user]}
    initial = {"about": ruled_out(request.user)} if request.method != "POST" else {}
    form = RuleOutForm(posted(request), partners=context["others"], initial=initial)
    if form.is_valid():
        facts = {"pairing": found, "about": form.cleaned_data["about"]}
        if done(form, request, rematch.rule_out_partners, **facts) is not None:
            messages.success(request, _("Kept, and told to nobody."))
            return redirect("mentorship:pairing", pk)
    return form_page(request, "mentorship/rule_out_partners.html", form, **context)


@require_safe
def voices_of(request: HttpRequest, slug: str) -> HttpResponse:
    """What members chose to tell those who run the cohort."""
    found = get_cohort(request.user, slug)
    context = {
        "cohort": found,
        "program": found.program,
        "voices": voices(found, request.user),
        "actions": cohort_actions(request.user, found),
    }
    return render(request, "mentorship/voices.html", context)
