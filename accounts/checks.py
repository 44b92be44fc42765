"""What a wrong setting would break later is said at the start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from accounts.delivery.smtp import Server
from accounts.services.outbox import mail_host

# «List-Unsubscribe: <https:///u/» + 22 characters of token + «>» leave 23 of 76 for the host.
HOST_CHARS = 23


@register()
def mail_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.EMAIL_URL:
        try:
            Server.from_url(settings.EMAIL_URL)
        except (ImproperlyConfigured, ValueError) as trouble:
            found.append(Error(str(trouble), id="accounts.E001"))
    if len(mail_host()) > HOST_CHARS:
        found.append(
            Warning(
                f"The host of SITE_URL is longer than {HOST_CHARS} characters.",
                hint="Servers that fold the one-click unsubscribe line spoil its signature.",
                id="accounts.W001",
            )
        )
    return found
