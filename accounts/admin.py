"""Django's own admin, for staff. Bodies of secret mails and tokens are never shown here."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Job, Message, User

admin.site.login = secure_admin_login(admin.site.login)


class ReadOnly(admin.ModelAdmin):
    """For rows that tell what happened."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(UserAdmin):
    ordering = ["email"]
    list_display = ["email", "name", "zone", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (_("Time and language"), {"fields": ["zone", "language", "working_days"]}),
        (_("Quiet hours"), {"fields": ["quiet_from", "quiet_until"]}),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "joined_at"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})
    ]


@admin.register(Message)
class MessageAdmin(ReadOnly):
    """Structure only: who, what kind, when, what became of it."""

    list_display = ["kind", "to_address", "state", "reason", "due_at", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ["to_address", "kind"]
    list_select_related = ["person"]
    show_full_result_count = False
    fields = [
        "kind",
        "person",
        "to_address",
        "state",
        "reason",
        "created_at",
        "due_at",
        "not_after",
        "sent_at",
        "attempts",
        "resends",
        "smtp_code",
        "smtp_reply",
        "message_id",
        "scope",
    ]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ["at", "by", "verb", "subject_label", "subject_id", "scope"]
    list_filter = ["verb"]
    list_select_related = ["by"]
    show_full_result_count = False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ["kind", "state", "progress", "by", "created_at", "finished_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    show_full_result_count = False
    fields = ["kind", "state", "progress", "note", "by", "scope", "created_at", "finished_at"]
