"""Remarks about files and lines, in the reader's language. They are stored as code + parameters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

from mentorship.roster import SENTENCES, Remark, RosterRefused
from mentorship.words import Words

# What only the database can know about a line.
OWN = {
    "id_of_another": gettext_lazy(
        "The ID “%(id)s” belongs to %(email)s in this cohort. Correct the ID or the e-mail address."
    ),
    "email_stays": gettext_lazy(
        "In this cohort this ID belongs to %(email)s. That address stays as it is."
    ),
    "no_peers_here": gettext_lazy(
        "This cohort pairs %(a_mentor)s with %(a_mentee)s only, so nobody is entered as a partner. "
        "“Edit cohort” changes whom you bring together."
    ),
    "no_sides_here": gettext_lazy(
        "This cohort pairs partners only, so nobody is entered as %(a_mentor)s or %(a_mentee)s. "
        "“Edit cohort” changes whom you bring together."
    ),
    "addresses_supplied": gettext_lazy(
        "Lines that got their address from “%(file)s”: %(found)s. Each of them says so."
    ),
    "addresses_unclear": gettext_lazy(
        "Several people in “%(file)s” could be these lines: %(lines)s. Nobody was guessed; type "
        "their addresses beside the lines."
    ),
    "addresses_missing": gettext_lazy(
        "Lines of whom neither the ID nor the exact name is in “%(file)s”: %(missing)s. Type their "
        "addresses beside the lines."
    ),
    "asked_to_leave": gettext_lazy(
        "This person said no or asked to be removed themselves. No file enters them again; they can "
        "apply anew."
    ),
    "was_withdrawn": gettext_lazy(
        "Was here and left on %(day)s: somebody who runs this cohort withdrew them. They stay out, "
        "unless you tick that they are entered again."
    ),
    "entered_again": gettext_lazy(
        "Was here and left on %(day)s, withdrawn by somebody who runs this cohort; entered again."
    ),
    "was_turned_down": gettext_lazy(
        "Somebody who runs this cohort said no to their application on %(day)s. You can let them "
        "in among the applications; no file does it."
    ),
    "was_invited": gettext_lazy("Is invited and has not answered yet."),
    "takes_part_now": gettext_lazy(
        "Was invited and had not answered; takes part now, since this file says that they applied."
    ),
}


def own_remark(code: str, **params: str | int) -> Remark:
    return Remark(code, params)


def say(code: str, params: dict[str, Any], words: Words | None = None) -> str:
    """Roles have the program's own words, where they are given."""
    words = words or Words()
    told = {name: _grouped(value) if name == "most" else value for name, value in params.items()}
    if "role" in told:
        told["role"] = words.role(told["role"])
    sentence = str(OWN[code]) if code in OWN else gettext(SENTENCES[code])
    return sentence % (_role_words(words) | told)


def _role_words(words: Words) -> dict[str, str]:
    return {
        "mentor": words.mentor,
        "mentee": words.mentee,
        "a_mentor": words.a_role("mentor"),
        "a_mentee": words.a_role("mentee"),
    }


def _grouped(most: Any) -> Any:
    """20,000 is read faster than 20000."""
    return number_format(most, force_grouping=True) if isinstance(most, int) else most


def say_remark(remark: Remark, words: Words | None = None) -> str:
    return say(remark.code, remark.params, words)


def say_refusal(refusal: RosterRefused) -> str:
    return say(refusal.code, refusal.params)


def packed(remarks: Iterable[Remark]) -> list[list[Any]]:
    """For a JSON column."""
    return [[remark.code, remark.params] for remark in remarks]


def unpacked(stored: Iterable[list[Any]], words: Words) -> list[str]:
    return [say(code, params, words) for code, params in stored]
