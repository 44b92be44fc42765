"""What an agreement starts from: words people can say aloud and then change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.models import Agreement, Pairing, PairingMember, Program
from mentorship.rhythm import rhythm_sentence
from mentorship.worddiff import Piece, differences
from mentorship.words import Words

OF_SIDES = ("purpose", "success")  # say what a mentor does and what a mentee does
OF_EACH_PAIR = ("rhythm", "ending")  # ours name the pair's own days


def starting_texts(pairing: Pairing) -> dict[str, str]:
    """The program's own texts where it has some, ours where it has none."""
    own = pairing.cohort.program.agreement_texts
    if pairing.is_of_peers:  # the program's own ones speak of a mentor and a mentee
        own = {name: text for name, text in own.items() if name not in OF_SIDES}
    ours = _our_texts(pairing)
    return {field: own.get(field) or ours[field] for field in Agreement.TEXTS}


def program_texts(program: Program) -> dict[str, str]:
    """The program's template as its coordinators edit it; empty where each pair gets its own."""
    ours = _texts_for_all(program.words)
    return {
        name: program.agreement_texts.get(name) or ours.get(name, "") for name in Agreement.TEXTS
    }


def own_texts(program: Program, typed: Mapping[str, str]) -> dict[str, str]:
    """Only what differs from ours is kept, so that ours goes on following language and words."""
    ours = _texts_for_all(program.words)
    told = {name: typed.get(name, "").strip() for name in Agreement.TEXTS}
    return {name: text for name, text in told.items() if text and text != ours.get(name)}


def _our_texts(pairing: Pairing) -> dict[str, str]:
    ours = _texts_for_all(pairing.cohort.program.words)
    if pairing.is_of_peers:
        ours |= _texts_of_peers()
    return ours | {"rhythm": _rhythm(pairing), "ending": _ending(pairing)}


def _texts_for_all(words: Words) -> dict[str, str]:
    told = {"mentor": words.mentor, "mentee": words.mentee, "check_in": words.check_in}
    return {
        "purpose": _(
            "We work together so that the %(mentee)s moves towards goals of their own choosing. "
            "The %(mentor)s brings experience and questions; the decisions stay with the %(mentee)s."
        )
        % told,
        "success": _(
            "For the %(mentee)s: one goal reached, or understood well enough to change it.\n"
            "For the %(mentor)s: having listened more than advised, and learned something too."
        )
        % told,
        "scope_text": _(
            "We talk about work, learning and the steps in between. We say so when a topic belongs "
            "to somebody else: a manager, a doctor, a lawyer."
        ),
        "confidentiality": _(
            "What we tell each other stays between us. The one exception is when somebody may come "
            "to harm; then we say first whom we are going to ask for help."
        ),
        "accountability": _(
            "Do we want to be asked about our promises? Each of us says so for each promise, and a "
            "no needs no reason.\n"
            "Which ones? Those that we name at the end of a talk.\n"
            "How directly? “Did you do it?” is fine for all of us; we say so when it is not.\n"
            "What does silence mean? That life got in the way. We ask once, kindly, and do not "
            "guess why. A promise that was not kept is a question: what got in the way?"
        ),
    }


def _texts_of_peers() -> dict[str, str]:
    return {
        "purpose": _(
            "We meet as partners of one standing. Each of us moves towards goals of our own "
            "choosing; the others ask, listen and remember. The decisions stay with whose goal it "
            "is."
        ),
        "success": _(
            "For each of us: one goal reached, or understood well enough to change it, and having "
            "helped somebody else with theirs."
        ),
    }


def _rhythm(pairing: Pairing) -> str:
    return _(
        "We meet %(rhythm)s. Whoever cannot come says so the day before and offers two other times."
    ) % {"rhythm": rhythm_sentence(pairing)}


def _ending(pairing: Pairing) -> str:
    if len(pairing.members.all()) > 2:
        return _ending_of_three(pairing)
    if pairing.ends_on is None:
        return _("Either of us may end this at any time, with one honest sentence and no blame.")
    return _(
        "We end on %(day)s with a last talk about what changed. Either of us may end it before, "
        "with one honest sentence and no blame."
    ) % {"day": date_format(pairing.ends_on)}


def _ending_of_three(pairing: Pairing) -> str:
    if pairing.ends_on is None:
        return _("Any of us may end this at any time, with one honest sentence and no blame.")
    return _(
        "We end on %(day)s with a last talk about what changed. Any of us may end it before, with "
        "one honest sentence and no blame."
    ) % {"day": date_format(pairing.ends_on)}


# -- Versions, and what changed between them ----------------------------------------------


def goes_on_until(pairing: Pairing, agreement: Agreement | None) -> date | None:
    """The last day, where all agreed to a later one after this version was written. Its words stay
    as they were signed; whoever reads them is told beside them."""
    if agreement is None or pairing.state == Pairing.State.CLOSED:
        return None
    later = pairing.extensions.filter(state="agreed", ended_at__gt=agreement.created_at)
    return pairing.ends_on if later.exists() else None


@dataclass(frozen=True)
class TextRow:
    """One text of a version; with its differences where it changed."""

    label: str
    text: str
    changes: list[Piece]

    @property
    def is_new(self) -> bool:
        return bool(self.changes)


def versions_of(pairing: Pairing) -> list[Agreement]:
    """Newest first."""
    return list(pairing.agreements.select_related("written_by__enrollment__user"))


def is_signed_by(pairing: Pairing, version: str, member: PairingMember | None) -> bool:
    """Whether that version carries their name already; it may count by now or be out of date."""
    signed = pairing.agreements.filter(signatures__member=member).values_list("version", flat=True)
    return member is not None and version in map(str, signed)


def before_of(agreement: Agreement, versions: Iterable[Agreement]) -> Agreement | None:
    """What a version is compared with: the last one before it that all had signed, for that is what
    it changes; where none was, the one written before it."""
    older = [one for one in versions if one.version < agreement.version]
    signed = [one for one in older if one.signed_at is not None]
    return next(iter(signed or older), None)


def text_rows(agreement: Agreement, before: Agreement | None) -> list[TextRow]:
    return [_text_row(name, agreement, before) for name in Agreement.TEXTS]


def _text_row(name: str, agreement: Agreement, before: Agreement | None) -> TextRow:
    now, old = getattr(agreement, name), getattr(before, name) if before else ""
    changed = before is not None and now != old
    label = str(Agreement._meta.get_field(name).verbose_name)
    return TextRow(label, now, differences(old, now) if changed else [])
