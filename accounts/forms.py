"""What a person may type about themselves."""

from __future__ import annotations

import functools
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.models import AwayPeriod, User
from accounts.models.people import known_zones

DAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


@functools.cache
def zone_choices() -> list[tuple[str, str]]:
    """Every city that tzdata knows. The list is long, so it is a datalist to type into."""
    return [(name, name) for name in sorted(known_zones()) if "/" in name]


class SettingsForm(forms.ModelForm):
    days = forms.MultipleChoiceField(
        label=_("Days on which mail is welcome"),
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reminders you asked for wait for one of these days."),
    )

    class Meta:
        model = User
        fields = ["name", "language", "zone", "quiet_from", "quiet_until"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "zone": forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {
            "zone": _("A city near you, for example Europe/Berlin or America/Lima."),
            "quiet_from": _("No mail comes between these two times, save what cannot wait."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self._offer_languages()
        self.fields["days"].initial = [
            str(day) for day, flag in enumerate(self.instance.working_days) if flag == "1"
        ]

    def _offer_languages(self) -> None:
        """A choice of one would be a button that does nothing."""
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
            return
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=settings.LANGUAGES, initial=self.instance.language
        )

    def facts(self) -> dict[str, Any]:
        """What the service takes: the seven days as one word of seven digits."""
        data = dict(self.cleaned_data)
        chosen = set(data.pop("days"))
        return data | {"working_days": "".join("1" if d in chosen else "0" for d, _name in DAYS)}


class AwayForm(forms.ModelForm):
    class Meta:
        model = AwayPeriod
        fields = ["from_on", "until_on"]
        widgets = {
            "from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


class ChoosePasswordForm(forms.Form):
    """A first password, or none: then each sign-in takes a mailed code."""

    password = forms.CharField(
        label=_("A password of your own"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more. Several words in a row are easy to keep."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if password:
            password_validation.validate_password(password, self.person)
        return str(password)
