"""Django's admin shows structure only: dates and states. Nobody's words."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import StructureAdmin, keep_from_staff
from checkins.models import CheckIn, Nudge

keep_from_staff(
    "close_out",
    "feedback",
    "feedback_request",
    "feedback_rhythm",
    "free_hours",
    "note",
    "practice",
    "question",
    "report",
)


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
