"""How people come into a cohort by themselves, and who may."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.eligibility import fold, number
from mentorship.models import Cohort, EligibilityRule, Entrance
from mentorship.models.applications import MOST_PLACES
from mentorship.queries.entrances import orders_of, rule_fields

from .fields import LongTextField, date_field

ROLES = ("mentee", "mentor", "peer")
MOST_DOMAINS = 50
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")


class DomainsField(forms.CharField):
    """“example.org, @example.com”, in any order and with any signs between them."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(max_length=2000, required=False, **facts)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        typed = re.split(r"[\s,;]+", str(super().clean(value)).lower())
        words = [word.rpartition("@")[2].strip(".") for word in typed]
        domains = list(dict.fromkeys(_ascii(word) for word in words if word))
        wrong = [domain for domain in domains if len(domain) > 253 or not DOMAIN.match(domain)]
        if wrong:
            raise forms.ValidationError(
                _("“%(word)s” is not a domain. Write it like this: example.org")
                % {"word": wrong[0][:80]}
            )
        if len(domains) > MOST_DOMAINS:
            raise forms.ValidationError(_("Fifty domains at most, please."))
        return domains


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def places_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PLACES, required=False)


class EntranceForm(forms.Form):
    is_open = forms.BooleanField(
        label=gettext_lazy("People can apply by the link"),
        required=False,
        help_text=gettext_lazy("Closed, it tells whoever opens it that nobody new can apply."),
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who may apply?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    closes_on = date_field(
        label=gettext_lazy("Until which day?"),
        required=False,
        help_text=gettext_lazy("Leave it empty, and the link is open as long as the cohort runs."),
    )
    needs_approval = forms.TypedChoiceField(
        label=gettext_lazy("What happens when somebody has applied?"),
        choices=[
            ("yes", gettext_lazy("You say yes or no to each")),
            ("no", gettext_lazy("They are in at once, while there are places")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    domains = DomainsField(
        label=gettext_lazy("Only with addresses of these domains"),
        help_text=gettext_lazy(
            "For example: example.org. People here who have such an address find the cohort by "
            "themselves. Empty: any address may come, if it has the link."
        ),
    )
    about = LongTextField(
        label=gettext_lazy("What should people know before they apply?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stands on the page that the link opens."),
    )

    def __init__(self, data: Any = None, *, entrance: Entrance) -> None:
        super().__init__(data, initial=_so_far(entrance))
        self.entrance, cohort = entrance, entrance.cohort
        self.labels = {
            role: cohort.program.words.plural(role) for role in ROLES if role in cohort.roles
        }
        self.fields["roles"].choices = list(self.labels.items())
        self._add_places()
        self.order_fields(
            [
                *("is_open", "roles", "closes_on"),
                *(f"{role}_places" for role in self.labels),
                *("needs_approval", "domains", "about"),
            ]
        )

    def _add_places(self) -> None:
        first = next(iter(self.labels))
        for role, people in self.labels.items():
            field = places_field(_("How many places for %(people)s?") % {"people": people})
            field.help_text = _("Empty: as many as come.") if role == first else ""
            self.fields[f"{role}_places"] = field
            self.initial[f"{role}_places"] = self.entrance.places_for(role)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_open") and "roles" in data and not data["roles"]:
            self.add_error("roles", _("Choose who may apply, or leave the link closed."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """As the service wants them. Of roles that the cohort does not have, the places stay."""
        places = {f"{role}_places": self.entrance.places_for(role) for role in ROLES}
        data = places | self.cleaned_data
        chosen = data.pop("roles")
        return data | {f"for_{role}s": role in chosen for role in ROLES}


def _so_far(entrance: Entrance) -> dict[str, Any]:
    return {
        "is_open": entrance.is_open,
        "roles": entrance.roles,
        "closes_on": entrance.closes_on,
        "needs_approval": "yes" if entrance.needs_approval else "no",
        "domains": entrance.domains,
        "about": entrance.about,
    }


class RuleForm(forms.Form):
    use_required_attribute = False  # whether “value” is needed depends on the comparison
    field = forms.ChoiceField(label=gettext_lazy("The answer to"))
    operator = forms.ChoiceField(
        label=gettext_lazy("has to be like this"), choices=EligibilityRule.Operator.choices
    )
    value = forms.CharField(
        label=gettext_lazy("Compared with"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what the answer is compared with.")},
        help_text=gettext_lazy(
            "As it stands among the answers, or a number. “At least” and “at most” go by the order in "
            "which the answers are offered. Capitals make no difference. With “is answered” leave "
            "it empty."
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("For whom?"), required=False)
    message = LongTextField(
        label=gettext_lazy("What does somebody read who does not meet it?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Say kindly what it is about and where else they could turn. They read exactly this."
        ),
    )

    def __init__(self, data: Any = None, *, cohort: Cohort, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        answered = (data or initial or {}).get("operator") == EligibilityRule.Operator.ANSWERED
        self.fields["value"].required = not answered
        fields, self.orders = rule_fields(cohort), orders_of(cohort)
        known = {key for key, _label in fields}
        kept = str((initial or {}).get("field", ""))
        if kept and kept not in known:  # its question was taken out; the rule may stay or go
            fields.append((kept, kept.partition(":")[2] or kept))
        self.fields["field"].choices = fields
        words = cohort.program.words
        roles = [*cohort.roles]
        if (for_whom := str((initial or {}).get("role", ""))) not in ["", *roles]:
            roles.append(for_whom)  # the cohort paired others when this rule was made
        self.fields["role"].choices = [
            ("", _("everybody")),
            *[(role, words.role(role)) for role in roles],
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        counts = data.get("operator") in ("at_least", "at_most")
        if counts and data.get("value") and not self._has_place(data):
            self.add_error("value", self._what_has_place(data.get("field", "")))
        return data

    def _has_place(self, data: dict[str, Any]) -> bool:
        order = self.orders.get(data.get("field", ""), ())
        known = fold(data["value"]) in map(fold, order)
        return known or (not order and number(data["value"]) is not None)

    def _what_has_place(self, field: str) -> str:
        order = self.orders.get(field, ())
        if not order:
            return _("Write a number here, or choose another comparison.")
        return _("Write one of these, from the lowest up: %(answers)s") % {
            "answers": ", ".join(order)
        }
