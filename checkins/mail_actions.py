"""What can be answered from the mails of this floor, without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.links import page_url
from accounts.mailactions import After, MailAction, Page, register
from accounts.models import ActionToken
from checkins import services, words
from checkins.forms import (
    AnswerFeedbackForm,
    AnswerReportForm,
    AnswerRequestForm,
    LineBackForm,
    LogFromMailForm,
    ReportFromMailForm,
    SayMoreForm,
    mail_wish,
)
from checkins.mails import close_outs, feedback, feedback_requests, follow_up, reports
from checkins.mails import elsewhere_links as _elsewhere_links  # noqa: F401 - declares its link
from checkins.mails import rhythm_links as _rhythm_links  # noqa: F401 - declares its links
from checkins.mails import time_links as _time_links  # noqa: F401 - declares its links
from checkins.models import (
    CloseOut,
    Feedback,
    FeedbackReply,
    FeedbackRequest,
    Nudge,
    Report,
    ReportReply,
)
from checkins.queries.reports import week_of_link
from goals.models import Goal
from goals.services import log_progress
from mentorship.models import PairingMember

GONE = gettext_lazy("What this link was about is gone. There is nothing left to do.")
Found = TypeVar("Found", bound=Model)


def _subject(token: ActionToken, kind: type[Found]) -> Found:
    thing = token.subject()
    if not isinstance(thing, kind):
        raise DomainError(GONE)
    return thing


# -- Confirming what somebody wrote about a check-in ---------------------------------------------


def _describe_close_out(token: ActionToken, now: datetime) -> Page:
    close_out = CloseOut.objects.with_people().filter(pk=token.subject_id).first()
    if close_out is None:
        raise DomainError(GONE)
    told = {
        "name": close_out.author.person.short_name,
        "day": words.day(close_out.check_in.local_on),
    }
    return Page(
        heading=_("Is this how you remember it too?"),
        text=_("%(name)s wrote down what you talked about on %(day)s. The words are in your mail.")
        % told,
        what_happens=_("%(name)s sees that you confirmed it. Your own promises stay yours.") % told,
        button=_("Yes, that’s how it was"),
    )


def _confirm_close_out(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    close_out = _subject(token, CloseOut)
    services.confirm_close_out(close_out=close_out, by=token.person, now=now)
    return _("Thank you. It is confirmed.")


register(
    MailAction(
        purpose=close_outs.CONFIRM,
        label=gettext_lazy("Confirm the notes"),
        describe=_describe_close_out,
        perform=_confirm_close_out,
    )
)


def _describe_line_back(token: ActionToken, now: datetime) -> Page:
    close_out = CloseOut.objects.with_people().filter(pk=token.subject_id).first()
    if close_out is None:
        raise DomainError(GONE)
    told = {"name": close_out.author.person.short_name}
    return Page(
        heading=_("How do you remember it?"),
        text=_("What %(name)s wrote is in your mail, and stays as it is.") % told,
        what_happens=_("Your line stands below it. You and %(name)s have it in writing.") % told,
        button=_("Send my line back"),
    )


def _put_right_close_out(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    services.put_right_close_out(
        close_out=_subject(token, CloseOut),
        by=token.person,
        text=data["text"],
        client_token=f"mail-{token.pk}-{token.version}",
        now=now,
    )
    return _("Thank you. Your line stands below what was written.")


register(
    MailAction(
        purpose=close_outs.PUT_RIGHT,
        label=gettext_lazy("Say how I remember it"),
        describe=_describe_line_back,
        perform=_put_right_close_out,
        form_class=LineBackForm,
    )
)


# -- Answering feedback --------------------------------------------------------------------------


def _describe_feedback(token: ActionToken, now: datetime) -> Page:
    found = Feedback.objects.with_people().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    told = {"name": found.author.person.short_name}
    return Page(
        heading=_("Your answer to %(name)s") % told,
        text=_("Their words are in your mail. One click is enough."),
        what_happens=_("%(name)s can see your answer.") % told,
        button=_("Send my answer"),
    )


def _answer_feedback(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    reply = services.answer_feedback(
        feedback=_subject(token, Feedback),
        by=token.person,
        answer=data["answer"],
        text=data.get("text", ""),
        heard=data.get("heard", ""),
        due_on=data.get("due_on"),
        now=now,
    )
    return {
        FeedbackReply.Answer.THANKED: _("Your thank-you is on its way to their page."),
        FeedbackReply.Answer.CLARIFY: _("They can see that you would like to hear more."),
        FeedbackReply.Answer.WILL_TRY: _("It is on your list of promises now. Enjoy trying it."),
        FeedbackReply.Answer.NOT_NOW: _("That is fine. Nothing more comes of it."),
    }[FeedbackReply.Answer(reply.answer)]


def _due_in_a_week(token: ActionToken, now: datetime) -> dict[str, Any]:
    return {"due_on": token.person.local_date(now) + timedelta(days=7)}


register(
    MailAction(
        purpose=feedback.ANSWER,
        label=gettext_lazy("Answer the feedback"),
        describe=_describe_feedback,
        perform=_answer_feedback,
        form_class=AnswerFeedbackForm,
        initial=_due_in_a_week,
    )
)


# -- Saying more, and writing what was asked for --------------------------------------------------


def _describe_saying_more(token: ActionToken, now: datetime) -> Page:
    found = Feedback.objects.with_people().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    told = {"name": found.to.person.short_name}
    return Page(
        heading=_("A little more for %(name)s") % told,
        text=_("What you wrote, and what they ask, is in your mail."),
        what_happens=_("It goes into your feedback log, where %(name)s can answer it.") % told,
        button=_("Say more"),
    )


def _say_more(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    earlier = _subject(token, Feedback)
    services.give_feedback(
        to=earlier.to,
        by=token.person,
        kind=earlier.kind,
        text=data["text"],
        skill=earlier.skill,
        follows=earlier,
        client_token=f"mail-{token.pk}-{token.version}",
        now=now,
    )
    return _("They can read it now.")


register(
    MailAction(
        purpose=feedback.SAY_MORE,
        label=gettext_lazy("Say more"),
        describe=_describe_saying_more,
        perform=_say_more,
        form_class=SayMoreForm,
    )
)


def _describe_request(token: ActionToken, now: datetime) -> Page:
    found = FeedbackRequest.objects.with_people().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    told = {"name": found.asker.person.short_name}
    return Page(
        heading=_("A few words for %(name)s") % told,
        text=_("What they would like to know is in your mail."),
        what_happens=_("It goes into your feedback log, where %(name)s can answer it.") % told,
        button=_("Give feedback"),
    )


def _give_what_was_asked(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    asked = _subject(token, FeedbackRequest)
    services.give_feedback(
        to=asked.asker,
        by=token.person,
        kind=data["kind"],
        text=data["text"],
        skill=asked.skill,
        goal=asked.goal,
        request=asked,
        client_token=f"mail-{token.pk}-{token.version}",
        now=now,
    )
    return _("They can read it now.")


register(
    MailAction(
        purpose=feedback_requests.GIVE,
        label=gettext_lazy("Give feedback"),
        describe=_describe_request,
        perform=_give_what_was_asked,
        form_class=AnswerRequestForm,
    )
)


# -- Logging progress from a reminder about a goal -----------------------------------------------


def _describe_goal(token: ActionToken, now: datetime) -> Page:
    goal = Goal.objects.filter(pk=token.subject_id).first()
    if goal is None:
        raise DomainError(GONE)
    return Page(
        heading=_("What moved?"),
        text=goal.title,
        what_happens=_("It goes into the log of your goal."),
        button=_("Log progress"),
    )


def _log_progress(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    log_progress(
        goal=_subject(token, Goal),
        by=token.person,
        value=data.get("value"),
        note=data.get("note", ""),
        client_token=f"mail-{token.pk}-{token.version}",
        now=now,
    )
    return _("Written down. Every step counts.")


register(
    MailAction(
        purpose=follow_up.LOG_PROGRESS,
        label=gettext_lazy("Log progress"),
        describe=_describe_goal,
        perform=_log_progress,
        form_class=LogFromMailForm,
    )
)


# -- The weekly report: one tap from the question, and an answer from the mail of the week ---------


def _describe_week(token: ActionToken, now: datetime) -> Page:
    member = _asked_for(token)
    people = words.names(words.others_of(member.pairing, token.person))
    return Page(
        heading=_("How was your week?"),
        text=_("One press is enough."),
        what_happens=_("%(people)s can read it. Skipping tells nobody.") % {"people": people},
        button=_("Send this answer"),
    )


def _asked_for(token: ActionToken) -> PairingMember:
    member = _subject(token, Nudge).consent.member
    if member is None:
        raise DomainError(GONE)
    return PairingMember.objects.with_person().get(pk=member.pk)


def _send_report(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    member, nudge = _asked_for(token), _subject(token, Nudge)
    week_on = week_of_link(member, nudge.about_on, now)
    facts = {"member": member, "week_on": week_on, "by": token.person, "now": now}
    if data["mood"] == "skip":
        services.skip_report(**facts)
        return _("Skipped, and nobody is told. The next one covers both.")
    services.send_report(wish=mail_wish(data), **facts)
    people = words.names(words.others_of(member.pairing, token.person))
    return _("Sent. %(people)s can read it now.") % {"people": people}


def _after_the_week(token: ActionToken, now: datetime) -> After:
    """Where help may come from; these pages ask to sign in."""
    member = _asked_for(token)
    newest = member.reports.sent().first()
    if newest is None or not newest.is_stuck:
        return After()
    return After(
        links=(
            (_("Ask for something"), page_url("goals:write_ask")),
            (_("Make a promise smaller, or move it"), page_url("goals:promises")),
        )
    )


register(
    MailAction(
        purpose=reports.SEND,
        label=gettext_lazy("Send this answer"),
        describe=_describe_week,
        perform=_send_report,
        form_class=ReportFromMailForm,
        after=_after_the_week,
    )
)


def _describe_report(token: ActionToken, now: datetime) -> Page:
    found = Report.objects.visible_to(token.person).with_people().filter(pk=token.subject_id)
    report = found.first()
    if report is None:
        raise DomainError(GONE)
    told = {"name": report.person.short_name}
    return Page(
        heading=_("Your answer to %(name)s") % told,
        text=_("What they wrote is in your mail. One line, or one press."),
        what_happens=_("%(name)s can see your answer.") % told,
        button=_("Send my answer"),
    )


def _answer_report(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    reply = services.answer_report(
        report=_subject(token, Report),
        by=token.person,
        kind=data["kind"],
        text=data.get("text", ""),
        now=now,
    )
    return {
        ReportReply.Kind.LINE: _("Your line stands beneath what they wrote."),
        ReportReply.Kind.CHEER: _("They can see that you cheer them on."),
        ReportReply.Kind.KEEP: _("It waits for your next talk."),
    }[ReportReply.Kind(reply.kind)]


register(
    MailAction(
        purpose=reports.ANSWER,
        label=gettext_lazy("Answer the report"),
        describe=_describe_report,
        perform=_answer_report,
        form_class=AnswerReportForm,
    )
)
