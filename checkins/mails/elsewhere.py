"""«We met already»: for mails about a check-in that took place at another time, or elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.links import action_url
from accounts.mailkinds import Button
from accounts.models import User
from checkins.models import CheckIn

LOG = "checkins.log_check_in"
LIVES = timedelta(days=30)


def met_button(check_in: CheckIn, reader: User, now: datetime) -> Button:
    url = action_url(LOG, about=check_in, person=reader, scope=check_in.scope, now=now, lives=LIVES)
    return Button(_("We met already"), url)
