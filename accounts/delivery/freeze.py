"""Making the bytes of a mail: in the person's language and zone, once, and then never again."""

from __future__ import annotations

import zoneinfo
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mailkinds import PREHEADER_CHARS, SUBJECT_CHARS, Content, MailKind
from accounts.models import Message
from accounts.services.outbox import mail_host
from accounts.signing import UNSUBSCRIBE
from accounts.tokens import issue_token

STOP_LINK_LIVES = timedelta(days=180)
STOP_LABELS = {
    "consent": gettext_lazy("Stop asking me about this"),
    "stream": gettext_lazy("Stop mails of this kind"),
}
FROZEN_FIELDS = [
    "subject_line",
    "text",
    "html",
    "ics",
    "ics_method",
    "headers",
    "params",  # a kind may note what its words rest on, to ask after it once more
    "date_header",
    "frozen_at",
]


def freeze(message: Message, kind: MailKind, now: datetime) -> None:
    """Fills the frozen fields of an unfrozen message. The caller saves FROZEN_FIELDS."""
    person = message.person
    zone = person.tz if person else zoneinfo.ZoneInfo("UTC")
    language = person.language if person else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone):
        content = _complete(kind.render(message, now), message)
        stop_url = _stop_url(message, kind, now)
        context = _context(content, kind, stop_url)
        message.text = render_to_string("mail/message.txt", context)
        message.html = render_to_string("mail/message.html", context)
    message.subject_line = content.subject
    message.ics = content.ics.decode() if isinstance(content.ics, bytes) else content.ics
    message.ics_method = content.ics_method
    message.headers = _headers(message, kind, content, stop_url)
    message.date_header = now
    message.frozen_at = now


def shorten(text: object, limit: int) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _complete(content: Content, message: Message) -> Content:
    content.subject = shorten(content.subject, SUBJECT_CHARS)
    content.heading = content.heading or content.subject
    first = content.paragraphs[0] if content.paragraphs else content.heading
    content.preheader = shorten(content.preheader or first, PREHEADER_CHARS)
    if not content.greeting:
        content.greeting = (
            _("Hello %(name)s,") % {"name": message.person.short_name}
            if message.person and message.person.name
            else _("Hello,")
        )
    return content


def _stop_url(message: Message, kind: MailKind, now: datetime) -> str:
    """The one-click address. Its subject is this very mail; from it the stream or the consents
    are known, so that nothing else can be stopped with it."""
    if kind.unsubscribe == "none" or message.person is None:
        return ""
    token = issue_token(
        purpose=UNSUBSCRIBE,
        about=message,
        person=message.person,
        scope=message.scope,
        now=now,
        expires_at=now + STOP_LINK_LIVES,
    )
    return token.url()


def _context(content: Content, kind: MailKind, stop_url: str) -> dict[str, Any]:
    return {
        "content": content,
        "why": str(kind.why),
        "stop_url": stop_url,
        "stop_label": str(kind.stop_label) or STOP_LABELS.get(kind.unsubscribe, ""),
        "help_url": f"{settings.SITE_URL}/help/",
        "site_name": settings.SITE_NAME,
        "lang": translation.get_language() or "en",
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
    }


def _headers(message: Message, kind: MailKind, content: Content, stop_url: str) -> dict[str, str]:
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<{kind.name.replace('_', '-')}.{mail_host()}>",
    }
    if content.thread:
        thread = f"<{content.thread}@{mail_host()}>"
        headers |= {"In-Reply-To": thread, "References": thread}
    if stop_url:
        headers |= {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def date_line(message: Message) -> str:
    return format_datetime(message.date_header)
