"""A program's own words for mentor, mentee and check-in, used inside translatable sentences.

Templates write `{% blocktranslate with mentor=program.words.mentor %}…`; nothing is looked up
before a sentence needs it, so that the reader's language decides and not the importer's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext


def shared_words(of_programs: Iterable[Words]) -> Words:
    """For pages about several programs: their words where all say the same, else the product's."""
    different = set(of_programs)
    return different.pop() if len(different) == 1 else Words()


@dataclass(frozen=True)
class Words:
    mentor_word: str = ""
    mentee_word: str = ""
    check_in_word: str = ""

    @property
    def mentor(self) -> str:
        return self.mentor_word or gettext("mentor")

    @property
    def mentee(self) -> str:
        return self.mentee_word or gettext("mentee")

    @property
    def peer(self) -> str:
        return gettext("partner")

    @property
    def peers(self) -> str:
        return gettext("partners")

    @property
    def check_in(self) -> str:
        return self.check_in_word or gettext("check-in")

    @property
    def check_ins(self) -> str:
        """The plural; an organization's own word gets none guessed for it."""
        return self.check_in_word or gettext("check-ins")

    @property
    def mentors(self) -> str:
        """The plural; an organization's own word gets none guessed for it."""
        return self.mentor_word or gettext("mentors")

    @property
    def mentees(self) -> str:
        return self.mentee_word or gettext("mentees")

    def role(self, role: str) -> str:
        """The word for an enrollment's role, in the singular."""
        return {"mentor": self.mentor, "mentee": self.mentee, "peer": self.peer}.get(role, role)

    def plural(self, role: str) -> str:
        return {"mentor": self.mentors, "mentee": self.mentees, "peer": self.peers}.get(role, role)

    def pairs(self, pairs: str) -> str:
        """Whom a cohort brings together; `pairs` is one of Cohort.Pairs."""
        told = {"mentor": self.a_role("mentor"), "mentee": self.a_role("mentee")}
        if pairs == "peers":
            return gettext("partners of one standing, who hold each other to what they chose")
        if pairs == "both":
            return gettext("both: somebody may have %(mentor)s and a partner") % told
        return gettext("%(mentor)s with %(mentee)s") % told

    def a_role(self, role: str) -> str:
        """“a mentor”: for sentences that say what somebody was entered as. An own word stands as it
        is, “as Coach”: whether it takes “a” or “an” is not ours to guess."""
        own = {"mentor": self.mentor_word, "mentee": self.mentee_word}.get(role, "")
        if own:
            return own
        return {"mentor": gettext("a mentor"), "mentee": gettext("a mentee")}.get(
            role, gettext("a partner")
        )
