"""What every page may say about this installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.suppressions import is_suppressed


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SUPPORT_EMAIL": settings.SUPPORT_EMAIL,
        "DEBUG_TOOLS": settings.DEBUG,
    }


def refused_mail(request: HttpRequest) -> dict[str, object]:
    """Whether a reader's own address takes no mail. The address may be another one since then."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.mail_refused_at is None:
        return {}
    return {"mail_is_refused": is_suppressed(user.email)}


def demo_people(request: HttpRequest) -> dict[str, object]:
    """Who to sign in as, for the sign-in page of a demo; asks the database only when shown."""
    user = getattr(request, "user", None)
    if not settings.DEBUG or user is None or user.is_authenticated:
        return {}
    return {"demo_people": SimpleLazyObject(_people_of_the_demo)}


def _people_of_the_demo() -> list[dict[str, object]]:
    roles = {"mentee": _("mentee"), "mentor": _("mentor"), "coordinator": _("coordinator")}
    roles |= {"partner": _("partner"), "chooses a mentor": _("chooses a mentor")}
    names = dict(User.objects.filter(email__in=settings.DEMO_PEOPLE).values_list("email", "name"))
    return [
        {
            "name": names[email],
            "role": roles[role],
            "email": email,
            "password": settings.DEMO_PASSWORD,
        }
        for email, role in settings.DEMO_PEOPLE.items()
        if email in names
    ]
