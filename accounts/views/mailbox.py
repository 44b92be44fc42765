"""/mailbox/ and /styleguide/mails/, in DEBUG only: mails as mail programs would show them."""

import uuid

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.access import get_kept_message, require_debug
from accounts.delivery.preview import preview
from accounts.mailkinds import all_kinds, find
from accounts.models import Message
from accounts.queries import page_before, title_of

# The mail is shown in a frame without scripts, forms or pictures from elsewhere.
BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)


@login_not_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    require_debug()
    rows = Message.objects.select_related("person").defer("text", "html", "ics", "headers")
    page = page_before(rows, request.GET.get("before"))
    mails = [(title_of(mail), mail) for mail in page.rows]
    return render(request, "accounts/mailbox.html", {"mails": mails, "older": page.older})


@login_not_required
@require_safe
def mailbox_message(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    message = get_kept_message(public_id)
    context = {"mail": message, "title": title_of(message)}
    return render(request, "accounts/mailbox_message.html", context)


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_exempt()
def mailbox_body(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The HTML part. Its links open in the whole window, not in the frame."""
    return in_a_box(get_kept_message(public_id))


def in_a_box(message: Message) -> HttpResponse:
    response = HttpResponse(message.html.replace("<head>", '<head><base target="_top">', 1))
    response["Content-Security-Policy"] = BODY_POLICY
    return response


# -- /styleguide/mails/: each kind as it would be written today ---------------------------------


@login_not_required
@require_safe
def mail_previews(request: HttpRequest) -> HttpResponse:
    require_debug()
    kinds = [(kind, reverse("accounts:mail_preview", args=[kind.name])) for kind in all_kinds()]
    return render(request, "styleguide/mails.html", {"kinds": kinds})


@login_not_required
@require_safe
def mail_preview(request: HttpRequest, kind: str) -> HttpResponse:
    require_debug()
    declared = find(kind)
    if declared is None:
        raise Http404
    mail = preview(declared)
    context = {"kind": declared, "mail": mail}
    return render(request, "styleguide/mail.html", context, status=200 if mail else 404)


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_exempt()
def mail_preview_body(request: HttpRequest, kind: str) -> HttpResponse:
    require_debug()
    declared = find(kind)
    mail = preview(declared) if declared else None
    if mail is None:
        raise Http404
    return in_a_box(mail)
