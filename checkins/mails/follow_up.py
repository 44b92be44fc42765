"""A reminder somebody asked for. Its last check and its words; nothing leaves without consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.links import page_url
from accounts.mailkinds import Button, Content
from accounts.models import ActionToken, Message, User
from accounts.tokens import issue_token
from checkins import words
from checkins.mails import reports
from checkins.models import Nudge
from checkins.queries.nudges import handled_weeks, terms_for
from goals.models import Commitment, CommitmentAnswer, Consent, ConsentTerms, Goal
from goals.nudges import MAILS_OF_ONE_LADDER, TELL_AFTER_SILENCE
from goals.queries import consent_is_living, terms_of
from goals.queries.planning import last_answer_on, last_progress_on
from goals.services import answer_token
from goals.weeks import WEEK
from goals.words import how_asked, plan
from mentorship.models import PairingMember

LOG_PROGRESS = "checkins.log_progress"
LINK_LIVES = timedelta(days=30)
GONE = gettext_noop("What this was about is gone.")
NOT_BY_MAIL = gettext_noop("You chose not to be asked by mail about this.")
MOVED = gettext_noop("The date moved, so this question comes later.")
ANSWERED = gettext_noop("You had answered already.")


def nudge_of(message: Message) -> Nudge | None:
    return Nudge.objects.filter(message=message).first()


def still_wanted(message: Message, now: datetime) -> str:
    """The consent is read again, with its row held, in the transaction that lets the mail go."""
    nudge = nudge_of(message)
    if nudge is None:
        return GONE
    reason = consent_is_living(nudge.consent_id, now, lock=True)
    if reason:
        return reason
    consent = Consent.objects.with_things().get(pk=nudge.consent_id)
    terms = terms_for(consent)
    if terms is None or terms.how != "mail":
        return NOT_BY_MAIL
    return _answered_since(nudge, consent.thing, consent.person)


def _answered_since(nudge: Nudge, thing: object, person: User) -> str:
    if isinstance(thing, Commitment):
        if thing.due_on != nudge.about_on:
            return MOVED
        answered_on = last_answer_on(thing)
        return ANSWERED if answered_on and answered_on >= nudge.about_on else ""
    if isinstance(thing, Goal):
        logged_on = last_progress_on(thing, person)
        return ANSWERED if logged_on and logged_on >= nudge.due_on else ""
    if isinstance(thing, PairingMember):
        return ANSWERED if nudge.about_on in handled_weeks(thing) else ""
    return GONE


def render(message: Message, now: datetime) -> Content:
    nudge = nudge_of(message)
    assert nudge is not None  # asked by still_wanted before
    consent = Consent.objects.with_things().get(pk=nudge.consent_id)
    terms = consent.terms.order_by("-version").first()
    assert terms is not None
    return words_of(consent, nudge, terms, _token(consent, nudge, now).url)


def words_of(
    consent: Consent, nudge: Nudge, terms: ConsentTerms, url: Callable[..., str]
) -> Content:
    """As it is mailed, and as it is shown before a yes. `url(answer="done")` is what a button
    leads to."""
    content = _content(consent, nudge, terms, url)
    content.thread = f"pairing-{consent.pairing.pk}"
    content.closing.append(_who_sees(consent))
    if _is_the_last(consent, nudge, terms):
        content.closing.append(_goes_on(consent, terms))
    content.footer = _footer(consent, terms)
    content.footer_links = [Button(_("Change how, or ask less often"), page_url("goals:consents"))]
    if _is_the_last(consent, nudge, terms):
        go_on = page_url("goals:change_consent", consent.pk)
        content.footer_links.insert(0, Button(_("Go on being asked"), go_on))
    return content


def _token(consent: Consent, nudge: Nudge, now: datetime) -> ActionToken:
    thing = consent.thing
    if isinstance(thing, Commitment):
        return answer_token(thing, now)
    if isinstance(thing, PairingMember):
        return reports.send_token(consent, nudge, now)
    return issue_token(
        purpose=LOG_PROGRESS,
        about=thing,
        person=consent.person,
        scope=thing.scope,
        now=now,
        expires_at=now + LINK_LIVES,
    )


def _content(
    consent: Consent, nudge: Nudge, terms: ConsentTerms, url: Callable[..., str]
) -> Content:
    if isinstance(consent.thing, Commitment):
        return _promise(consent.thing, nudge, terms, url)
    if isinstance(consent.thing, Goal):
        return _goal(consent.thing, terms, url)
    return reports.asking(consent, terms, url)


# -- A promise -----------------------------------------------------------------------------------


def _promise(
    promise: Commitment, nudge: Nudge, terms: ConsentTerms, url: Callable[..., str]
) -> Content:
    answers = CommitmentAnswer.Answer
    return Content(
        subject=_("A reminder you asked for"),
        preheader=_("One click is enough, and any answer is a good one."),
        paragraphs=_promise_words(nudge, terms, promise),
        quote=promise.text,
        quote_by=_by(promise.due_on),
        facts=[(_("Your plan"), plan(promise))] if promise.cue else [],
        buttons=[
            Button(str(answers.DONE.label), url(answer="done"), primary=True),
            Button(str(answers.PARTLY.label), url(answer="partly")),
            Button(str(answers.STUCK.label), url(answer="stuck")),
            Button(_("Move it a week"), url(answer="moved")),
            Button(str(answers.LET_GO.label), url(answer="let_go")),
        ],
        closing=[_what_comes_next(nudge, terms, promise)],
    )


def _by(due_on: date) -> str:
    return _("Your promise, by %(day)s") % {"day": words.day(due_on)}


def _promise_words(nudge: Nudge, terms: ConsentTerms, promise: Commitment) -> list[str]:
    if nudge.step > 1 and terms.silence == "help":
        return [
            _("This one seems to be waiting. That happens to good plans."),
            _(
                "What would help: a smaller step, another day, a word with %(people)s? “Stuck” "
                "is an answer too, and it asks for help."
            )
            % {"people": words.names(words.others_of(promise.owner.pairing, promise.person))},
        ]
    if nudge.step > 1:
        return {
            "plain": [_("You wanted to be asked once more. This is it, about this promise:")],
            "warm": [
                _("You wanted us to ask once more, so here we are, quietly."),
                _("Wherever it stands, it is fine to say so."),
            ],
            "direct": [_("Second and last time of asking, as you wished. Where does it stand?")],
        }[terms.tone]
    return {
        "plain": [_("You wanted to be asked about this promise. How did it go?")],
        "warm": [
            _("The day you had in mind for this has come. How did it go?"),
            _("However it went, a short answer is enough."),
        ],
        "direct": [_("Its day has come. Did you do it?")],
    }[terms.tone]


def _what_comes_next(nudge: Nudge, terms: ConsentTerms, promise: Commitment) -> str:
    if nudge.step == 1 and terms.silence == TELL_AFTER_SILENCE:
        return ngettext(
            "If you don’t answer within a day, we let %(people)s know, as you wished. Any "
            "answer stops that.",
            "If you don’t answer within %(days)s days, we let %(people)s know, as you wished. Any "
            "answer stops that.",
            terms.silence_days,
        ) % {
            "days": terms.silence_days,
            "people": words.names(words.others_of(promise.owner.pairing, promise.person)),
        }
    if nudge.step == 1 and terms.silence in ("again", "help"):
        return _(
            "If you don’t answer, we ask once more in a few days, as you wished. Then no more."
        )
    return _("If you don’t answer, nothing more comes about it. It waits on your home page.")


# -- A goal --------------------------------------------------------------------------------------


def _goal(goal: Goal, terms: ConsentTerms, url: Callable[..., str]) -> Content:
    return Content(
        subject=_("A reminder you asked for"),
        preheader=_("A number or a few words: that is all."),
        paragraphs={
            "plain": [_("You wanted to be asked about this goal. What moved this week?")],
            "warm": [
                _("A quiet moment for your goal: what moved this week?"),
                _("A small step counts. So does a week without one."),
            ],
            "direct": [_("What did you do for this goal this week?")],
        }[terms.tone],
        quote=goal.title,
        quote_by=_("Your goal"),
        buttons=[
            Button(_("Write it down"), url(), primary=True),
            Button(_("Open the goal"), page_url("goals:goal", goal.pk)),
        ],
        closing=[_("If nothing comes to mind, leave it. We ask again as you wished.")],
    )


# -- The last before the end ---------------------------------------------------------------------


def _is_the_last(consent: Consent, nudge: Nudge, terms: ConsentTerms) -> bool:
    """Of what comes every week. A promise has an end of its own, and its mails say what is next."""
    if consent.commitment_id is not None:
        return False
    between = WEEK // min(terms.per_week, MAILS_OF_ONE_LADDER)
    return nudge.due_on + between > (consent.ends_on or terms.ends_on)


def _goes_on(consent: Consent, terms: ConsentTerms) -> str:
    return _(
        "What you asked for ends on %(day)s, and this is the last mail before it. To go on, choose "
        "another day. If you leave it, nothing more comes."
    ) % {"day": words.day(consent.ends_on or terms.ends_on)}


# -- The foot ------------------------------------------------------------------------------------


def _who_sees(consent: Consent) -> str:
    thing = consent.thing
    if isinstance(thing, Goal) and thing.shared_at is None:
        return _("Only you can see what you write.")
    people = words.names(words.others_of(consent.pairing, consent.person))
    return _("You and %(people)s can see your answer.") % {"people": people}


def _footer(consent: Consent, terms: ConsentTerms) -> list[str]:
    return [
        _("You said yes to this on %(day)s: %(how)s, until %(end)s.")
        % {
            "day": words.day(consent.person.local_date(terms.given_at)),
            "how": how_asked(terms_of(terms)),
            "end": words.day(consent.ends_on or terms.ends_on),
        }
    ]
