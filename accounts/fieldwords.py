"""What a form says where something is missing: what to do, the same in every form."""

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING = {
    forms.Field: _("Please fill this in."),
    forms.BooleanField: _("Please tick this to go on."),
    forms.ChoiceField: _("Please choose one."),
    forms.MultipleChoiceField: _("Please choose at least one."),
    forms.DateField: _("Please choose a day."),
    forms.FileField: _("Please choose a file."),
}


def say_what_to_do() -> None:
    for field, words in MISSING.items():
        field.default_error_messages = {**field.default_error_messages, "required": words}
