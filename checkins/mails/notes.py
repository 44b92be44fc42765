"""That somebody wrote to the program. Their words stay on the page of those who may read them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content
from accounts.models import Message
from checkins.models import Note
from mentorship.models import Pairing

GONE = gettext_noop("What this was about is gone.")
NOT_YOURS = gettext_noop("Whoever this is for does not run the cohort any more.")


def still_to_tell_program(message: Message, now: datetime) -> str:
    note = Note.objects.with_people().filter(pk=message.subject_id).first()
    if note is None:
        return GONE
    overseen = Pairing.objects.overseen_by(message.person)
    return "" if overseen.filter(pk=note.author.pairing_id).exists() else NOT_YOURS


def to_program(message: Message, now: datetime) -> Content:
    note = Note.objects.with_people().get(pk=message.subject_id)
    told = {"name": note.author.person, "cohort": note.author.pairing.cohort.name}
    page = page_url("checkins:notes_told", note.author.pairing.cohort.slug)
    return Content(
        subject=_("A note for you from “%(cohort)s”") % told,
        preheader=_("Somebody wrote to those who run the program."),
        paragraphs=[_("%(name)s wrote a note for you to read.") % told],
        buttons=[Button(_("Read the note"), page, primary=True)],
        closing=[
            _(
                "Those who run “%(cohort)s” can read it. Whoever %(name)s works with does not; "
                "please keep it so."
            )
            % told
        ],
    )
