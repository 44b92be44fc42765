"""The mail kinds of this floor. What each says stands in checkins/mails/."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.mailkinds import MailKind, register
from checkins.mails import (
    briefs,
    calendar,
    close_outs,
    feedback,
    feedback_requests,
    follow_up,
    notes,
    reports,
)
from checkins.mails import rhythms as _rhythms  # noqa: F401 - declares its own
from checkins.mails import silence as _silence  # noqa: F401 - declares its own
from checkins.mails import times as _times  # noqa: F401 - declares its own

WHY_MEETING = _("You get this because you are one of those who meet.")

register(
    MailKind(
        name="checkins.check_in_invited",
        klass="transactional",
        title=_("Calendar invitations"),
        why=WHY_MEETING,
        keeps_for=timedelta(days=60),
        policy="resend_once",
        render=calendar.invited,
        still_wanted=calendar.still_to_tell,
    )
)
register(
    MailKind(
        name="checkins.check_in_changed",
        klass="transactional",
        title=_("New times of check-ins"),
        why=WHY_MEETING,
        keeps_for=timedelta(days=60),
        policy="resend_once",
        render=calendar.changed,
        still_wanted=calendar.still_to_tell,
    )
)
register(
    MailKind(
        name="checkins.check_in_canceled",
        klass="transactional",
        title=_("Canceled check-ins"),
        why=WHY_MEETING,
        keeps_for=timedelta(days=60),
        policy="resend_once",
        render=calendar.canceled,
        still_wanted=calendar.still_to_cancel,
    )
)
register(
    MailKind(
        name="checkins.brief",
        klass="service",
        title=_("The day before a check-in"),
        why=_("You get this because you meet soon."),
        keeps_for=timedelta(hours=24),
        render=briefs.brief,
        still_wanted=briefs.still_to_brief,
    )
)
register(
    MailKind(
        name="checkins.close_out_to_confirm",
        klass="service",
        title=_("What was agreed at a check-in"),
        why=_("You get this because you were there."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=close_outs.to_confirm,
        still_wanted=close_outs.still_to_confirm,
    )
)
register(
    MailKind(
        name="checkins.close_out_copy",
        klass="service",
        title=_("A copy of what you wrote down"),
        why=_("You get this because you wrote it down."),
        keeps_for=timedelta(days=7),
        # Of one's own words: it takes no room from what others say in a week.
        render=close_outs.own_copy,
        still_wanted=close_outs.still_to_keep,
    )
)
register(
    MailKind(
        name="checkins.close_out_put_right",
        klass="service",
        title=_("Lines back about what was agreed"),
        why=_("You get this because somebody you met remembers it differently."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=close_outs.put_right,
        still_wanted=close_outs.still_to_put_right,
    )
)
register(
    MailKind(
        name="checkins.note_to_program",
        klass="service",
        title=_("Notes that people send to the program"),
        why=_("You get this because you help to run this program."),
        keeps_for=timedelta(days=14),
        counts=True,
        render=notes.to_program,
        still_wanted=notes.still_to_tell_program,
    )
)
register(
    MailKind(
        name="checkins.feedback_given",
        klass="service",
        title=_("Feedback for you"),
        why=_("You get this because somebody you work with wrote to you."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=feedback.given,
        still_wanted=feedback.still_to_tell,
    )
)
register(
    MailKind(
        name="checkins.feedback_to_clarify",
        klass="service",
        title=_("Questions about feedback you gave"),
        why=_("You get this because somebody you work with would like to hear more from you."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=feedback.to_clarify,
        still_wanted=feedback.still_to_clarify,
    )
)
register(
    MailKind(
        name="checkins.feedback_requested",
        klass="service",
        title=_("Somebody asks for your feedback"),
        why=_("You get this because somebody you work with asked you."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=feedback_requests.requested,
        still_wanted=feedback_requests.still_to_request,
    )
)
register(
    MailKind(
        name="checkins.colleague_asked",
        klass="transactional",
        title=_("A question to a colleague"),
        why=_("You get this because somebody who knows you asked you this one question."),
        keeps_for=timedelta(days=14),
        secret=True,
        render=feedback_requests.colleague_asked,
        still_wanted=feedback_requests.still_to_ask_colleague,
    )
)
register(
    MailKind(
        name="checkins.colleague_answered",
        klass="service",
        title=_("Answers from colleagues you asked"),
        why=_("You get this because you asked."),
        keeps_for=timedelta(days=7),
        counts=True,
        render=feedback_requests.colleague_answered,
    )
)
register(
    MailKind(
        name="checkins.follow_up",
        klass="consented",
        title=_("Reminders you asked for"),
        why=_("You get this because you asked for it, and only as long as you want it."),
        keeps_for=timedelta(days=5),  # over a weekend, where the week had no room
        counts=True,
        gathers=True,
        render=follow_up.render,
        still_wanted=follow_up.still_wanted,
    )
)
register(
    MailKind(
        name="checkins.your_mentees",
        klass="service",
        title=_("What your mentees wrote, once a week"),
        why=_("You get this because people you work with wrote about their week."),
        keeps_for=timedelta(days=5),
        counts=True,
        render=reports.your_mentees,
        still_wanted=reports.still_to_tell,
    )
)
