"""A promise, answered from a mail: five answers, and «stop asking»."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.mailactions import After, MailAction, Page, register
from accounts.models import ActionToken
from goals import queries, services, words
from goals.access import partners
from goals.forms import STOP, MailAnswerForm, next_week
from goals.models import Commitment, CommitmentAnswer
from goals.services.links import ANSWER_COMMITMENT

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


def _promise(token: ActionToken) -> Commitment:
    mine = Commitment.objects.owned_by(token.person).with_people()
    found = mine.filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    return found


def describe_promise(token: ActionToken, now: datetime) -> Page:
    promise = _promise(token)
    facts = [(_("By"), words.weekday(promise.due_on, token.person.local_date(now)))]
    if promise.cue:
        facts.append((_("Your plan"), words.plan(promise)))
    return Page(
        heading=promise.text,
        text=_("All answers are fine, and each takes one press."),
        what_happens=_who_reads(promise),
        button=_("Send this answer"),
        facts=tuple(facts),
    )


def _who_reads(promise: Commitment) -> str:
    names = ", ".join(person.short_name for person in partners(promise.owner))
    if not names:
        return _("Only you can see your answer.")
    return _("%(names)s can see your answer, but never whether you are asked.") % {"names": names}


def promise_initial(token: ActionToken, now: datetime) -> dict[str, Any]:
    return {"moved_to": next_week(_promise(token).due_on, token.person.local_date(now))}


def answer_promise(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    promise, consent = _promise(token), None
    if data["answer"] == STOP:
        consent = queries.consent_of(promise)
        if consent is not None:
            services.revoke_consent(consent=consent, by=token.person, now=now)
        return _("Stopped. No more mail about this one. The promise itself stays as it is.")
    row = services.answer_commitment(
        commitment=promise,
        answer=data["answer"],
        by=token.person,
        now=now,
        note=data.get("note", ""),
        moved_to=data.get("moved_to"),
        via=CommitmentAnswer.Via.MAIL,
    )
    services.reflect_token(promise, now)  # the link of the question that the page goes on with
    return words.answered(row)


def wonder(token: ActionToken, now: datetime) -> After:
    return After(token=services.issued_reflect_token(_promise(token), now))


register(
    MailAction(
        purpose=ANSWER_COMMITMENT,
        label=gettext_lazy("Answer"),
        describe=describe_promise,
        perform=answer_promise,
        form_class=MailAnswerForm,
        initial=promise_initial,
        after=wonder,
    )
)
