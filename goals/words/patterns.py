"""What goes with promises kept, in plain words, with how sure one can be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.patterns import Finding, Share

HEADINGS = {
    "cue": gettext_lazy("If-then lines"),
    "number": gettext_lazy("A number in it"),
    "size": gettext_lazy("Few words or many"),
    "lead": gettext_lazy("How far ahead"),
    "weekday": gettext_lazy("The day it is due"),
    "asked": gettext_lazy("Being asked"),
}
# With it, and without it: what stands beside each of the two shares.
SIDES = {
    ("cue", "yes"): (gettext_lazy("with an if-then line"), gettext_lazy("without one")),
    ("number", "yes"): (gettext_lazy("with a number"), gettext_lazy("without a number")),
    ("size", "short"): (gettext_lazy("of seven words or fewer"), gettext_lazy("of more words")),
    ("lead", "soon"): (gettext_lazy("due within three days"), gettext_lazy("due later")),
    ("lead", "week"): (
        gettext_lazy("due in four to seven days"),
        gettext_lazy("due sooner or later than that"),
    ),
    ("lead", "later"): (gettext_lazy("due in more than a week"), gettext_lazy("due sooner")),
    ("asked", "mail"): (gettext_lazy("with a reminder by mail"), gettext_lazy("without it")),
    ("asked", "check_in"): (
        gettext_lazy("left for the next meeting"),
        gettext_lazy("not left for it"),
    ),
    ("asked", "i_write"): (
        gettext_lazy("that you write about yourself"),
        gettext_lazy("all the others"),
    ),
    ("asked", "not"): (
        gettext_lazy("that nobody asks about"),
        gettext_lazy("that you are asked about"),
    ),
}


@dataclass(frozen=True)
class Told:
    """One finding as the page shows it: the better side first."""

    heading: str
    outcome: str
    sides: list[tuple[str, Share]]
    sure: bool
    certainty: str


def told(finding: Finding) -> Told:
    having, lacking = _names(finding)
    sides = [(capfirst(having), finding.having), (capfirst(lacking), finding.lacking)]
    return Told(
        heading=str(HEADINGS[finding.trait]),
        outcome=finding.outcome,
        sides=sides if finding.helps else sides[::-1],
        sure=finding.sure,
        certainty=_certainty(finding),
    )


def _names(finding: Finding) -> tuple[str, str]:
    if finding.trait == "weekday":
        day = WEEKDAYS[int(finding.value)]
        return _("due on a %(weekday)s") % {"weekday": day}, _("due on another day")
    having, lacking = SIDES[finding.trait, finding.value]
    return str(having), str(lacking)


def _certainty(finding: Finding) -> str:
    if finding.sure:
        return _("Looks real so far, from %(n)d answers.") % {"n": finding.n}
    return _("Could well be chance: there are only %(n)d answers so far.") % {"n": finding.n}
