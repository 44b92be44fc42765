"""/mailbox/, in DEBUG only: the mails as mail programs would show them."""

import uuid

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accounts.access import get_kept_message, require_debug
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
    message = get_kept_message(public_id)
    body = message.html.replace("<head>", '<head><base target="_top">', 1)
    response = HttpResponse(body)
    response["Content-Security-Policy"] = BODY_POLICY
    return response
