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
    change = _change(message, check_in)
    if change is None:
        return
    _quote(content, change, reader)
    if change.what == What.MOVED:  # what all agreed to suits all
        content.closing.append(
            _(
                "Does it not suit you? Move it on its page, or propose up to three other times there."
            )
        )


def say_instead_of_which(
    content: Content, message: Message, check_in: CheckIn, reader: User
) -> None:
    """In its first invitation: it takes the place of a day on which they do not meet."""
    change = _change(message, check_in)
    if change is not None and change.what == What.INSTEAD:
        _quote(content, change, reader)


def _change(message: Message, check_in: CheckIn) -> CheckInChange | None:
    changes = check_in.changes.select_related("by__enrollment__user")
    return changes.filter(sequence=message.params.get("sequence")).first()


def _quote(content: Content, change: CheckInChange, reader: User) -> None:
    content.paragraphs.append(_sentence(change, reader))
    content.quote, content.quote_by = (
        change.line,
        change.by.person.short_name if change.line else "",
    )


def _sentence(change: CheckInChange, reader: User) -> str:
    told = {"name": change.by.person.short_name, "when": words.when(reader, change.was_at)}
    mine = change.by.person.pk == reader.pk
    if change.what == What.AGREED:
        return _("All of you agreed to it. Before, it was planned for %(when)s.") % told
    if change.what == What.INSTEAD:
        if mine:
            return _("You chose it instead of %(when)s.") % told
        return _("%(name)s chose it instead of %(when)s.") % told
    if change.what == What.CANCELED:
        return _("You canceled it.") if mine else _("%(name)s canceled it.") % told
    if mine:
        return _("You moved it; before, it was planned for %(when)s.") % told
    return _("%(name)s moved it; before, it was planned for %(when)s.") % told
