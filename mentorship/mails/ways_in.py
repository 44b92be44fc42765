"""Links through which somebody who has never been here comes in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from accounts.models import User
from accounts.services.invitations import invitation_url
from mentorship.models import Cohort

LINKS_LIVE = timedelta(days=60)


def way_in(
    person: User,
    about: Model,
    cohort: Cohort,
    now: datetime,
    *,
    inviter: str,
    lives: timedelta = LINKS_LIVE,
    **params: Any,
) -> str:
    """`params`: «next», «then» and what else the page of an invitation heeds."""
    return invitation_url(
        person=person,
        about=about,
        now=now,
        expires_at=now + lives,
        params={"inviter": inviter, "to": cohort.full_name, **params},
        scope=cohort.scope,
    )
