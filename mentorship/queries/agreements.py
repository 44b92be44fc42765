"""What an agreement starts from: words two people can say aloud and then change."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.models import Agreement, Pairing
from mentorship.rhythm import rhythm_sentence


def starting_texts(pairing: Pairing) -> dict[str, str]:
    """The program's own texts where it has some, ours where it has none."""
    own = pairing.cohort.program.agreement_texts
    ours = _our_texts(pairing)
    return {field: own.get(field) or ours[field] for field in Agreement.TEXTS}


def _our_texts(pairing: Pairing) -> dict[str, str]:
    words = pairing.cohort.program.words
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
        "rhythm": _rhythm(pairing),
        "confidentiality": _(
            "What we tell each other stays between us. The one exception is when somebody may come "
            "to harm; then we say first whom we are going to ask for help."
        ),
        "accountability": _(
            "Each of us decides which of our own promises we want to be asked about, and how "
            "directly. Where one of us goes quiet, we ask once, kindly, and do not guess why. A "
            "promise that was not kept is a question: what got in the way?"
        ),
        "ending": _ending(pairing),
    }


def _rhythm(pairing: Pairing) -> str:
    return _(
        "We meet %(rhythm)s. Whoever cannot come says so the day before and offers two other times."
    ) % {"rhythm": rhythm_sentence(pairing)}


def _ending(pairing: Pairing) -> str:
    if pairing.ends_on is None:
        return _("Either of us may end this at any time, with one honest sentence and no blame.")
    return _(
        "We end on %(day)s with a last talk about what changed. Either of us may end it before, "
        "with one honest sentence and no blame."
    ) % {"day": date_format(pairing.ends_on)}
