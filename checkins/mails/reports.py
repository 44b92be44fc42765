"""The weekly report in mails: the question that somebody asked for, and what the people one works
with wrote, all in one mail a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content, Section
from accounts.models import ActionToken, Message
from accounts.tokens import issue_token
from checkins import report_words, words
from checkins.models import Nudge, Report, ReportReply
from goals.models import Consent, ConsentTerms
from mentorship.models import Enrollment

SEND, ANSWER = "checkins.send_report", "checkins.answer_report"
LINK_LIVES = timedelta(days=30)
REPORTS_SHOWN = 12
ALL_ANSWERED = gettext_noop("Everything was read and answered on screen before this left.")


# -- To who writes -------------------------------------------------------------------------------


def send_token(consent: Consent, nudge: Nudge, now: datetime) -> ActionToken:
    return issue_token(
        purpose=SEND,
        about=nudge,
        person=consent.person,
        scope=consent.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )


def asking(consent: Consent, terms: ConsentTerms, url: Callable[..., str]) -> Content:
    moods = Report.Mood
    content = Content(
        subject=_("A reminder you asked for"),
        preheader=_("One tap is enough, and any answer is a good one."),
        paragraphs={
            "plain": [_("You wanted to be asked about your week. How was it?")],
            "warm": [
                _("The working week is nearly over. How was it?"),
                _("However it went, one tap says enough."),
            ],
            "direct": [_("How was your week? One tap.")],
        }[terms.tone],
        buttons=[
            Button(str(moods.GOOD.label), url(mood="good"), primary=True),
            Button(str(moods.STUCK.label), url(mood="stuck")),
            Button(_("Skip this week"), url(mood="skip")),
            Button(
                _("Three questions instead"),
                page_url("checkins:send_report", consent.pairing.pk),
            ),
        ],
        closing=[_("If you don’t answer, nothing more comes about it. The next one covers both.")],
    )
    _add_what_was_said(content, consent)
    return content


def _add_what_was_said(content: Content, consent: Consent) -> None:
    """The newest line to an earlier report, which nothing else mails."""
    said = ReportReply.objects.filter(report__member=consent.member).exclude(text="")
    newest = said.select_related("by__enrollment__user").order_by("-pk").first()
    if newest is not None:
        content.quote = newest.text
        content.quote_by = _("%(name)s, to what you wrote before") % {
            "name": newest.by.person.short_name
        }


# -- To who reads, once a week -------------------------------------------------------------------


def still_to_tell(message: Message, now: datetime) -> str:
    waiting = Report.objects.waiting_for(message.person, now)
    return "" if waiting.exists() else ALL_ANSWERED


def your_mentees(message: Message, now: datetime) -> Content:
    reader = message.person
    assert reader is not None
    waiting = Report.objects.waiting_for(reader, now).with_people().order_by("pk")
    rows = list(waiting[:REPORTS_SHOWN])
    mentored = all(row.member.role == Enrollment.Role.MENTEE for row in rows)
    return Content(
        subject=_("Your mentees this week") if mentored else _("Their weeks, in short"),
        preheader=_("What they wrote, and one press to answer each."),
        paragraphs=[_("This is what the people you work with wrote about their week.")],
        sections=[_section(row, message, now) for row in rows],
        buttons=[Button(_("Read and answer on one page"), page_url("checkins:review"))],
        closing=[
            _("One line is plenty. Nobody but the people in each pairing can read these."),
        ],
    )


def _section(report: Report, message: Message, now: datetime) -> Section:
    assert message.person is not None
    token = issue_token(
        purpose=ANSWER,
        about=report,
        person=message.person,
        scope=report.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )
    paragraphs = [str(report.get_mood_display())] if report.mood else []
    paragraphs += [f"{question}: {said}" for question, said in report_words.told(report)]
    paragraphs += [added.text for added in report.addenda.all()]
    kinds = ReportReply.Kind
    return Section(
        heading=_("%(name)s, %(span)s")
        % {
            "name": words.names([report.person]),
            "span": report_words.span(report.since_on, report.until_on),
        },
        paragraphs=paragraphs,
        buttons=[
            Button(_("Answer in a line"), token.url(kind="line")),
            Button(str(kinds.CHEER.label), token.url(kind="cheer")),
            Button(str(kinds.KEEP.label), token.url(kind="keep")),
        ],
    )
