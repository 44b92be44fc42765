"""Asking, answering, and the shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Ask, ShelfItem
from goals.wishes import ShelfWish
from mentorship.models import PairingMember

from .parts import DayInput, OnceForm, chips


class ToForm(OnceForm):
    """It goes to one of these people; asked only where there are several."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[PairingMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(member.pk): member for member in people}
        if len(self.people) > 1:
            field: Any = self.fields["to"]
            field.choices = [(pk, str(member.person)) for pk, member in self.people.items()]
        else:
            del self.fields["to"]

    def member(self) -> PairingMember:
        return self.people[self.cleaned_data.get("to") or next(iter(self.people))]


class AskForm(ToForm):
    kind = forms.ChoiceField(
        label=_("What would help?"), choices=Ask.Kind.choices, widget=chips(long=True)
    )
    text = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        help_text=_("What you are at, and what one thing would help. Short is easy to answer."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["to", "kind", "text", "client_token"]


class AnswerAskForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        required=False,
        help_text=_("“Not now” and “I don’t know anybody” are answers too."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    item = forms.ChoiceField(label=_("Something from your shelf?"), required=False)
    promise = forms.CharField(
        label=_("Or a promise: I will …"),
        max_length=240,
        required=False,
        help_text=_("For example “write to my colleague about you”. It is yours, like any other."),
    )
    due_on = forms.DateField(label=_("By when?"), required=False, widget=DayInput())

    def __init__(self, *args: Any, items: Iterable[ShelfItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        if self.items:
            field: Any = self.fields["item"]
            named = [(pk, item.title) for pk, item in self.items.items()]
            field.choices = [("", _("Nothing from it")), *named]
        else:
            del self.fields["item"]

    def said(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"item": self.items.get(data.pop("item", ""))}


class ShelfForm(OnceForm):
    kind = forms.ChoiceField(
        label=_("What kind of thing?"), choices=ShelfItem.Kind.choices, widget=chips()
    )
    title = forms.CharField(label=_("What is it?"), max_length=160)
    url = forms.URLField(
        label=_("Where is it?"), required=False, max_length=200, assume_scheme="https"
    )
    note = forms.CharField(
        label=_("What is it good for?"),
        max_length=1000,
        required=False,
        help_text=_("When would you hand it to somebody? Of a person: ask them before you share."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    skip = forms.CharField(
        label=_("What would you skip?"),
        max_length=240,
        required=False,
        help_text=_("“Chapters 4 to 9”, “the first hour”. It makes a long thing short."),
    )
    field_order = ["kind", "title", "url", "note", "skip", "client_token"]

    def wish(self) -> ShelfWish:
        names = ("kind", "title", "url", "note", "skip")
        return ShelfWish(**{name: self.cleaned_data[name] for name in names})


class ShareForm(ToForm):
    """Whom to share it with."""
