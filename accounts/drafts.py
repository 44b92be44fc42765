"""Nothing that somebody types is lost: not when their session has run out, not when the connection
has, not when the page stood open too long, and with or without JavaScript.

A view says `kept(request, form)` of a form in which somebody writes, and its template writes
`<form method="post" {{ form.kept.attributes }}>`. From then on

- the form carries a signed number (`kept_as`) that names its reader and its address. It permits one
  thing only: to keep words for that person at that form. So it may do it whoever is signed in, or
  nobody is;
- app.js sends the words to `accounts:keep_draft` while they are typed, and once more before the
  form itself is sent. What cannot be sent stays in the tab's own storage until it can;
- a form that arrives after the session has run out, or with the security token of an older sign-in,
  is kept the same way and asks to sign in (middleware `words_are_kept`, view `csrf_failure`): this
  needs no JavaScript;
- whoever opens the form again finds it filled, with a way to begin empty. A form that was sent
  closes its draft; what nobody comes back to goes after thirty days;
- two windows with the same form do not write over each other: words that a form was not filled with
  are put beside its own, and come back when those have been sent.

Passwords, files and what stands hidden in a form are never kept.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html

from accounts.models import Draft
from accounts.models.drafts import KEPT_FOR

SALT = "accounts.draft"
FIELD = "kept_as"
NOT_WORDS = {FIELD, "csrfmiddlewaretoken", "client_token", "next"}
VERSION = "seen_version"
MOST_KNOWN = 10
Words = dict[str, list[str]]


class VersionInput(forms.HiddenInput):
    """For a field called `seen_version`: upon which version of a thing the words were written. It
    is kept with them, so that words which come back later do not pass for newer than they are."""

    def __init__(self) -> None:
        super().__init__({"data-comes-back": ""})


@dataclass(frozen=True)
class FormNumber:
    """Which form it is: of whom, where it is sent, on which page it stands, and one of its own;
    `known` are those whose words it was filled with."""

    person_id: int
    at: str
    page: str
    number: str
    known: Sequence[str] = ()

    def signed(self) -> str:
        said = [self.person_id, self.at, self.page, self.number, [*self.known]]
        return signing.dumps(said, salt=SALT)

    def has(self, number: str) -> bool:
        """Whether the words of that form are in this one."""
        return number in (self.number, *self.known)

    @property
    def beside(self) -> str:
        """Where words of another window begin that wait for the same form."""
        return f"{self.at}#"


def number_of(request: HttpRequest) -> FormNumber | None:
    """What the sent form says of itself, if we said it first."""
    try:
        return FormNumber(*signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=KEPT_FOR))
    except signing.BadSignature:
        return None


def words_of(request: HttpRequest) -> Words:
    """Without NUL, which no database column takes and no form field lets through."""
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in request.POST.lists()
        if name not in NOT_WORDS
    }


@dataclass(frozen=True)
class Kept:
    """What the template needs: attributes of the form, its hidden number, since when it waits."""

    token: str
    attributes: str
    since: datetime | None = None


def kept(request: HttpRequest, form: forms.BaseForm, *parts: forms.BaseForm, at: str = "") -> None:
    """Looks after the words of a form (and of others that are `parts` of it and are sent with it),
    and fills in those that wait; what a link says beforehand stands. `at`: where it is sent, if
    that is not the page it stands on."""
    number = FormNumber(
        request.user.pk, at or request.path, request.get_full_path(), str(uuid.uuid4())
    )
    draft, sent = None, number_of(request)
    if sent is not None and sent.at == number.at:  # the same form came back
        number = replace(number, known=[*sent.known, sent.number][-MOST_KNOWN:])
    if not form.is_bound:
        draft = Draft.objects.of(request.user).unsent().for_form(number.at, number.beside).first()
    if draft is not None:
        number = replace(number, known=[draft.form])
        for one in (form, *parts):
            _fill(
                one, {name: said for name, said in draft.fields.items() if name not in request.GET}
            )
        request.has_draft = True  # type: ignore[attr-defined]
    attributes = format_html(
        'data-keep="{}{}" data-keep-to="{}"',
        number.person_id,
        number.at,
        reverse("accounts:keep_draft"),
    )
    since = draft.saved_at if draft else None
    form.kept = Kept(number.signed(), attributes, since)  # type: ignore[attr-defined]


def _fill(form: forms.BaseForm, words: Words) -> None:
    """As if the widgets had been read, mistakes and all; what is hidden stays as the page has it."""
    data = QueryDict(mutable=True)
    for name, values in words.items():
        data.setlist(name, values)
    said = {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))  # type: ignore[arg-type]
        for name, field in form.fields.items()
        if not field.widget.is_hidden or isinstance(field.widget, VersionInput)
        if not _is_secret(field.widget)
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))  # type: ignore[arg-type]
    }
    form.initial = {**form.initial, **said}


def _is_secret(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.PasswordInput | forms.FileInput)
