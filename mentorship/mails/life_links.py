"""What links in the mails of a pairing's life do. None of them needs a sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.mailactions import MailAction, Page, register
from accounts.models import ActionToken
from mentorship.forms.life import FitForm
from mentorship.mails.extensions import AGREE_EXTENSION, DECLINE_EXTENSION
from mentorship.mails.life import (
    ANSWER_FIT,
    REQUEST_REMATCH,
    names_of,
    others_of,
)
from mentorship.models import Extension, FitCheck, PairingMember
from mentorship.services import extensions, fit, rematch

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


# -- Whether it fits -----------------------------------------------------------------------


def _check(token: ActionToken) -> FitCheck:
    checks = FitCheck.objects.of(token.person).select_related("member__pairing__cohort")
    check = checks.filter(pk=token.subject_id).first()
    if check is None:
        raise DomainError(GONE)
    return check


def describe_fit(token: ActionToken, now: datetime) -> Page:
    check = _check(token)
    names = names_of(others_of(check.member))
    return Page(
        heading=_("How is it with %(names)s?") % {"names": names},
        text=_("Every answer is a good one, and you can change it later."),
        what_happens=_("%(names)s is never told, neither your answer nor that you answered.")
        % {"names": names},
        button=_("Send this answer"),
    )


def answer_fit(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    check = _check(token)
    by_name = data["by_name"] == "yes"
    fit.answer_fit(
        pairing=check.member.pairing,
        by=token.person,
        now=now,
        answer=data["answer"],
        by_name=by_name,
    )
    told = _("Thank you. Your coordinators can read it.") if by_name else _("Thank you.")
    if data["answer"] == FitCheck.Answer.NO_FIT:
        return (
            told
            + " "
            + _(
                "What can come next stands on the page of your pairing: a way to begin the talk, a "
                "break, somebody else, or an end."
            )
        )
    return told


# -- Going on longer -----------------------------------------------------------------------


def _extension(token: ActionToken) -> Extension:
    mine = PairingMember.objects.of(token.person).values("pairing")
    extensions = Extension.objects.filter(pairing__in=mine).select_related(
        "pairing__cohort", "by__enrollment__user"
    )
    extension = extensions.filter(pk=token.subject_id).first()
    if extension is None:
        raise DomainError(GONE)
    return extension


def describe_agree(token: ActionToken, now: datetime) -> Page:
    extension = _extension(token)
    told = {"day": date_format(extension.ends_on)}
    return Page(
        heading=_("Go on until %(day)s?") % told,
        text=_("%(name)s proposes it.") % {"name": extension.by.person.short_name},
        what_happens=_("Once all of you have said yes, your last day is %(day)s.") % told,
    )


def agree(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    extension = extensions.agree_extension(extension=_extension(token), by=token.person, now=now)
    told = {"day": date_format(extension.ends_on)}
    if extension.state == Extension.State.AGREED:
        return _("You go on until %(day)s. Everybody hears of it.") % told
    return _("Your yes counts. It holds once all of you have said so.")


def describe_not_now(token: ActionToken, now: datetime) -> Page:
    extension = _extension(token)
    told = {"day": date_format(extension.pairing.ends_on)}
    return Page(
        heading=_("Not this time?"),
        text=_("Nobody asks why."),
        what_happens=_("Your last day stays %(day)s, and the others hear that.") % told,
    )


def not_now(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    extension = extensions.decline_extension(extension=_extension(token), by=token.person, now=now)
    return _("Your last day stays %(day)s.") % {"day": date_format(extension.pairing.ends_on)}


# -- Somebody else -------------------------------------------------------------------------


def _member(token: ActionToken) -> PairingMember:
    mine = PairingMember.objects.of(token.person).with_person()
    member = mine.filter(pk=token.subject_id).first()
    if member is None:
        raise DomainError(GONE)
    return member


def describe_rematch(token: ActionToken, now: datetime) -> Page:
    cohort = _member(token).pairing.cohort
    return Page(
        heading=_("Shall we find you somebody else?"),
        what_happens=_(
            "Whoever runs the program reads that you asked, and the next proposal counts you in."
        ),
        facts=((_("Program"), cohort.full_name),),
    )


def request(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    rematch.request_rematch(pairing=_member(token).pairing, by=token.person, now=now)
    return _("We look for somebody. You get one mail when you are paired.")


register(
    MailAction(
        purpose=ANSWER_FIT,
        label=gettext_lazy("Send this answer"),
        describe=describe_fit,
        perform=answer_fit,
        form_class=FitForm,
    )
)
register(
    MailAction(
        purpose=AGREE_EXTENSION,
        label=gettext_lazy("Yes, let us go on"),
        describe=describe_agree,
        perform=agree,
    )
)
register(
    MailAction(
        purpose=DECLINE_EXTENSION,
        label=gettext_lazy("Not this time"),
        describe=describe_not_now,
        perform=not_now,
    )
)
register(
    MailAction(
        purpose=REQUEST_REMATCH,
        label=gettext_lazy("Find me somebody else"),
        describe=describe_rematch,
        perform=request,
    )
)
