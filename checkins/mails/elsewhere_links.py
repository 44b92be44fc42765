"""What «We met already» in a mail does, without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailactions import After, MailAction, Page, register
from accounts.models import ActionToken
from checkins import services, words
from checkins.forms import LogCheckInForm
from checkins.mails.elsewhere import LOG
from checkins.mails.time_links import check_in_of_link


def describe_log(token: ActionToken, now: datetime) -> Page:
    check_in = check_in_of_link(token)
    people = words.names(words.others_of(check_in.pairing, token.person))
    return Page(
        heading=_("When did you meet %(people)s?") % {"people": people},
        text=_("In a corridor, by phone, at another time: it counts."),
        what_happens=_("It stands in your list as held. You and %(people)s can see it.")
        % {"people": people},
    )


def log(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    services.log_check_in(pairing=check_in_of_link(token).pairing, by=token.person, now=now, **data)
    return _("Written down. One line about it, or one promise, makes it stay.")


def _initial(token: ActionToken, now: datetime) -> dict[str, Any]:
    return {"on": token.person.local_date(now)}


def _to_close_out(token: ActionToken, now: datetime) -> After:
    """The newest that this person wrote down so."""
    pairing = check_in_of_link(token).pairing
    mine = {"met_elsewhere__by__enrollment__user": token.person}
    logged = pairing.check_ins.filter(**mine).order_by("-met_elsewhere__at").first()
    if logged is None:
        return After()
    url = page_url("checkins:close_out_check_in", logged.pk)
    return After(links=((_("Write the close-out"), url),))


register(
    MailAction(
        purpose=LOG,
        label=gettext_lazy("Yes, we met"),
        describe=describe_log,
        perform=log,
        form_class=LogCheckInForm,
        initial=_initial,
        after=_to_close_out,
    )
)
