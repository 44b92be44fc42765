"""Django's own admin, for staff: structure only. No words, no bodies of mails, no links."""

from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import clock, mailkinds
from accounts.models import AuditEntry, Job, Message, User
from accounts.services import suppressions

admin.site.login = secure_admin_login(admin.site.login)
# Who can write another address into an account can sign in to it, and read on.
admin.site.unregister(EmailAddress)
# What follows a filter's name in the address of a list that was filtered.
FILTER_TAILS = ("", "__exact", "__id__exact", "__isnull")


class StructureAdmin(admin.ModelAdmin):
    """Rows to look at, not to change: changes go through services, which leave a trace. They are
    found by the filters shown and by nothing else, since «?title__startswith=A» reads a title."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        shown = {f"{name}{tail}" for name in self.list_filter for tail in FILTER_TAILS}
        return lookup in shown and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewPersonForm(forms.ModelForm):
    """No password: a new person signs in by mailed code, so that nobody else knows the way in."""

    class Meta:
        model = User
        fields = ["email", "name"]

    def save(self, commit: bool = True) -> User:
        person: User = super().save(commit=False)
        person.set_unusable_password()
        if commit:
            person.save()
        return person


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Staff cannot sign in as somebody: no password is set here, and the address of somebody who
    has been here is theirs to change. Nor can they delete a person: that takes the words of others
    along, and its page would list all of them."""

    ordering = ["email"]
    list_display = ["email", "name", "zone", "is_active", "is_staff", "mail_refused_at"]
    list_filter = ["is_active", "is_staff", ("mail_refused_at", admin.EmptyFieldListFilter)]
    search_fields = ["email", "name"]
    actions = ["write_again"]
    readonly_fields = ["last_login", "joined_at", "mail_refused_at"]
    add_form = NewPersonForm
    fieldsets = [
        (None, {"fields": ["email", "name"]}),
        (_("Time and language"), {"fields": ["zone", "language", "working_days"]}),
        (_("Quiet hours"), {"fields": ["quiet_from", "quiet_until"]}),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "joined_at", "mail_refused_at"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        been_here = obj is not None and obj.last_login is not None
        return [*self.readonly_fields, "email"] if been_here else self.readonly_fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Write to these addresses again"), permissions=["change"])
    def write_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people.exclude(mail_refused_at=None):
            suppressions.write_again(person=person, by=request.user, now=clock.now())

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        raise PermissionDenied


@admin.register(Message)
class MessageAdmin(StructureAdmin):
    """Who, when, what became of it. Of mails between two people and of reminders not even the
    kind is told: it would say who asked to be asked, and who has a goal."""

    list_display = ["what", "to_address", "state", "due_at", "sent_at"]
    list_filter = ["state"]
    search_fields = ["to_address"]
    list_select_related = ["person"]
    show_full_result_count = False
    fields = [
        "what",
        "why_not",
        "person",
        "to_address",
        "state",
        "created_at",
        "due_at",
        "not_after",
        "sent_at",
        "bounced_at",
        "attempts",
        "resends",
        "smtp_code",
        "smtp_reply",
        "message_id",
        "scope",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """Without mails to people who have no account: whom somebody asked for a word is theirs."""
        return super().get_queryset(request).exclude(person=None)

    @admin.display(description=_("kind"))
    def what(self, message: Message) -> str:
        return message.kind if is_structure(message) else _("a mail of their own")

    @admin.display(description=_("reason"))
    def why_not(self, message: Message) -> str:
        return message.reason if is_structure(message) else ""


def is_structure(message: Message) -> bool:
    kind = mailkinds.find(message.kind)
    return kind is not None and kind.is_transactional


# What other apps' verbs are about that nobody but the people themselves should know was done.
_private_nouns: set[str] = set()


def keep_from_staff(*nouns: str) -> None:
    _private_nouns.update(nouns)


@admin.register(AuditEntry)
class AuditEntryAdmin(StructureAdmin):
    list_display = ["at", "by", "verb", "subject_label", "subject_id", "scope"]
    list_filter = ["verb"]
    list_select_related = ["by"]
    show_full_result_count = False
    fields = list_display

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        private = Q(pk=None)
        for noun in _private_nouns:
            private |= Q(verb__startswith=f"{noun}.")
        return super().get_queryset(request).exclude(private)


@admin.register(Job)
class JobAdmin(StructureAdmin):
    list_display = ["kind", "state", "progress", "by", "created_at", "finished_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    show_full_result_count = False
    fields = ["kind", "state", "progress", "note", "by", "scope", "created_at", "finished_at"]
