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
        word = win.owner.pairing.cohort.program.words.check_in
        return _("The first %(check_in)s took place.") % {"check_in": word}
    return ""
