"""One question as a coordinator writes it; and which cohort's questions to take along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentorship.models import Cohort, Question

from .fields import LongTextField

Kind = Question.Kind
MAX_OPTIONS, MAX_OPTION = 40, 80
ROLES = ("mentee", "mentor", "peer")
NO = "no"
NEEDS_OPTIONS = (Kind.ONE_OF, Kind.SEVERAL_OF)


class QuestionForm(forms.Form):
    """What can be said differs by kind: answers to choose from, what a scale's ends mean, and
    whether pairs are proposed by it."""

    label = forms.CharField(
        label=_("The question"),
        max_length=200,
        help_text=_("As you would ask it aloud, in one sentence."),
    )
    help = forms.CharField(label=_("A line of help below it"), max_length=300, required=False)
    audience = forms.MultipleChoiceField(
        label=_("Who is asked?"), widget=forms.CheckboxSelectMultiple
    )
    required = forms.BooleanField(
        label=_("An answer is needed"),
        required=False,
        help_text=_("Without it nobody can finish. Most questions do well without that."),
    )
    sensitive = forms.BooleanField(
        label=_("Private"),
        required=False,
        help_text=_(
            "Only the person and those who run the cohort read the answer. It may count in "
            "proposals, and is never told to anybody as a reason."
        ),
    )

    def __init__(self, kind: str, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        self.offered = [role for role in ROLES if role in cohort.roles]
        words = cohort.program.words
        audience = [(role, words.role(role)) for role in self.offered]
        self.fields["audience"].choices = audience
        if self.kind == Kind.SCALE:
            self._add_ends()
        elif self.kind in Question.WITH_OPTIONS:
            self._add_options()
        if ways := Question.COMPARED_BY.get(self.kind):
            self._add_compare(ways)
        if self.kind in Question.ALWAYS_SENSITIVE:
            del self.fields["sensitive"]
        self.order_fields(["label", "help", "options", "low", "high", "audience"])

    def _add_ends(self) -> None:
        self.fields["low"] = forms.CharField(
            label=_("What 1 means"), max_length=MAX_OPTION, required=False
        )
        self.fields["high"] = forms.CharField(
            label=_("What 5 means"), max_length=MAX_OPTION, required=False
        )

    def _add_options(self) -> None:
        needed = self.kind in NEEDS_OPTIONS
        told = (
            _("One on each line.")
            if needed
            else _("One on each line. People can tick these; without any they write their own.")
        )
        self.fields["options"] = LongTextField(
            label=_("Answers to choose from"),
            required=needed,
            max_length=MAX_OPTIONS * (MAX_OPTION + 2),
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text=told,
        )

    def _add_compare(self, ways: tuple[Any, ...]) -> None:
        self.fields["compare"] = forms.ChoiceField(
            label=_("May it count when pairs are proposed?"),
            choices=[(NO, _("no")), *((way.value, way.label) for way in ways)],
            widget=forms.RadioSelect(attrs={"class": "long"}),
            help_text=_("How much it counts is said under “Weigh what counts”: nothing at first."),
        )

    def clean_options(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["options"].splitlines())
        options = list(dict.fromkeys(line for line in lines if line))
        if len(options) > MAX_OPTIONS:
            told = {"most": MAX_OPTIONS}
            raise forms.ValidationError(_("Keep it to %(most)s answers or fewer.") % told)
        for option in options:
            if len(option) > MAX_OPTION:
                told = {"most": MAX_OPTION, "start": option[:30]}
                raise forms.ValidationError(
                    _("“%(start)s…” is longer than %(most)s letters. Say it shorter, please.")
                    % told
                )
        if self.kind in NEEDS_OPTIONS and len(options) < 2:
            raise forms.ValidationError(_("Give at least two answers, one on each line."))
        return options

    @property
    def facts(self) -> dict[str, Any]:
        """As the services want them."""
        data = self.cleaned_data
        options = data.get("options", [])
        if self.kind == Kind.SCALE and (data["low"] or data["high"]):
            options = [data["low"], data["high"]]
        return {
            "label": data["label"],
            "help": data["help"],
            "options": options,
            "required": data["required"],
            "sensitive": data.get("sensitive", False),
            "compare": data.get("compare", NO).replace(NO, ""),
            **{f"for_{role}s": role in self._audience for role in ROLES},
        }

    @property
    def _audience(self) -> set[str]:
        """Roles that the cohort does not have are not asked about, and stay as they are."""
        so_far = set(self.initial.get("audience", ROLES))
        return so_far.difference(self.offered).union(self.cleaned_data["audience"])


def shown(question: Question) -> dict[str, Any]:
    """What the form begins with."""
    ends = [*map(str, question.options), "", ""] if question.kind == Kind.SCALE else ["", ""]
    return {
        "label": question.label,
        "help": question.help,
        "audience": list(question.audience),
        "required": question.required,
        "sensitive": question.sensitive,
        "compare": question.compare or NO,
        "options": "\n".join(map(str, question.options)),
        "low": ends[0],
        "high": ends[1],
    }


class RemoveQuestionForm(forms.Form):
    """Asked only where people have answered; neither is preselected."""

    answers = forms.ChoiceField(
        label=_("What happens to the answers?"),
        choices=[
            ("keep", _("Stop asking, and keep them")),
            ("delete", _("Delete them with the question")),
        ],
        widget=forms.RadioSelect(attrs={"class": "long"}),
        error_messages={"required": _("Choose one of the two.")},
    )


class CopyQuestionsForm(forms.Form):
    source = forms.ModelChoiceField(
        label=_("Whose questions?"), queryset=Cohort.objects.none(), empty_label=None
    )

    def __init__(self, sources: QuerySet[Cohort], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        field.queryset = sources
        field.label_from_instance = lambda cohort: f"{cohort.program} · {cohort}"
