"""Uploading a roster, saying what its columns mean, saying whose wish it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentorship.numbers import number_in
from mentorship.queries.remarks import say
from mentorship.queries.rosters import field_names
from mentorship.roster import Asked, limits
from mentorship.words import Words

FILE_SAYS = "file"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A .csv or .xlsx file of at most %(mb)s MB, %(rows)s people and %(columns)s columns, as "
            "your form tool or HR system exports it; a workbook may unpack to %(unpacked)s MB. "
            "Nothing is entered before you have seen what we understood."
        )
        % {
            "mb": limits.MAX_BYTES // 2**20,
            "rows": f"{limits.MAX_ROWS:,}",
            "columns": limits.MAX_COLUMNS,
            "unpacked": limits.MAX_UNZIPPED // 2**20,
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Choose the file with the people in it.")},
    )
    role = forms.ChoiceField(
        label=_("Who is in it?"),
        choices=[
            (FILE_SAYS, _("the file says who is what")),
        ],
        initial=FILE_SAYS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, roles: Sequence[str], words: Words, **kwargs: Any):
        """`roles`: those that the cohort has."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [field.choices[0], *((role, words.plural(role)) for role in roles)]

    def clean_file(self) -> UploadedFile:
        """Too big is told from the size alone, before anything of it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > limits.MAX_BYTES:
            size = str(round((file.size or 0) / 2**20, 1))
            most = limits.MAX_BYTES // 2**20
            raise forms.ValidationError(say("file_too_big", {"size": size, "most": most}))
        return file

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
    again = forms.BooleanField(required=False)
    agreed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, backs: Mapping[str, int], **kwargs: Any) -> None:
        """`backs`: lines of people who were withdrawn (again), or only invited so far (agreed).
        Neither tick is set, and neither is asked for where there is nobody."""
        super().__init__(*args, **kwargs)
        labels = {"again": _again, "agreed": _agreed}
        helps = {"again": _AGAIN_HELP, "agreed": _AGREED_HELP}
        for name, label in labels.items():
            if backs.get(name):
                self.fields[name].label = label(backs[name])
                self.fields[name].help_text = helps[name]
            else:
                del self.fields[name]

    def wishes(self) -> dict[str, bool]:
        return {name: bool(self.cleaned_data.get(name)) for name in ("again", "agreed")}


def _again(lines: int) -> str:
    return ngettext(
        "Enter them again: %(n)s line of somebody who was here and was withdrawn",
        "Enter them again: %(n)s lines of people who were here and were withdrawn",
        lines,
    ) % {"n": lines}


def _agreed(lines: int) -> str:
    return ngettext(
        "They have applied since: %(n)s line of somebody who was only invited so far",
        "They have applied since: %(n)s lines of people who were only invited so far",
        lines,
    ) % {"n": lines}


_AGAIN_HELP = _(
    "They get the same mail as everybody new. Who asked to be removed, or said no, stays out in any "
    "case."
)
_AGREED_HELP = _(
    "Only together with “these people applied themselves”. They take part without answering the "
    "invitation, and one mail says so."
)


class SupplyForm(forms.Form):
    file = forms.FileField(
        label=_("The file with their addresses"),
        help_text=_(
            "A .csv or .xlsx file with a column of e-mail addresses, and the same IDs or the same "
            "names as in the roster. Nothing else in it is read or kept."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": _("This file is empty. Choose the file with the addresses.")},
    )

    clean_file = UploadForm.clean_file


class AddressesForm(forms.Form):
    """What was typed beside lines of the file, by line. Anything goes in: the line says what is
    wrong with an address, and keeps it."""

    MOST = 254
    PREFIX = "address-"

    def addresses(self) -> dict[int, str]:
        found = {}
        for name, text in self.data.items():
            line = number_in(name.removeprefix(self.PREFIX), digits=7)
            if name.startswith(self.PREFIX) and line is not None:
                found[line] = str(text).replace("\0", "")[: self.MOST]
        return found


class WithdrawForm(forms.Form):
    """Chosen people, or the one whose own button was pressed."""

    def chosen(self) -> set[int]:
        data = self.data
        texts = [data["only"]] if data.get("only") else data.getlist("place")
        return {pk for pk in map(number_in, texts) if pk is not None}


class ExportForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What"), choices=[("people", _("people")), ("pairs", _("pairs"))]
    )
    kind = forms.ChoiceField(
        label=_("As"), choices=[("csv", _("CSV")), ("xlsx", _("Excel workbook"))]
    )


class ColumnsForm(forms.Form):
    """One question a column: what does it hold? A column has one meaning. `asked` are the cohort's
    own questions."""

    def __init__(
        self,
        *args: Any,
        labels: Sequence[str],
        columns: dict[str, list[str]],
        asked: Sequence[Asked] = (),
        words: Words,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels
        meaning = {label: key for key, named in columns.items() for label in named}
        own: dict[str, str] = {}
        names = field_names(words)
        for each in asked:
            if each.is_own:
                own.setdefault(each.label, each.key)  # one column answers namesakes, by role
        self.meanings = [*names, *own.values()]
        choices: list[Any] = [("", _("not used"))]
        if own:
            questions = [(key, label) for label, key in own.items()]
            choices.append((_("What this cohort asks"), questions))
            choices.append((_("What we know of everywhere"), [*names.items()]))
        else:
            choices += names.items()
        for place, label in enumerate(labels):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=meaning.get(label, "")
            )

    def columns(self) -> dict[str, list[str]]:
        """Every field with its columns; those without one say so, so that nothing is guessed."""
        found: dict[str, list[str]] = {key: [] for key in self.meanings}
        for place, label in enumerate(self.labels):
            key = self.cleaned_data[f"column-{place}"]
            if key:
                found[key].append(label)
        return found
