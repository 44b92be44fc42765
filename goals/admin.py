"""Django's admin shows structure only: that a thing exists, and since when. Nobody's words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from goals.models import Commitment, Goal


class StructureAdmin(admin.ModelAdmin):
    """To look at, not to change: changes go through services, which leave a trace."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Goal)
class GoalAdmin(StructureAdmin):
    list_display = ["id", "pairing", "created_at"]
    list_select_related = ["owner"]
    fields = ["id", "pairing", "created_at"]
    readonly_fields = fields

    @admin.display(description="pairing")
    def pairing(self, goal: Goal) -> int:
        return goal.owner.pairing_id


@admin.register(Commitment)
class CommitmentAdmin(StructureAdmin):
    list_display = ["id", "pairing", "made_at"]
    list_select_related = ["owner"]
    fields = ["id", "pairing", "made_at"]
    readonly_fields = fields

    @admin.display(description="pairing")
    def pairing(self, promise: Commitment) -> int:
        return promise.owner.pairing_id
