"""How much a person's own calendar says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import PersonalCalendar


class CalendarForm(forms.ModelForm):
    class Meta:
        model = PersonalCalendar
        fields = ["says_more", "shows_promises", "names_in_subjects"]
        labels = {
            "says_more": _("Say with whom I meet, and what I promised"),
            "shows_promises": _("Show the days on which my promises are due"),
            "names_in_subjects": _("Say with whom I meet in the subjects of mails too"),
        }
        help_texts = {
            "says_more": _(
                "Without it a title says that you meet, or that something is promised, and no more."
            ),
            "shows_promises": _("As a whole day without a time, in your own feed alone."),
            "names_in_subjects": _("A subject is read on locked screens by whoever is near."),
        }
