"""Being asked, in words: how, when, and what comes before a yes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from goals.ladder import goal_asks, promise_asks
from goals.models import AskingStyle, Commitment, Goal
from goals.weeks import due_on, monday_of
from goals.wishes import Terms
from mentorship.models import PairingMember

from .days import clock, day, weekday
from .reflections import names_of

# What everybody but the owner reads about being asked, after a yes and after a no alike.
EITHER_WAY = gettext_lazy("We’ll talk about it when we next meet.")


def how_asked(terms: Terms) -> str:
    """The terms in one line: «by mail at 10:00, in a warm tone»."""
    how = AskingStyle.How(terms.how)
    if how != AskingStyle.How.MAIL:
        return str(how.label)
    values = {"at": clock(terms.at), "tone": AskingStyle.Tone(terms.tone).label}
    return _("by mail at %(at)s your time, in a %(tone)s tone") % values


def plan_of_promise(terms: Terms, due_on: date, person: User, now: datetime) -> list[str]:
    """Everything a yes would bring, in order, down to «then nothing»."""
    if terms.how != AskingStyle.How.MAIL:
        return _without_mail(terms)
    here = person.local(now)
    today = here.date()
    asks = promise_asks(
        due_on=due_on,
        from_on=today if here.time() <= terms.at else today + timedelta(days=1),
        silence=terms.silence,
        ends_on=terms.ends_on,
        working_days=person.working_days,
    )
    if not asks:
        return [_("No mail: the end you chose comes before the day of the promise.")]
    lines = [
        _("One mail on %(day)s at %(at)s your time.")
        % {"day": weekday(asks[0].on, today), "at": clock(terms.at)}
    ]
    if len(asks) > 1:
        words = _("If you don’t answer, one more on %(day)s.")
        if terms.silence == AskingStyle.Silence.HELP:
            words = _("If you don’t answer, one more on %(day)s that offers help.")
        lines.append(words % {"day": weekday(asks[1].on, today)})
    return [*lines, _("Then nothing more about this one."), _later_if_away()]


def plan_of_goal(terms: Terms, since: date, person: User, now: datetime) -> list[str]:
    if terms.how != AskingStyle.How.MAIL:
        return _without_mail(terms)
    today = person.local_date(now)
    asks = goal_asks(
        since=since,
        today=today,
        ends_on=terms.ends_on,
        per_week=terms.per_week,
        working_days=person.working_days,
    )
    if not asks:
        return [_("No mail: the end you chose comes before the first one would.")]
    values = {"day": weekday(asks[0].on, today), "at": clock(terms.at)}
    values["until"] = day(terms.ends_on, today)
    line = _("One mail a week: the first on %(day)s at %(at)s your time, none after %(until)s.")
    if len(asks) > 1:
        values["again"] = date_format(asks[1].on, "l")
        line = _(
            "Two mails a week: the first on %(day)s at %(at)s your time, the next on %(again)s, "
            "none after %(until)s."
        )
    quiet = _("None right after you have logged something.")
    return [line % values, quiet, _later_if_away()]


def _without_mail(terms: Terms) -> list[str]:
    if terms.how == AskingStyle.How.CHECK_IN and terms.who == AskingStyle.By.MENTOR:
        return [
            _("No mail of its own. It is in the brief before you next meet."),
            _("The people you work with read there that you want them to bring it up."),
        ]
    if terms.how == AskingStyle.How.CHECK_IN:
        return [_("No mail of its own. It is in your brief before you next meet, and only there.")]
    return [_("No mail. It waits on your page of promises until you write.")]


def _later_if_away() -> str:
    return _("Later if you are away or had three mails that week, never in your quiet hours.")


def plan_of_report(terms: Terms, person: User, now: datetime) -> list[str]:
    if terms.how != AskingStyle.How.MAIL:
        return _without_mail(terms)
    today = person.local_date(now)
    values = {
        "day": date_format(due_on(monday_of(today), person.working_days), "l"),
        "at": clock(terms.at),
        "until": day(terms.ends_on, today),
    }
    line = _("One mail a week: on %(day)s at %(at)s your time, none after %(until)s.")
    return [line % values, _("None when you have written or skipped that week."), _later_if_away()]


def report_for(member: PairingMember) -> str:
    """One person may write to several, each on their own."""
    others = [row.person for row in member.pairing.members.all() if row.pk != member.pk]
    return _("Your week, for %(names)s") % {"names": names_of(others)}


def first_words(thing: Goal | Commitment | PairingMember) -> str:
    """The question that the first mail asks."""
    if isinstance(thing, Goal):
        return _("“%(title)s”: what moved this week?") % {"title": thing.title}
    if isinstance(thing, Commitment):
        return _("“%(title)s”: how did it go?") % {"title": thing.text}
    return _("How was your week? One tap is enough.")


# -- In words to say aloud ------------------------------------------------------------------------


def aloud(style: AskingStyle | None) -> list[object]:
    """What somebody said in private, as sentences they might tell the others if they like."""
    if style is None:
        return []
    return [_ALOUD_WHO[style.who], _ALOUD_TONE[style.tone], _ALOUD_SILENCE[style.silence]]


_ALOUD_WHO = {
    "mentor": gettext_lazy("You may bring up my promises when we talk."),
    "system": gettext_lazy("I have my own way to be reminded; you need not bring it up."),
}
_ALOUD_TONE = {
    "plain": gettext_lazy("Just ask me whether I did it."),
    "warm": gettext_lazy("Ask me how it is going, rather than whether it is done."),
    "direct": gettext_lazy("Be direct with me: “You said you would. Well?”"),
}
_ALOUD_SILENCE = {
    "wait": gettext_lazy("If I go quiet, I am busy. Leave it until our next talk."),
    "help": gettext_lazy("If I go quiet, I may be stuck. Offer me help."),
    "again": gettext_lazy("If I go quiet, it has slipped past me. Ask me once more, between us."),
    "tell": gettext_lazy("If I go quiet for some days, ask me."),
    "nothing": gettext_lazy("If I go quiet, take it as my answer."),
}
