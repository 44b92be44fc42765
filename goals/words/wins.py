"""Wins in words: what the product noticed says so in the reader's language, not in a stored one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import Win

LABELS = {
    Win.Kind.GOAL: gettext_lazy("Goal achieved"),
    Win.Kind.EARLY: gettext_lazy("Done before its day"),
    Win.Kind.MILESTONE: gettext_lazy("Milestone reached"),
    Win.Kind.FIRST_CHECK_IN: gettext_lazy("A beginning"),
}


def win_words(win: Win) -> str:
    if win.words:
        return win.words
    if win.goal is not None:
        return win.goal.title
    if win.commitment is not None:
        return win.commitment.text
    if win.kind == Win.Kind.FIRST_CHECK_IN:
        members = win.owner.pairing.members.all()
        others = [member.person.short_name for member in members if member.pk != win.owner_id]
        word = win.owner.pairing.cohort.program.words.check_in
        told = {"check_in": word, "names": ", ".join(others)}
        return _("The first %(check_in)s with %(names)s took place.") % told
    return ""
