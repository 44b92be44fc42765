"""Whole addresses, for mails and for what people copy: a mail knows no site to be relative to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.tokens import issue_token


def page_url(name: str, *args: object) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def action_url(
    purpose: str, *, about: models.Model, person: User, scope: str, now: datetime, lives: timedelta
) -> str:
    """A page on which that person does this one thing without signing in."""
    token = issue_token(
        purpose=purpose, about=about, person=person, scope=scope, now=now, expires_at=now + lives
    )
    return token.url()
