"""Uploading a roster, saying what its columns mean, saying whose wish it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.queries.rosters import FIELD_NAMES
from mentorship.roster import limits

FILE_SAYS = "file"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A .csv or .xlsx file of at most %(mb)s MB and %(rows)s people, as your form tool or "
            "HR system exports it. Nothing is entered before you have seen what we understood."
        )
        % {"mb": limits.MAX_BYTES // 2**20, "rows": f"{limits.MAX_ROWS:,}"},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Choose the file with the people in it.")},
    )
    role = forms.ChoiceField(
        label=_("Who is in it?"),
        choices=[
            (FILE_SAYS, _("the file says who is what")),
            ("mentor", _("mentors")),
            ("mentee", _("mentees")),
        ],
        initial=FILE_SAYS,
        widget=forms.RadioSelect,
    )

    def clean_role(self) -> str:
        role = str(self.cleaned_data["role"])
        return "" if role == FILE_SAYS else role


class ConfirmForm(forms.Form):
    """Neither answer is preselected: one of them sends people a question, the other does not."""

    applied = forms.TypedChoiceField(
        label=_("How did these people come into your file?"),
        choices=[
            ("yes", _("these people applied themselves")),
            ("no", _("they are being invited")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "Each new person gets one mail. Who applied is told who entered them and can take it "
            "back with one click. Who is invited is asked, and is paired for good only after "
            "saying yes."
        ),
        error_messages={"required": _("Choose one of the two; it decides what their mail says.")},
    )


class ColumnsForm(forms.Form):
    """One question a column: what does it hold? A column has one meaning."""

    def __init__(
        self, *args: Any, labels: Sequence[str], columns: dict[str, list[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels
        meaning = {label: key for key, named in columns.items() for label in named}
        choices = [("", _("not used")), *FIELD_NAMES.items()]
        for place, label in enumerate(labels):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=meaning.get(label, "")
            )

    def columns(self) -> dict[str, list[str]]:
        """Every field with its columns; those without one say so, so that nothing is guessed."""
        found: dict[str, list[str]] = {key: [] for key in FIELD_NAMES}
        for place, label in enumerate(self.labels):
            key = self.cleaned_data[f"column-{place}"]
            if key:
                found[key].append(label)
        return found
