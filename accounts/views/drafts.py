"""Words that wait to be sent: keeping them, and beginning empty."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import csrf
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts import clock
from accounts.drafts import number_of, words_of
from accounts.errors import DomainError
from accounts.services import drafts

NOT_SENT = _(
    "This page had been open for too long. Your words are all here: please send them again."
)
SIGN_IN = _("You were signed out in the meantime. Your words are kept: sign in and they are back.")


@csrf_exempt
@login_not_required
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Sent by app.js while somebody types. The form's signed number is the permission; nothing else
    is needed, so that words are kept after a session has run out, too. 410: it was sent already."""
    form = number_of(request)
    if form is None:
        return HttpResponse(status=400)
    try:
        drafts.keep_draft(form=form, words=words_of(request), now=clock.now())
    except drafts.AlreadySent:
        return HttpResponse(status=410)
    except DomainError:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    form = number_of(request)
    if form is None or form.person_id != request.user.pk:
        return redirect("/")
    drafts.drop_draft(form=form)
    return redirect(form.page)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Most often a page that stood open while its reader signed in anew. It is not sent, since
    nobody can tell who sent it; but words for a form we know are kept for whom we showed it to."""
    form = number_of(request)
    if form is None or not keep(request):
        return csrf.csrf_failure(request, reason)
    if request.user.is_authenticated:
        return redirect(form.page)
    return redirect_to_login(form.page)


def keep_quietly(request: HttpRequest) -> bool:
    """For a form that comes back with a question: should its page be closed now, nothing is lost."""
    form = number_of(request)
    if form is None:
        return False
    try:
        drafts.keep_draft(form=form, words=words_of(request), now=clock.now())
    except DomainError:
        return False
    return True


def keep(request: HttpRequest) -> bool:
    """Keeps a form that could not be taken, and says so on the page that comes next."""
    if not keep_quietly(request):
        return False
    request.was_kept = True  # type: ignore[attr-defined]
    messages.info(request, NOT_SENT if request.user.is_authenticated else SIGN_IN)
    return True
