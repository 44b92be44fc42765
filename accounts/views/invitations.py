"""An invitation: GET tells who invites to what, POST accepts. The only link that may sign in."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from accounts import clock
from accounts.errors import DomainError
from accounts.forms import ChoosePasswordForm
from accounts.models import ActionToken
from accounts.ratelimit import over_limit
from accounts.services import invitations
from accounts.signing import INVITATION, PUBLIC_ID_CHARS
from accounts.tokens import TokenRefused, read_token


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    if over_limit("invitation", token[:PUBLIC_ID_CHARS], times=20, seconds=60):
        response = render(request, "accounts/link_busy.html", status=429)
    else:
        response = _answer(request, token)
    # «strict-origin» keeps the token out of other sites' logs and still lets browsers send the
    # Origin that the CSRF check needs: this form starts a session, so it must have one.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, raw: str) -> HttpResponse:
    try:
        token = read_token(raw, clock.now(), purpose=INVITATION)
    except TokenRefused as refusal:
        return render(
            request, "accounts/invitation_over.html", {"why": str(refusal)}, status=_status(refusal)
        )
    new = invitations.is_new(token.person) and token.used_at is None
    form = _form(request, token) if new else None
    if request.method != "POST":
        return _page(request, token, form)
    if form is not None and not form.is_valid():
        return _page(request, token, form, status=422)
    password = form.cleaned_data["password"] if form is not None else ""
    if form is not None and not password and "skip" not in request.POST:
        form.add_error("password", form.fields["password"].help_text)
        return _page(request, token, form, status=422)
    return _accept(request, token, form, password)


def _accept(
    request: HttpRequest, token: ActionToken, form: ChoosePasswordForm | None, password: str
) -> HttpResponse:
    try:
        new = invitations.accept_invitation(token=token, password=password, now=clock.now())
    except DomainError as refusal:
        context = {"why": str(refusal)}
        return render(request, "accounts/invitation_over.html", context, status=410)
    address = _next(token)
    if not new:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}")
    token.person.refresh_from_db()
    return perform_login(request, token.person, redirect_url=address)


def _form(request: HttpRequest, token: ActionToken) -> ChoosePasswordForm:
    return ChoosePasswordForm(request.POST or None, person=token.person)


def _page(
    request: HttpRequest, token: ActionToken, form: ChoosePasswordForm | None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "inviter": token.params.get("inviter", ""),
        "to": token.params.get("to", ""),
        "leads_to": _leads_to(token),
        "person": token.person,
    }
    return render(request, "accounts/invitation.html", context, status=status)


def _leads_to(token: ActionToken) -> str:
    """“questions”, which come before the place; “desk” of somebody who helps to run a program;
    “place”, where nothing is left to decide; or “yes”, which going on says."""
    if token.params.get("applies"):
        return "questions"
    if token.params.get("runs"):
        return "desk"
    return "yes" if "then" in token.params else "place"


def _next(token: ActionToken) -> str:
    address = str(token.params.get("next", ""))
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _status(refusal: TokenRefused) -> int:
    return 404 if refusal.code == "unknown" else 410
