"""Asking somebody, saying not now, inviting a friend; and what a cohort allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import Cohort, PairingRequest
from mentorship.models.requests import MESSAGE_CHARS
from mentorship.numbers import number_in
from mentorship.queries.paging import KeyPage
from mentorship.words import Words

from .fields import LongTextField
from .search import SEARCH_CHARS


class AskForm(forms.Form):
    message = LongTextField(
        label=_("A few words"),
        max_length=MESSAGE_CHARS,
        required=False,
        help_text=_("What you look for, and why them. Two sentences are enough, and so is none."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is it, roughly?"),
        choices=[
            ("", _("I would rather not say")),
            *[(r.value, r.label) for r in PairingRequest.DECLINING],
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Whoever asked you reads “not now” and nothing of this."),
    )


class InviteForm(AskForm):
    name = forms.CharField(label=_("Their name"), max_length=150)
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)

    field_order = ["name", "email", "message"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].help_text = _("They read it in the invitation.")


class ChoosingForm(forms.Form):
    choosing = forms.ChoiceField(
        label=_("How do pairs come about?"), choices=[], widget=forms.RadioSelect
    )
    peers_browse = forms.BooleanField(
        label=_("Partners of one standing may look around and ask each other"), required=False
    )
    peers_invite = forms.BooleanField(label=_("They may invite somebody they know"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        """Asks only about whom the cohort pairs; the rest stays as it is."""
        self.so_far = {name: getattr(cohort, name) for name in self.base_fields}
        super().__init__(*args, initial=self.so_far, **kwargs)
        self._name_the_ways(cohort.program.words)
        if not cohort.pairs_mentors:
            del self.fields["choosing"]
        if not cohort.pairs_peers:
            del self.fields["peers_browse"], self.fields["peers_invite"]

    @property
    def facts(self) -> dict[str, Any]:
        return self.so_far | self.cleaned_data

    def _name_the_ways(self, words: Words) -> None:
        told = {"mentees": words.mentees}
        ways = Cohort.Choosing
        self.fields["choosing"].choices = [
            (ways.PROPOSED.value, _("The matching proposes, you look and publish")),
            (
                ways.CHOSEN.value,
                _("The %(mentees)s look around and ask; a yes makes the pair") % told,
            ),
            (
                ways.BOTH.value,
                _("Both: the %(mentees)s may ask, the matching proposes for the rest") % told,
            ),
        ]


@dataclass(frozen=True)
class BrowseQuery:
    """Read from the address with patience: nonsense is the same as nothing."""

    search: str = ""
    skill: str = ""
    after: int = 0

    @classmethod
    def read(cls, data: Mapping[str, str]) -> BrowseQuery:
        return cls(
            search=_text(data.get("q", "")),
            skill=_text(data.get("skill", "")),
            after=number_in(data.get("after", ""), digits=6) or 0,
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or self.skill)

    def url(self, after: int | None) -> str:
        if after is None:
            return ""
        kept = {"q": self.search, "skill": self.skill, "after": after or ""}
        return "?" + urlencode({name: value for name, value in kept.items() if value != ""})

    def links(self, page: KeyPage) -> dict[str, str]:
        """For components/pager.html."""
        return {"newer_url": self.url(page.before), "older_url": self.url(page.after)}


def _text(value: str) -> str:
    return value.replace("\0", "").strip()[:SEARCH_CHARS]
