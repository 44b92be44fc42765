"""Links from mails. GET and HEAD show, POST acts; none of them signs anybody in.

The token in the address is the whole permission and no cookie is looked at, so there is nothing
that a forged request could borrow: the CSRF check is off. It could not work here anyway, since
browsers send «Origin: null» from pages under Referrer-Policy: no-referrer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import clock, mailactions, mailkinds
from accounts.errors import DomainError
from accounts.mailactions import MailAction
from accounts.models import ActionToken, Message
from accounts.ratelimit import over_limit
from accounts.services.answers import answer_link, request_fresh_link, told_in, unsubscribe
from accounts.signing import PUBLIC_ID_CHARS, UNSUBSCRIBE
from accounts.tokens import TokenRefused, read_token, token_about

View = Callable[..., HttpResponse]


def from_mail(view: View) -> View:
    """Open to anybody with the link, counted, kept out of caches, logs and search."""

    @login_not_required
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: HttpRequest, token: str) -> HttpResponse:
        if over_limit("link", token[:PUBLIC_ID_CHARS], times=20, seconds=60):
            response = render(request, "accounts/link_busy.html", status=429)
            response["Retry-After"] = "60"
        else:
            response = view(request, token)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper


@from_mail
def answer(request: HttpRequest, token: str) -> HttpResponse:
    now = clock.now()
    try:
        found = read_token(token, now)
    except TokenRefused as refusal:
        return refused(request, refusal)
    action = mailactions.find(found.purpose)
    if action is None:
        return refused(request, TokenRefused("unknown"))
    if found.used_at is not None:
        # Who pressed twice reads the same; who opens another link of the mail, that it answers once.
        return _answered(request, action, found, found.result, again=request.method != "POST")
    form = _bound_form(request, action, found)
    if request.method != "POST":
        return _confirm_page(request, action, found, form)
    if form is not None and not form.is_valid():
        return _confirm_page(request, action, found, form, status=422)
    data = form.cleaned_data if form is not None else {}
    try:
        result = answer_link(token=found, action=action, data=data, now=now)
    except DomainError as refusal:
        return _confirm_page(request, action, found, form, status=422, refusal=str(refusal))
    return _answered(request, action, found, result)


def _answered(
    request: HttpRequest, action: MailAction, token: ActionToken, result: str, again: bool = False
) -> HttpResponse:
    """What was answered, and beneath it what the action would like to ask or offer next."""
    context: dict[str, Any] = {"result": result, "again": again}
    after = action.after(token, clock.now()) if action.after else mailactions.After()
    context["links"] = after.links
    if after.token is not None:
        further = mailactions.get(after.token.purpose)
        context |= {
            "action": further,
            "page": further.describe(after.token, clock.now()),
            "form": _fresh_form(further, after.token, {}),
            "further_url": after.token.url(),
        }
    return render(request, "accounts/answered.html", context)


def _form_of(action: MailAction, token: ActionToken) -> Callable[..., forms.Form] | None:
    return action.form_for(token) if action.form_for else action.form_class


def _fresh_form(action: MailAction, token: ActionToken, query: dict[str, Any]) -> forms.Form | None:
    make = _form_of(action, token)
    initial = action.initial(token, clock.now()) if action.initial else {}
    return make(initial={**initial, **query}) if make else None


def _bound_form(request: HttpRequest, action: MailAction, token: ActionToken) -> forms.Form | None:
    make = _form_of(action, token)
    if make is None or request.method != "POST":
        return _fresh_form(action, token, request.GET.dict())
    return make(request.POST)


def _confirm_page(
    request: HttpRequest,
    action: MailAction,
    token: ActionToken,
    form: forms.Form | None,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    try:
        page = action.describe(token, clock.now())
    except DomainError as gone:
        return render(request, "accounts/link_refused.html", {"why": str(gone)}, status=410)
    if refusal and form is not None:
        form.add_error(None, refusal)
        refusal = ""
    context = {"page": page, "action": action, "form": form, "refusal": refusal}
    return render(request, "accounts/answer.html", context, status=status)


def refused(request: HttpRequest, refusal: TokenRefused) -> HttpResponse:
    """A friendly end. Only somebody with a link that was truly ours may ask for a fresh one."""
    context: dict[str, Any] = {"why": str(refusal), "can_renew": refusal.token is not None}
    if refusal.token is None:
        return render(request, "accounts/link_refused.html", context, status=404)
    if request.method == "POST" and "renew" in request.POST:
        request_fresh_link(token=refusal.token, now=clock.now())
        context |= {"renewed": True}
        return render(request, "accounts/link_refused.html", context)
    return render(request, "accounts/link_refused.html", context, status=410)


@from_mail
def unsubscribe_from(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the POST of a mail program answers 200 and has acted when it does."""
    try:
        found = read_token(token, clock.now(), purpose=UNSUBSCRIBE)
    except TokenRefused as refusal:
        context = {"why": str(refusal)}
        return render(request, "accounts/link_refused.html", context, status=404)
    if request.method == "POST":
        try:
            result = unsubscribe(token=found, now=clock.now())
        except DomainError as gone:
            result = str(gone)
        return render(request, "accounts/answered.html", {"result": result})
    try:
        page = _what_stops(found)
    except DomainError as gone:
        return render(request, "accounts/link_refused.html", {"why": str(gone)}, status=410)
    return render(request, "accounts/unsubscribe.html", {"page": page})


def _what_stops(token: ActionToken) -> mailactions.Page | None:
    """For a consent its own app says what pauses; for a stream its title is enough."""
    message = Message.objects.filter(pk=token.subject_id).first()
    kind = mailkinds.find(message.kind) if message else None
    if message is None or kind is None:
        return None
    if parts := [_page_of(mail, token_about(mail, token)) for mail in told_in(message)]:
        facts = [fact for part in parts for fact in part.facts or ((_("Mails"), part.heading),)]
        return mailactions.Page(
            heading=_("Stop mails about all of these?"),
            facts=tuple(dict.fromkeys(facts)),
            button=_("Stop mails about all of these"),
        )
    return _page_of(message, token)


def _page_of(message: Message, token: ActionToken) -> mailactions.Page:
    kind = mailkinds.get(message.kind)
    if kind.unsubscribe == "consent":
        return mailactions.get(mailactions.PAUSE_CONSENT).describe(token, clock.now())
    return mailactions.Page(heading=str(kind.title or kind.why))
