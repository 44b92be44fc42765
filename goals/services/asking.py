"""How I like to be asked: a new version for each change, nothing is overwritten."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import AskingStyle
from goals.queries import asking_style, asking_wish
from goals.wishes import AskingWish


@transaction.atomic
def say_how_to_ask(*, by: User, now: datetime, wish: AskingWish) -> AskingStyle:
    """Holds for everything decided from now on; what was said yes to before keeps its terms."""
    User.objects.select_for_update().get(pk=by.pk)
    check_hour(by, wish.at, wish.how)
    if wish.until is not None and wish.until < by.local_date(now):
        raise DomainError(_("This end is in the past. Choose a later day, or leave it open."))
    latest = asking_style(by)
    if latest is not None and asking_wish(latest) == wish:
        return latest
    style = AskingStyle.objects.create(
        person=by,
        said_at=now,
        who=wish.who,
        how=wish.how,
        at=wish.at,
        per_week=wish.per_week,
        tone=wish.tone,
        silence=wish.silence,
        silence_days=wish.silence_days,
        until=wish.until,
    )
    record(by=by, verb="asking.say_how", about=style, scope="", now=now)
    return style


def check_hour(person: User, at: time, how: str) -> None:
    """Nobody is promised a mail at an hour at which none is sent."""
    if how == AskingStyle.How.MAIL and _is_quiet(at, person.quiet_from, person.quiet_until):
        raise DomainError(
            _("Your quiet hours are %(start)s to %(end)s. Choose a time outside them.")
            % {"start": f"{person.quiet_from:%H:%M}", "end": f"{person.quiet_until:%H:%M}"}
        )


def _is_quiet(at: time, start: time, end: time) -> bool:
    if start <= end:
        return start <= at < end
    return at >= start or at < end
