"""Django's admin shows structure only: dates and states. Nobody's words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from checkins.models import CheckIn, Nudge


class StructureAdmin(admin.ModelAdmin):
    """To look at, not to change: changes go through services, which leave a trace."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CheckIn)
class CheckInAdmin(StructureAdmin):
    list_display = ["id", "pairing_id", "local_on", "starts_at", "state", "sequence"]
    list_filter = ["state"]
    fields = ["id", "pairing_id", "local_on", "starts_at", "minutes", "state", "sequence"]
    readonly_fields = fields


@admin.register(Nudge)
class NudgeAdmin(StructureAdmin):
    """Whether a mail was planned would tell of a consent, so neither person nor reason is shown."""

    list_display = ["id", "state", "created_at"]
    fields = ["id", "state", "created_at"]
    readonly_fields = fields
