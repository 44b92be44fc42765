"""Structure only: what exists and in which state, never what people wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import StructureAdmin
from mentorship.models import Cohort, Coordinator, Enrollment, MatchingRun, Pairing, Program


class Kept(admin.ModelAdmin):
    """Deleting one would take along everything that people wrote in it, and list it first."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Program)
class ProgramAdmin(Kept):
    list_display = ["name", "slug", "state", "zone"]
    list_filter = ["state"]
    search_fields = ["name", "slug"]
    readonly_fields = ["privacy", "created_at"]  # who may read more is for the people to say


@admin.register(Cohort)
class CohortAdmin(Kept):
    list_display = ["name", "program", "state", "starts_on", "ends_on"]
    list_filter = ["state", "program"]
    list_select_related = ["program"]
    readonly_fields = ["created_at"]


@admin.register(Coordinator)
class CoordinatorAdmin(admin.ModelAdmin):
    list_display = ["user", "program", "cohort"]
    list_select_related = ["user", "program", "cohort"]
    autocomplete_fields = ["user"]


@admin.register(Enrollment)
class EnrollmentAdmin(StructureAdmin):
    list_display = ["id", "user", "cohort", "role", "state", "seats_taken", "capacity"]
    list_filter = ["role", "state", "cohort"]
    list_select_related = ["user", "cohort"]
    fields = ["user", "cohort", "role", "state", "origin", "seats_taken", "capacity", "created_at"]
    show_full_result_count = False


@admin.register(Pairing)
class PairingAdmin(StructureAdmin):
    list_display = ["id", "cohort", "state", "starts_on", "ends_on", "by_hand"]
    list_filter = ["state", "cohort"]
    list_select_related = ["cohort"]
    fields = ["cohort", "state", "every", "at", "zone", "starts_on", "ends_on", "published_at"]
    show_full_result_count = False


@admin.register(MatchingRun)
class MatchingRunAdmin(StructureAdmin):
    list_display = ["id", "cohort", "by", "at", "finished_at"]
    list_select_related = ["cohort", "by"]
    fields = ["cohort", "by", "at", "finished_at"]
