"""Sentences that several pages and mails say in the same words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from goals.chart import Forecast, plain
from goals.ladder import goal_asks, promise_asks
from goals.models import AskingStyle, CommitmentAnswer, Measure
from goals.smart import Hint
from goals.wishes import Terms

# What everybody but the owner reads about being asked, after a yes and after a no alike.
EITHER_WAY = gettext_lazy("We’ll talk about it when we next meet.")


def day(on: date, today: date | None = None) -> str:
    """20 February; with the year where it is not this one."""
    same_year = today is not None and on.year == today.year
    return date_format(on, _("j F") if same_year else _("j F Y"))


def weekday(on: date, today: date | None = None) -> str:
    same_year = today is not None and on.year == today.year
    return date_format(on, _("l j F") if same_year else _("l j F Y"))


def clock(at: time) -> str:
    return at.strftime("%H:%M")


# -- Goals ------------------------------------------------------------------------------------

LETTERS = {
    "S": gettext_lazy("Specific"),
    "M": gettext_lazy("Measurable"),
    "A": gettext_lazy("Achievable"),
    "R": gettext_lazy("Relevant"),
    "T": gettext_lazy("Time-bound"),
}
HINTS = {
    "vague": gettext_lazy(
        "“%(word)s” can mean many things. What would somebody see you do? "
        "For example: “hold two client meetings on my own”."
    ),
    "several": gettext_lazy(
        "This sounds like more than one goal. Keep the one that matters most now; "
        "the other can be your next."
    ),
    "no_number": gettext_lazy(
        "How will you know you are there? A number helps: “4 articles”, “12 calls”. "
        "Or say a moment that either happens or not."
    ),
    "no_unit": gettext_lazy("What do you count? For example: presentations, pages, hours."),
    "beyond_reach": gettext_lazy(
        "That would be about %(needed)s %(unit)s every week. "
        "Would a smaller number or a later date suit your weeks better?"
    ),
    "not_sure": gettext_lazy(
        "%(confidence)s out of 10 leaves doubt. What would make it a 7: a smaller goal, "
        "more time, somebody’s help?"
    ),
    "no_why": gettext_lazy(
        "What does it change for you? On a grey Tuesday the reason is what helps."
    ),
    "no_date": gettext_lazy(
        "By when? A date turns a wish into a plan. Three months is a good span."
    ),
    "date_past": gettext_lazy("This date is not ahead of you. Which day would be right?"),
    "date_in_words": gettext_lazy(
        "You say “%(words)s”. Put it in the date field too, so the drawing can show your way there."
    ),
}


def hint_lines(found: list[Hint]) -> list[dict[str, str]]:
    """For the page: the letter, its word and the thought."""
    return [
        {
            "letter": hint.letter,
            "word": str(LETTERS[hint.letter]),
            "text": str(HINTS[hint.code]) % hint.values,
        }
        for hint in found
    ]


def measure(found: Measure | None) -> str:
    if found is None:
        return ""
    if found.kind == Measure.Kind.YES_NO or found.target is None:
        return _("It happens, or not yet.")
    values = {"start": plain(found.start), "target": plain(found.target), "unit": found.unit}
    return _("From %(start)s to %(target)s %(unit)s") % values


def said_before(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What a goal said before it was changed: the parts that changed, as its page says them."""
    told = []
    if before.get("title") != after.get("title"):
        told.append(before.get("title", ""))
    if before.get("measures") != after.get("measures"):
        told += [measure(_measure_of(kept)) for kept in before.get("measures", [])]
    if before.get("due_on") != after.get("due_on") and before.get("due_on"):
        told.append(_("by %(day)s") % {"day": day(date.fromisoformat(before["due_on"]))})
    return told


def _measure_of(kept: dict[str, Any]) -> Measure:
    target = kept["target"] and Decimal(kept["target"])
    return Measure(
        kind=kept["kind"], unit=kept["unit"], start=Decimal(kept["start"]), target=target
    )


def standing(value: Decimal | None, found: Measure | None) -> str:
    """«1 of 3 presentations», or how far a number has come."""
    if found is None or found.target is None:
        return ""
    now_at = found.start if value is None else value
    values = {"value": plain(now_at), "target": plain(found.target), "unit": found.unit}
    if found.start == 0 and found.target > 0:
        return (_("%(value)s of %(target)s %(unit)s") % values).strip()
    return (_("%(value)s now, %(target)s is the goal (%(unit)s)") % values).replace(" ()", "")


def pace(guess: Forecast, today: date) -> str:
    """The drawing as a sentence."""
    if guess.code == "on" and guess.on is not None:
        when = day(guess.on, today)
        if guess.days is None:
            return _("At this pace: %(when)s.") % {"when": when}
        return _at_this_pace(when, guess.days)
    if guess.code == "reached" and guess.on is not None:
        return _("Reached on %(when)s.") % {"when": day(guess.on, today)}
    return {
        "none": _("Nothing logged yet."),
        "early": _("A good start. In a few days we can say where this pace leads."),
        "flat": _("No movement yet. What would be the smallest next step?"),
        "far": _("At this pace it would take very long. Would a smaller goal be the better one?"),
    }[guess.code]


def _at_this_pace(when: str, days: int) -> str:
    if days == 0:
        return _("At this pace: %(when)s, right on the date.") % {"when": when}
    if days < 0:
        words = ngettext(
            "At this pace: %(when)s, %(days)d day before the date.",
            "At this pace: %(when)s, %(days)d days before the date.",
            -days,
        )
    else:
        words = ngettext(
            "At this pace: %(when)s, %(days)d day after the date.",
            "At this pace: %(when)s, %(days)d days after the date.",
            days,
        )
    return words % {"when": when, "days": abs(days)}


# -- Promises ---------------------------------------------------------------------------------

ANSWERED = {
    CommitmentAnswer.Answer.DONE: gettext_lazy("Done. Well kept!"),
    CommitmentAnswer.Answer.PARTLY: gettext_lazy(
        "Part of the way counts. What would the rest need?"
    ),
    CommitmentAnswer.Answer.STUCK: gettext_lazy(
        "Thank you for saying so. It stays open, and the people in your pairing can see that help "
        "would be welcome."
    ),
    CommitmentAnswer.Answer.MOVED: gettext_lazy("Moved to %(when)s. A new day, the same promise."),
    CommitmentAnswer.Answer.LET_GO: gettext_lazy(
        "Let go. That can be the right answer. What changed since you made it?"
    ),
}


def answered(answer: CommitmentAnswer) -> str:
    when = weekday(answer.moved_to, answer.on) if answer.moved_to else ""
    return str(ANSWERED[CommitmentAnswer.Answer(answer.answer)]) % {"when": when}


# -- Being asked ------------------------------------------------------------------------------


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
    if terms.how == AskingStyle.How.CHECK_IN:
        return [_("No mail. It is on the page of your next meeting, for you to bring up.")]
    return [_("No mail. It waits on your page of promises until you write.")]


def _later_if_away() -> str:
    return _("Later if you are away or had three mails that week, never in your quiet hours.")


def first_words(title: str, *, is_goal: bool) -> str:
    """The question that the first mail asks."""
    if is_goal:
        return _("“%(title)s”: what moved this week?") % {"title": title}
    return _("“%(title)s”: how did it go?") % {"title": title}


# -- How I like to be asked, in words to say aloud ----------------------------------------------


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
