"""Who may: the one way to refuse, shared by every door, and the doors of this app."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import AwayPeriod, Job, Message, User


def require(action: str, actions: Collection[str]) -> None:
    """403 when the thing is visible but this may not be done with it (now)."""
    if action not in actions:
        raise PermissionDenied(action)


def get_job(user: User, public_id: uuid.UUID) -> Job:
    """Only whoever started a job sees it."""
    return get_object_or_404(Job.objects.defer("upload"), public_id=public_id, by=user)


def get_away(user: User, pk: int) -> AwayPeriod:
    return get_object_or_404(AwayPeriod, pk=pk, person=user)


def require_debug() -> None:
    """Tools of development do not exist elsewhere."""
    if not settings.DEBUG:
        raise Http404


def get_kept_message(public_id: uuid.UUID) -> Message:
    require_debug()
    return get_object_or_404(Message.objects.select_related("person"), public_id=public_id)
