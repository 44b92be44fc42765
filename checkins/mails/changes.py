"""Who moved or canceled a check-in, in the mail that tells calendars of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.mailkinds import Content
from accounts.models import Message, User
from checkins import words
from checkins.models import CheckIn, CheckInChange

What = CheckInChange.What


def say_who(content: Content, message: Message, check_in: CheckIn, reader: User) -> None:
    """By the very news that this mail is about; what the clockwork did has nobody behind it."""
    changes = check_in.changes.select_related("by__enrollment__user")
    change = changes.filter(sequence=message.params.get("sequence")).first()
    if change is None:
        return
    content.paragraphs.append(_sentence(change, reader))
    content.quote, content.quote_by = (
        change.line,
        change.by.person.short_name if change.line else "",
    )
    if change.what != What.CANCELED:
        content.closing.append(
            _(
                "Does it not suit you? Move it on its page, or propose up to three other times there."
            )
        )


def _sentence(change: CheckInChange, reader: User) -> str:
    told = {"name": change.by.person.short_name, "when": words.when(reader, change.was_at)}
    mine = change.by.person.pk == reader.pk
    if change.what == What.AGREED:
        return _("All of you agreed to it. Before, it was planned for %(when)s.") % told
    if change.what == What.CANCELED:
        return _("You canceled it.") if mine else _("%(name)s canceled it.") % told
    if mine:
        return _("You moved it; before, it was planned for %(when)s.") % told
    return _("%(name)s moved it; before, it was planned for %(when)s.") % told
