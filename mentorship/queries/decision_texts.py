"""What people read when their application is answered: our texts, a cohort's own, and the tokens
that stand for a name in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentorship.models import Enrollment, Entrance

ACCEPT, WAITLIST, DECLINE = "accept", "waitlist", "decline"
VERB_OF: dict[str, str] = {
    Enrollment.State.ACCEPTED: ACCEPT,
    Enrollment.State.WAITLISTED: WAITLIST,
    Enrollment.State.DECLINED: DECLINE,
}
STATE_OF = {verb: state for state, verb in VERB_OF.items()}
TOKENS = ("{name}", "{program}", "{cohort}", "{role}", "{contact}")
LIKE_A_TOKEN = re.compile(r"\{\s*[\w.-]{1,40}\s*\}")  # one word in braces
SUBJECT_CHARS, TEXT_CHARS = 120, 3000


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


def our_texts(verb: str, *, chosen: bool = False) -> Words:
    """What a mail starts from. In the language of whoever looks, or of whoever is written to.
    `chosen`: people find each other there, so nobody is told to wait for a pair."""
    next_step = _("Next, pairs are put together. You get one mail when yours is there.")
    if chosen:
        next_step = _("Next, people find each other: sign in to see who is there and who asks you.")
    return {
        ACCEPT: Words(
            _("Your place in {program}"),
            _("You have a place in {program}, {cohort}, as {role}.") + "\n\n" + next_step,
        ),
        WAITLIST: Words(
            _("Your application to {program}"),
            _(
                "Thank you for applying to {program}, {cohort}. At the moment you are on the "
                "waiting list: we write to you as soon as a place is free.\n\n"
                "You need do nothing."
            ),
        ),
        DECLINE: Words(
            _("Your application to {program}"),
            _(
                "Thank you for applying to {program}, {cohort}. We cannot offer you a place in this "
                "round. That says nothing about you: there are fewer places than people.\n\n"
                "Do you have a question? Write to {contact}."
            ),
        ),
    }[verb]


def text_of(entrance: Entrance, verb: str) -> Words:
    ours = our_texts(verb, chosen=entrance.cohort.mentees_choose)
    own = entrance.mails.get(verb, {})
    return Words(own.get("subject") or ours.subject, own.get("text") or ours.text)


def unknown_tokens(text: str) -> list[str]:
    """What somebody meant to be filled in and mistyped: it would be read as it stands."""
    return [word for word in dict.fromkeys(LIKE_A_TOKEN.findall(text)) if word not in TOKENS]


def filled(text: str, place: Enrollment) -> str:
    """With the tokens replaced. Whatever else stands in braces stays as it is."""
    program = place.cohort.program
    told = {
        "{name}": place.user.short_name,
        "{program}": program.name,
        "{cohort}": place.cohort.name,
        "{role}": program.words.a_role(place.role),
        "{contact}": program.support_contact or _("the people who run the program"),
    }
    for token, value in told.items():
        text = text.replace(token, value)
    return text
