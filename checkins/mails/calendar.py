"""Invitations, changes and cancellations with their calendar part."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content
from accounts.models import Message, User
from checkins import ics, words
from checkins.mails.changes import say_instead_of_which, say_who
from checkins.models import CheckIn, OffDay
from checkins.queries.calendars import calendar_of, title_for
from checkins.services.clocks import CLOCKS
from mentorship.models import Pairing

GONE = gettext_noop("This meeting is no longer planned.")
NEWER = gettext_noop("A newer time was mailed instead.")
RESTING = gettext_noop("The pairing is paused or has ended.")


def check_in_of(message: Message) -> CheckIn | None:
    return CheckIn.objects.with_people().filter(pk=message.subject_id).first()


def as_it_stands(message: Message) -> CheckIn | None:
    """Enough to say whether the mail is still true."""
    return CheckIn.objects.select_related("pairing").filter(pk=message.subject_id).first()


def still_to_tell(message: Message, now: datetime) -> str:
    """An invitation or a change goes out only while it is the newest word on the matter."""
    check_in = as_it_stands(message)
    if check_in is None or check_in.state == CheckIn.State.CANCELED or is_out(check_in, message):
        return GONE
    return NEWER if check_in.sequence != message.params.get("sequence") else ""


def still_to_cancel(message: Message, now: datetime) -> str:
    check_in = as_it_stands(message)
    if check_in is None:
        return GONE
    is_off = check_in.state == CheckIn.State.CANCELED
    return "" if is_off or is_out(check_in, message) else GONE


def is_out(check_in: CheckIn, message: Message) -> bool:
    """They have left the group, and the others meet without them."""
    return not check_in.pairing.members.of(message.person).exists()


def invited(message: Message, now: datetime) -> Content:
    check_in, reader = facts_of(message)
    told = {"people": others(check_in, reader), "word": check_in.words.check_in}
    content = _calendar_mail(message, check_in, reader, now, "REQUEST")
    content.subject = subject_of(_("Your next %(word)s"), check_in, reader)
    content.preheader = words.when(reader, check_in.starts_at)
    content.paragraphs = [_("Your next %(word)s with %(people)s is planned.") % told]
    say_instead_of_which(content, message, check_in, reader)
    content.paragraphs += no_meetings(check_in, reader, until=check_in.local_on)
    content.closing = [
        _("Does the time not suit you? Move it on its page, and every calendar is told at once.")
    ]
    return content


def changed(message: Message, now: datetime) -> Content:
    check_in, reader = facts_of(message)
    told = {"people": others(check_in, reader), "word": check_in.words.check_in}
    content = _calendar_mail(message, check_in, reader, now, "REQUEST")
    content.subject = subject_of(_("Your %(word)s has a new time"), check_in, reader)
    content.preheader = words.when(reader, check_in.starts_at)
    content.paragraphs = [_("Your %(word)s with %(people)s has moved.") % told]
    say_who(content, message, check_in, reader)
    if message.params.get("because") == CLOCKS:
        told["city"] = words.place(check_in.pairing.zone)
        content.paragraphs = [
            _(
                "The rules for clocks have changed in %(city)s. Your %(word)s with %(people)s "
                "keeps its time there; this is when it is for you."
            )
            % told
        ]
    return content


def canceled(message: Message, now: datetime) -> Content:
    check_in, reader = facts_of(message)
    told = {
        "word": check_in.words.check_in,
        "people": others(check_in, reader),
        "when": words.when(reader, check_in.starts_at),
    }
    content = _calendar_mail(message, check_in, reader, now, "CANCEL")
    content.subject = subject_of(_("Your %(word)s was canceled"), check_in, reader)
    content.paragraphs = [
        _("Your %(word)s with %(people)s on %(when)s does not take place.") % told
    ]
    content.facts = []
    content.closing = [_nothing_lost(check_in)]
    say_who(content, message, check_in, reader)
    if is_out(check_in, message):
        content.paragraphs = [
            _("%(people)s meet on %(when)s without you, since you have left.") % told
        ]
        content.buttons, content.closing = [], [_("This takes it out of your calendar.")]
    return content


def _nothing_lost(check_in: CheckIn) -> str:
    if check_in.pairing.state == Pairing.State.PAUSED:
        return _("Your pairing is pausing. When it goes on, new dates come by themselves.")
    if check_in.pairing.state == Pairing.State.CLOSED:
        return _(
            "What you wrote to each other stays readable; goals and promises stay yours alone."
        )
    return _("The next one stays as planned.")


def subject_of(said: str, check_in: CheckIn, reader: User, **told: str) -> str:
    """Neutral, since whoever is near reads it; with whom, for those who chose to be told."""
    subject = said % {"word": check_in.words.check_in, **told}
    if not calendar_of(reader).names_in_subjects:
        return subject
    more = {"subject": subject, "people": others(check_in, reader)}
    return _("%(subject)s, with %(people)s") % more


def no_meetings(check_in: CheckIn, reader: User, *, until: date | None = None) -> list[str]:
    """The days in between, before this meeting or from it on: why none is planned."""
    rows = OffDay.objects.skipped().filter(pairing=check_in.pairing).select_related("person")
    if until is not None:
        told = rows.filter(on__lt=until)
        return [words.no_meeting(off, reader, check_in.words.check_in, then=False) for off in told]
    told = rows.filter(on__gt=check_in.local_on)[:1]
    return [words.no_meeting(off, reader, check_in.words.check_in) for off in told]


# -- Shared --------------------------------------------------------------------------------------


def facts_of(message: Message) -> tuple[CheckIn, User]:
    check_in = check_in_of(message)
    assert check_in is not None and message.person is not None  # asked by still_to_… before
    return check_in, message.person


def others(check_in: CheckIn, reader: User) -> str:
    return words.names(words.others_of(check_in.pairing, reader))


def _url(check_in: CheckIn) -> str:
    return page_url("checkins:check_in", check_in.pk)


def open_button(check_in: CheckIn) -> Button:
    told = {"word": check_in.words.check_in}
    return Button(_("Open the %(word)s") % told, _url(check_in), primary=True)


def times(check_in: CheckIn, reader: User) -> list[tuple[str, str]]:
    """The reader's time, and the others' where their clocks show another."""
    told = words.local_times(check_in, reader)
    mine = told[0][1]
    theirs = [
        (_("For %(name)s") % {"name": person.short_name}, text)
        for person, text in told[1:]
        if text != mine
    ]
    return [(_("When"), mine), *theirs]


def _calendar_mail(
    message: Message, check_in: CheckIn, reader: User, now: datetime, method: ics.Method
) -> Content:
    return Content(
        subject="",
        facts=times(check_in, reader),
        buttons=[open_button(check_in)],
        thread=f"pairing-{check_in.pairing_id}",
        ics=ics.render(_invitation(check_in, reader), method, now),
        ics_method=method,
    )


def _invitation(check_in: CheckIn, reader: User) -> ics.Invitation:
    return ics.Invitation(
        uid=str(check_in.uid),
        sequence=check_in.sequence,
        starts_at=check_in.starts_at,
        minutes=check_in.minutes,
        title=title_for(calendar_of(reader), check_in),
        url=_url(check_in),
        organizer=settings.DEFAULT_FROM_EMAIL,
        attendee_name=str(reader),
        attendee_email=reader.email,
    )


KEEPS = timedelta(days=60)  # each is queued with its own end: the end of the meeting
