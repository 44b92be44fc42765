"""A colleague without an account, from the link in their mail. GET shows, POST acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import clock
from accounts.tokens import TokenRefused
from accounts.views.answers import from_mail, refused
from checkins import access, services
from checkins.forms import AnswerAsColleagueForm, DeclineAsColleagueForm
from checkins.models import FeedbackRequest
from goals.views.steps import fits, status_of

State = FeedbackRequest.State


@from_mail
def answer_as_colleague(request: HttpRequest, token: str) -> HttpResponse:
    now = clock.now()
    try:
        asked = access.read_colleague_link(token)
    except TokenRefused as refusal:
        return refused(request, refusal)
    if not asked.is_open(now):
        return _over(request, asked)
    form = AnswerAsColleagueForm(request.POST or None, asks_rating=asked.asks_rating)
    if form.is_valid() and fits(
        form,
        lambda: services.answer_as_colleague(request=asked, now=now, **form.cleaned_data),
    ):
        return render(request, "checkins/colleague_thanks.html", {"asked": asked})
    context = {"asked": asked, "form": form, "token": token}
    return render(request, "checkins/answer_as_colleague.html", context, status=status_of(form))


@from_mail
def decline_as_colleague(request: HttpRequest, token: str) -> HttpResponse:
    """“Never again” can be said as long as we know the address, also when the question is over."""
    now = clock.now()
    try:
        asked = access.read_colleague_link(token)
    except TokenRefused as refusal:
        return refused(request, refusal)
    if not asked.is_open(now) and not asked.address:
        return _over(request, asked)
    form = DeclineAsColleagueForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and fits(
        form,
        lambda: services.decline_as_colleague(request=asked, now=now, **form.cleaned_data),
    ):
        context = {"asked": asked, "never_again": form.cleaned_data["never_again"]}
        return render(request, "checkins/colleague_declined.html", context)
    context = {"asked": asked, "form": form, "token": token, "is_open": asked.is_open(now)}
    return render(request, "checkins/decline_as_colleague.html", context, status=status_of(form))


def _over(request: HttpRequest, asked: FeedbackRequest) -> HttpResponse:
    why = {
        State.ANSWERED: _("You have answered this question. A link answers once. Thank you!"),
        State.DECLINED: _("You said that you would rather not. Nothing more is asked of you."),
        State.WITHDRAWN: _("The question was taken back. Nothing more is asked of you."),
    }.get(State(asked.state), _("This link has had its time. Nothing more is asked of you."))
    status = 200 if asked.is_answered else 410
    return render(request, "checkins/colleague_over.html", {"why": why}, status=status)
