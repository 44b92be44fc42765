"""Somebody chose that their silence is told to the people they work with. To these people: what was
promised, and nothing about why it is quiet. The same consent stands behind it, and is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from checkins import words
from checkins.models import Nudge
from checkins.services.nudges import SILENCE_TOLD
from goals.models import Commitment, Consent
from goals.nudges import TELL_AFTER_SILENCE
from goals.queries import consent_is_living
from goals.queries.planning import last_answer_on

# Read by who would have been told: nothing in it says what somebody else decided, or did.
NO_MORE = gettext_noop("There is nothing to tell any more.")


def _nudge(message: Message) -> Nudge | None:
    return Nudge.objects.filter(pk=message.params.get("nudge")).first()


def still_to_tell(message: Message, now: datetime) -> str:
    nudge = _nudge(message)
    if nudge is None or consent_is_living(nudge.consent_id, now, lock=True):
        return NO_MORE
    consent = Consent.objects.with_things().get(pk=nudge.consent_id)
    terms = consent.terms.order_by("-version").first()
    promise = consent.thing
    if terms is None or not isinstance(promise, Commitment):
        return NO_MORE
    if (terms.how, terms.silence) != ("mail", TELL_AFTER_SILENCE):
        return NO_MORE
    answered_on = last_answer_on(promise)
    quiet = promise.due_on == nudge.about_on and not (answered_on and answered_on >= nudge.about_on)
    quiet = quiet and _was_asked(nudge, terms.silence_days, now)
    return "" if quiet and _still_works_with(message, consent) else NO_MORE


def _was_asked(nudge: Nudge, days: int, now: datetime) -> bool:
    """Silence is told of a question that came, and only after the days that were chosen."""
    first = Nudge.objects.filter(consent=nudge.consent_id, about_on=nudge.about_on, step=1)
    asked = first.select_related("message__told_in").first()
    mail = asked and asked.message and (asked.message.told_in or asked.message)
    if not mail or mail.state != Message.State.SENT or mail.sent_on is None or mail.bounced_at:
        return False
    return mail.sent_on + timedelta(days=days) <= nudge.consent.person.local_date(now)


def _still_works_with(message: Message, consent: Consent) -> bool:
    return any(row.pk == message.person_id for row in _others(consent))


def _others(consent: Consent) -> list[User]:
    return words.others_of(consent.pairing, consent.person)


def told(message: Message, now: datetime) -> Content:
    nudge = _nudge(message)
    assert nudge is not None  # asked by still_to_tell before
    return words_of(Consent.objects.with_things().get(pk=nudge.consent_id))


def words_of(consent: Consent) -> Content:
    """As it is mailed, and as its owner reads it before a yes."""
    promise = consent.thing
    assert isinstance(promise, Commitment)
    name = {"name": consent.person.short_name}
    write = page_url("checkins:give_feedback", promise.owner_id)
    return Content(
        subject=_("%(name)s would welcome a word from you") % name,
        preheader=_("They asked us beforehand to tell you."),
        paragraphs=[
            _(
                "%(name)s made this promise, and asked us to tell you if it stayed quiet around it "
                "for some days. It has."
            )
            % name,
            _("Quiet can mean many things. “How is it going?” is a good beginning."),
        ],
        quote=promise.text,
        quote_by=_("%(name)s, by %(day)s") % {**name, "day": words.day(promise.due_on)},
        buttons=[
            Button(_("Write to %(name)s") % name, f"{write}?commitment={promise.pk}", primary=True),
            Button(_("See the promise"), page_url("goals:commitment", promise.pk)),
        ],
        closing=[
            _("We write to you about this once. %(name)s decided that, not the program.") % name
        ],
        thread=f"pairing-{consent.pairing.pk}",
    )


register(
    MailKind(
        name=SILENCE_TOLD,
        klass="service",
        title=gettext_lazy("What people you work with asked us to tell you"),
        why=gettext_lazy("You get this because somebody you work with asked us to tell you."),
        keeps_for=timedelta(days=7),
        counts=True,
        by_wish=True,
        render=told,
        still_wanted=still_to_tell,
    )
)
