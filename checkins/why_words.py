"""Why a mail came on a day and why none did, in sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import mailkinds
from accounts.models import Message, User
from checkins import words
from checkins.models import Nudge
from checkins.queries.mail_days import Asked, Mail, Silent
from goals.nudges import Planned, Reason
from goals.queries import terms_of
from goals.queries.consents import title_of
from goals.why import Held, WhyNot
from goals.words import how_asked

HELD: dict[Held, str | Promise] = {
    Held.NOT_DUE: gettext_lazy("Nothing about it was due that day."),
    Held.NOT_LEFT: gettext_lazy("It was due, and had not left by then."),
    Held.AWAY: gettext_lazy("You were away that day, so it waits until you are back."),
    Held.DAY_OFF: gettext_lazy("That is not one of your days for mail, so it waits for the next."),
    Held.QUIET: gettext_lazy("It would have come in quiet hours, so it waits until they are over."),
    Held.WEEK_FULL: gettext_lazy("Three mails fill a week, so it waits for the next one."),
    Held.NEXT_TELLS: gettext_lazy(
        "You have been asked. What comes next, if it stays quiet, goes to those you work with."
    ),
}


def why_it_came(mail: Mail) -> list[str]:
    """The consent's own words and date for each thing in it, or what such mails are for."""
    if mail.asked:
        return [_said_yes(asked) for asked in mail.asked]
    kind = mailkinds.find(mail.message.kind)
    return [str(kind.why)] if kind else []


def _said_yes(asked: Asked) -> str:
    title = title_of(asked.consent.thing)
    terms = asked.terms
    if terms is None:
        return _("“%(thing)s”: you said yes to this.") % {"thing": title}
    person = asked.consent.person
    return _("“%(thing)s”: you said yes to this on %(day)s: %(how)s, until %(end)s.") % {
        "thing": title,
        "day": words.day(person.local_date(terms.given_at)),
        "how": how_asked(terms_of(terms)),
        "end": words.day(terms.ends_on),
    }


def why_none(silent: Silent, person: User) -> list[str]:
    """What kept it away that day, and when it comes instead."""
    if silent.outbox is not None:
        return [_became_of(silent.outbox, person)]
    if silent.skipped is not None:
        return [_left_out(silent.skipped)]
    if silent.plan is not None:
        return _by_the_planner(silent.plan, person)
    return [silent.why]


def _left_out(nudge: Nudge) -> str:
    return str(words.WHY_NOT.get(Reason(nudge.reason), HELD[Held.NOT_DUE]))


def _became_of(message: Message, person: User) -> str:
    if message.state == Message.State.SENT and message.sent_at is not None:
        return _("It came later: %(when)s.") % {"when": words.when(person, message.sent_at)}
    if message.reason:
        return _(message.reason)
    return _("It is on its way.")


def _by_the_planner(found: WhyNot, person: User) -> list[str]:
    if found.reason == Held.TO_COME and found.next is not None:
        return [
            _("It is to come today at %(at)s.") % {"at": words.clock(person, found.next.due_at)}
        ]
    reason = found.reason
    why = HELD[reason] if isinstance(reason, Held) else words.WHY_NOT[reason]
    return [str(why), *([_comes(found.next, person)] if found.next else [])]


def _comes(step: Planned, person: User) -> str:
    return _("As things stood, the next question was for %(when)s.") % {
        "when": words.when(person, step.due_at)
    }
