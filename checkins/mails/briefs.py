"""The brief a day before a check-in: reminder and preparation in one mail."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.mailkinds import Content, Section
from accounts.models import Message, User
from checkins import words
from checkins.mails.calendar import (
    GONE,
    NEWER,
    RESTING,
    as_it_stands,
    facts_of,
    is_out,
    open_button,
    others,
    subject_of,
    times,
)
from checkins.mails.elsewhere import met_button
from checkins.models import CheckIn
from goals.models import Commitment
from mentorship.models import Pairing

PROMISES_SHOWN = 5


def still_to_brief(message: Message, now: datetime) -> str:
    check_in = as_it_stands(message)
    if check_in is None or check_in.state != CheckIn.State.PLANNED or is_out(check_in, message):
        return GONE
    if check_in.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    return NEWER if check_in.sequence != message.params.get("sequence") else ""


def brief(message: Message, now: datetime) -> Content:
    """Reminder and preparation in one: the time, and the open promises of everyone."""
    check_in, reader = facts_of(message)
    told = {
        "word": check_in.words.check_in,
        "people": others(check_in, reader),
        "day": words.short_day(reader.local_date(check_in.starts_at), reader.local_date(now)),
        "at": words.clock(reader, check_in.starts_at),
    }
    sections = _promise_sections(check_in, reader)
    content = Content(
        subject=subject_of(_("Your %(word)s %(day)s"), check_in, reader, day=told["day"]),
        preheader=_("At %(at)s your time.") % told,
        paragraphs=[_("You talk with %(people)s %(day)s at %(at)s your time.") % told],
        facts=times(check_in, reader)[1:],
        sections=sections,
        buttons=[open_button(check_in), met_button(check_in, reader, now)],
        closing=[_("Only the people in your pairing can see these promises.")] if sections else [],
        thread=f"pairing-{check_in.pairing_id}",
    )
    if not sections:
        content.paragraphs.append(_("No promises are open. What would you like to talk about?"))
    return content


def _promise_sections(check_in: CheckIn, reader: User) -> list[Section]:
    promises: dict[User, list[str]] = {}
    rows = Commitment.objects.of_pairing(check_in.pairing).open().order_by("due_on", "id")
    for promise in rows.select_related("owner__enrollment__user"):
        line = _("%(text)s (by %(day)s)") % {
            "text": promise.text,
            "day": words.day(promise.due_on),
        }
        promises.setdefault(promise.person, []).append(line)
    people = sorted(promises, key=lambda person: (person.pk != reader.pk, person.pk))
    return [
        Section(
            heading=_("What you promised")
            if person.pk == reader.pk
            else _("What %(name)s promised") % {"name": person.short_name},
            items=promises[person][:PROMISES_SHOWN],
        )
        for person in people
    ]
