"""The brief a day before a check-in: reminder and preparation in one mail. It says what the page
says; see queries/briefs.py."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content, Section
from accounts.models import Message, User
from checkins import report_words, words
from checkins.mails.calendar import (
    GONE,
    NEWER,
    RESTING,
    as_it_stands,
    facts_of,
    is_out,
    no_meetings,
    others,
    subject_of,
    times,
)
from checkins.mails.elsewhere import met_button
from checkins.models import CheckIn, Report
from checkins.queries.briefs import Brief
from checkins.queries.briefs import brief as brief_of
from goals.queries import to_raise
from mentorship.models import Enrollment, Pairing

OUT_OF_DATE = gettext_noop("Its words were out of date before the mail server took it.")
PROMISES_SHOWN = 5
QUESTIONS_SHOWN = 10
LONGEST = 600  # characters of a text that somebody wrote; the page has all of it


def still_to_brief(message: Message, now: datetime) -> str:
    check_in = as_it_stands(message)
    if check_in is None or check_in.state != CheckIn.State.PLANNED or is_out(check_in, message):
        return GONE
    if check_in.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    if check_in.sequence != message.params.get("sequence"):
        return NEWER
    return "" if _rests_still(message, check_in, now) else OUT_OF_DATE


def _rests_still(message: Message, check_in: CheckIn, now: datetime) -> bool:
    """A server may have put off the mail after its words were fixed. Whoever took a consent back
    since then is not told of in it; the reason that the reader finds says nothing of why."""
    rests_on = message.params.get("rests_on")
    if not rests_on or message.person is None:
        return True
    living = to_raise(message.person, check_in.pairing, now, lock=True)
    return set(rests_on) <= {row.consent_id for row in living}


def brief(message: Message, now: datetime) -> Content:
    """Read in the transaction that lets the mail go, with the consents in it held."""
    check_in, reader = facts_of(message)
    found = brief_of(reader, check_in, now, lock=True)
    message.params["rests_on"] = found.rests_on
    told = {
        "word": check_in.words.check_in,
        "people": others(check_in, reader),
        "day": words.short_day(reader.local_date(check_in.starts_at), reader.local_date(now)),
        "at": words.clock(reader, check_in.starts_at),
    }
    content = Content(
        subject=subject_of(_("Your %(word)s %(day)s"), check_in, reader, day=told["day"]),
        preheader=_("At %(at)s your time.") % told,
        paragraphs=[_("You talk with %(people)s %(day)s at %(at)s your time.") % told],
        facts=times(check_in, reader)[1:],
        sections=[*_brought(found), *_happened(found), *_open(found), *_for_reader(found)],
        buttons=[*_buttons(found, reader), met_button(check_in, reader, now)],
        closing=[_("Only the people in your pairing can read what you write here for each other.")],
        thread=f"pairing-{check_in.pairing_id}",
    )
    content.closing += no_meetings(check_in, reader)
    if not (found.preparations or found.reports or found.questions or found.promises or found.news):
        content.paragraphs.append(_("No promises are open. What would you like to talk about?"))
    return content


def _buttons(found: Brief, reader: User) -> list[Button]:
    """Who brings something is shown the way to their two lines; who brought it, the brief."""
    whole = page_url("checkins:brief", found.check_in.pk)
    members = found.check_in.pairing.members.all()
    role = next(row.role for row in members if row.person == reader)
    if found.is_prepared or role == Enrollment.Role.MENTOR:
        return [Button(_("Open the brief"), whole, primary=True)]
    mine = page_url("checkins:prepare_check_in", found.check_in.pk)
    return [
        Button(_("Prepare: two lines are enough"), mine, primary=True),
        Button(_("Open the brief"), whole),
    ]


# -- Its parts, in the order in which one needs them ----------------------------------------------


def _brought(found: Brief) -> list[Section]:
    sections = [
        Section(
            heading=_("What you bring")
            if row.person == found.reader
            else _("What %(name)s brings") % {"name": row.person.short_name},
            paragraphs=[Truncator(row.summary).chars(LONGEST)],
        )
        for row in found.preparations
        if row.summary
    ]
    sections += [_of_the_week(found, report) for report in found.reports]
    if found.questions:
        lines = [f"{_who(found, row.person)}: {row.text}" for row in found.questions]
        sections.append(Section(_("Questions for this time"), items=lines[:QUESTIONS_SHOWN]))
    return sections


def _of_the_week(found: Brief, report: Report) -> Section:
    """In a weekly pairing the report is what one prepares with."""
    mine = report.person == found.reader
    name = {"name": report.person.short_name}
    lines = [report.get_mood_display()] if report.mood else []
    lines += [
        f"{question}: {Truncator(said).chars(LONGEST)}"
        for question, said in report_words.told(report)
    ]
    return Section(
        _("What you wrote of your week") if mine else _("What %(name)s wrote of the week") % name,
        items=lines,
    )


def _happened(found: Brief) -> list[Section]:
    if not found.news:
        return []
    lines = [
        f"{_who(found, row.person)}: {Truncator(row.text).chars(LONGEST)}" for row in found.news
    ]
    if found.since is None:
        return [Section(_("So far"), items=lines)]
    told = {"day": words.day(found.since.local_on)}
    return [Section(_("Since you talked on %(day)s") % told, items=lines)]


def _open(found: Brief) -> list[Section]:
    sections = []
    for person, promises in found.promises:
        mine = person == found.reader
        lines = [
            _("%(text)s (by %(day)s)") % {"text": row.text, "day": words.day(row.due_on)}
            for row in promises
        ]
        name = {"name": person.short_name}
        heading = _("What you promised") if mine else _("What %(name)s promised") % name
        sections.append(Section(heading, items=lines[:PROMISES_SHOWN]))
    if found.steps:
        lines = [
            _("%(text)s (by %(day)s)") % {"text": step.title, "day": words.day(step.due_on)}
            for step in found.steps
        ]
        sections.append(Section(_("The next steps you agreed on"), items=lines))
    return sections


def _for_reader(found: Brief) -> list[Section]:
    """Nobody else of the pairing has this in their mail."""
    sections = []
    if found.asked_of_me:
        lines = [f"{row.said} “{row.text}”" for row in found.asked_of_me]
        sections.append(Section(_("You were asked to bring this up"), items=lines))
    if found.my_own:
        heading = _("You wanted to be asked about this when you meet")
        sections.append(Section(heading, items=found.my_own))
    if found.curious:
        sections.append(
            Section(
                _("Three questions to be curious with"),
                paragraphs=[_("Take one, or none. Only you see these.")],
                items=found.curious,
            )
        )
    return sections


def _who(found: Brief, person: User) -> str:
    return _("You") if person == found.reader else person.short_name
