"""Being asked, in words: how, when, and what comes before a yes."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from goals.models import AskingStyle, Commitment, Goal
from goals.nudges import Plan, Reason
from goals.weeks import WEEK
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


def plan_lines(asked: Plan, terms: Terms, kind: str, person: User, now: datetime) -> list[str]:
    """Everything that a yes brings, in order, down to «then nothing». `asked` is what the planner
    says of a promise, a goal or a report."""
    if terms.how != AskingStyle.How.MAIL:
        return _without_mail(terms)
    if asked.next is None:
        return [_nothing(asked)]
    if kind == "promise":
        return [*_steps_of_promise(asked, terms, person, now), _later_if_away()]
    quiet = _("None right after you have logged something.")
    if kind == "report":
        quiet = _("None when you have written or skipped that week.")
    return [_every_week(asked, terms, person, now), quiet, _later_if_away()]


def _nothing(asked: Plan) -> str:
    reason = asked.not_planned[0].reason if asked.not_planned else Reason.ENDED
    return {
        Reason.NO_GOOD_HOUR: _("No mail: your days and quiet hours leave no moment for one."),
        Reason.ANSWERED: _("No mail: you have answered already."),
        Reason.OVER: _("No mail: it is done or let go."),
    }.get(reason, _("No mail: the end you chose comes before the first one would."))


def _steps_of_promise(asked: Plan, terms: Terms, person: User, now: datetime) -> list[str]:
    today = person.local_date(now)
    lines = []
    for step in sorted(asked.planned, key=lambda step: step.due_at):
        words = _("One mail on %(day)s at %(at)s your time.")
        if step.is_to_others:
            words = _(
                "If you don’t answer, we let the people you work with know on %(day)s. Any answer "
                "before then stops that."
            )
        elif step.step > 1 and terms.silence == AskingStyle.Silence.HELP:
            words = _("If you don’t answer, one more on %(day)s that offers help.")
        elif step.step > 1:
            words = _("If you don’t answer, one more on %(day)s.")
        at = clock(person.local(step.due_at).time())
        lines.append(words % {"day": weekday(step.due_on, today), "at": at})
    return [*lines, _("Then nothing more about this one.")]


def _every_week(asked: Plan, terms: Terms, person: User, now: datetime) -> str:
    first, *others = sorted(asked.planned, key=lambda step: step.due_at)
    today = person.local_date(now)
    values = {
        "day": weekday(first.due_on, today),
        "at": clock(person.local(first.due_at).time()),
        "until": day(terms.ends_on, today),
    }
    # A report has one step a week, also where one week's comes late and so near the next.
    near = [step for step in others if step.due_on < first.due_on + WEEK]
    again = [step for step in near if step.step != first.step]
    if not again:
        line = _("One mail a week: the first on %(day)s at %(at)s your time, none after %(until)s.")
        return line % values
    values["again"] = date_format(again[0].due_on, "l")
    return (
        _(
            "Two mails a week: the first on %(day)s at %(at)s your time, the next on %(again)s, "
            "none after %(until)s."
        )
        % values
    )


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
