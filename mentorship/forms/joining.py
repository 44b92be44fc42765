"""The first form of somebody who has a cohort's link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentorship.models import Entrance


class RoleForm(forms.Form):
    """For who is signed in: we know the rest."""

    role = forms.ChoiceField(label=_("How would you like to take part?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, entrance: Entrance) -> None:
        roles, words = entrance.roles, entrance.cohort.program.words
        super().__init__(data, initial={"role": roles[0] if len(roles) == 1 else None})
        choices = [(role, gettext("As %(role)s") % {"role": words.a_role(role)}) for role in roles]
        self.fields["role"].choices = choices


class JoinForm(RoleForm):
    """For a stranger, or somebody who has not signed in; nobody is told which of them it is."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We mail you the way to the questions, so that nobody applies in your name."),
    )
