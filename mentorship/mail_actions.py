"""What links in this floor's mails do: yes, no, remove me. None of them needs a sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.mailactions import MailAction, Page, register
from accounts.models import ActionToken
from mentorship.forms.requests import DeclineForm
from mentorship.mails import life_links as _life_links  # noqa: F401 - declares its links
from mentorship.mails import requests as asking
from mentorship.mails.applications import BEGIN, DELETE
from mentorship.mails.invitations import ACCEPT, DECLINE, REMOVE
from mentorship.models import ApplicationDraft, Enrollment, PairingRequest
from mentorship.queries.criteria import listed
from mentorship.services import applications, enrollments
from mentorship.services import requests as request_verbs


def _places(token: ActionToken) -> list[Enrollment]:
    """The person's places in that cohort: one answer is for all of them."""
    places = Enrollment.objects.select_related("cohort__program", "user")
    place = places.filter(pk=token.subject_id, user=token.person_id).first()
    if place is None:
        raise DomainError(_("This place is no longer there, so there is nothing to answer."))
    return list(places.beside(place))


def _told(places: list[Enrollment]) -> dict[str, str]:
    cohort = places[0].cohort
    words = cohort.program.words
    return {
        "program": cohort.program.name,
        "cohort": cohort.name,
        "roles": listed([words.a_role(place.role) for place in places]),
    }


def _facts(told: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("Program"), f"{told['program']}, {told['cohort']}"), (_("As"), told["roles"]))


def describe_accept(token: ActionToken, now: datetime) -> Page:
    told = _told(_places(token))
    return Page(
        heading=_("Take part in %(program)s?") % told,
        what_happens=_("You have a place, and can be paired with somebody."),
        facts=_facts(told),
    )


def accept(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    places = _places(token)
    open_places = [place for place in places if place.state == Enrollment.State.INVITED]
    for place in open_places or places[:1]:
        enrollments.accept_invitation(enrollment=place, by=token.person, now=now)
    return _("You have a place in %(program)s. You get one mail when you are paired.") % _told(
        places
    )


def describe_decline(token: ActionToken, now: datetime) -> Page:
    told = _told(_places(token))
    return Page(
        heading=_("Not this time?"),
        text=_("Nobody asks why."),
        what_happens=_("You are not paired, and get no more mail about it."),
        facts=_facts(told),
    )


def decline(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    places = _places(token)
    open_places = [place for place in places if place.state == Enrollment.State.INVITED]
    for place in open_places or places[:1]:
        enrollments.decline_invitation(enrollment=place, by=token.person, now=now)
    return _("Thank you for saying so. You will hear no more of it.")


def describe_remove(token: ActionToken, now: datetime) -> Page:
    told = _told(_places(token))
    return Page(
        heading=_("Remove you from %(program)s?") % told,
        what_happens=_(
            "What you were entered with is deleted. Your name and address stay on a list that "
            "keeps the same file from entering you again."
        ),
        facts=_facts(told),
    )


def remove(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    places = _places(token)
    for place in places:
        enrollments.remove_enrollment(enrollment=place, by=token.person, now=now)
    return _("You are removed from %(program)s. What you were entered with is deleted.") % _told(
        places
    )


def _draft(token: ActionToken) -> ApplicationDraft:
    drafts = ApplicationDraft.objects.select_related("cohort__program", "user")
    draft = drafts.filter(pk=token.subject_id, user=token.person_id).first()
    if draft is None:
        raise DomainError(_("This application was sent or deleted, so nothing is left here."))
    return draft


def describe_begin(token: ActionToken, now: datetime) -> Page:
    program = _draft(token).cohort.program
    return Page(heading=_("Apply to %(program)s?") % {"program": program.name})


def begin(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    draft = _draft(token)
    if draft.begun_at is None:
        applications.begin(draft, now)
    return _("Go on with your application.")


def describe_delete(token: ActionToken, now: datetime) -> Page:
    cohort = _draft(token).cohort
    return Page(
        heading=_("Delete what you wrote?"),
        what_happens=_("Your answers are deleted, and no more mail comes about it."),
        facts=((_("Program"), cohort.full_name),),
    )


def delete(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    applications.delete_application(draft=_draft(token), by=token.person, now=now)
    return _("What you wrote is deleted. You will hear no more of it.")


register(
    MailAction(
        purpose=BEGIN,
        label=gettext_lazy("Go on"),
        describe=describe_begin,
        perform=begin,
    )
)
register(
    MailAction(
        purpose=DELETE,
        label=gettext_lazy("Delete what I wrote"),
        describe=describe_delete,
        perform=delete,
    )
)
register(
    MailAction(
        purpose=ACCEPT,
        label=gettext_lazy("Yes, I take part"),
        describe=describe_accept,
        perform=accept,
    )
)
register(
    MailAction(
        purpose=DECLINE,
        label=gettext_lazy("No, thank you"),
        describe=describe_decline,
        perform=decline,
    )
)
register(
    MailAction(
        purpose=REMOVE,
        label=gettext_lazy("Remove me"),
        describe=describe_remove,
        perform=remove,
    )
)


# -- Answering somebody’s request ------------------------------------------------------------


def _request(token: ActionToken) -> PairingRequest:
    found = PairingRequest.objects.with_people().filter(pk=token.subject_id).first()
    if found is None or found.recipient.user_id != token.person_id:
        raise DomainError(_("This request is no longer there, so there is nothing to answer."))
    return found


def _to_answer(token: ActionToken) -> PairingRequest:
    """For the page before the press: nobody is led to a button that can only say no."""
    request = _request(token)
    request_verbs.expect_open(request)
    return request


def _asked(request: PairingRequest) -> dict[str, str]:
    return {
        "who": str(request.sender.user),
        "name": request.sender.user.short_name,
        "cohort": request.cohort.full_name,
    }


def describe_accept_request(token: ActionToken, now: datetime) -> Page:
    request = _to_answer(token)
    told = _asked(request)
    if request.is_talk:
        return Page(
            heading=_("Talk with %(name)s for twenty minutes?") % told,
            what_happens=_("%(name)s gets your e-mail address and writes to you.") % told,
            facts=((_("Who asks"), told["who"]), (_("Where"), told["cohort"])),
            button=_("Yes, let us talk"),
        )
    return Page(
        heading=_("Work with %(name)s?") % told,
        what_happens=_(
            "You two are paired at once, and both get a mail that says what comes next."
        ),
        facts=((_("Who asks"), told["who"]), (_("Where"), told["cohort"])),
    )


def accept_request(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    request = request_verbs.accept_request(asked=_request(token), by=token.person, now=now)
    if request.is_talk:
        return _("%(name)s hears of your yes, and writes to you.") % _asked(request)
    return _("You and %(name)s are paired. A mail says what comes next.") % _asked(request)


def describe_decline_request(token: ActionToken, now: datetime) -> Page:
    told = _asked(_to_answer(token))
    return Page(
        heading=_("Not now?"),
        text=_("A clear “not now” is kind: %(name)s can go on and ask others.") % told,
        what_happens=_("%(name)s reads “not now”, and nothing else.") % told,
    )


def decline_request(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    reason = data.get("reason", "")
    facts = {"by": token.person, "now": now, "reason": reason}
    request = request_verbs.decline_request(asked=_request(token), **facts)
    return _("Thank you for answering. %(name)s reads “not now”, and nothing else.") % _asked(
        request
    )


register(
    MailAction(
        purpose=asking.ACCEPT,
        label=gettext_lazy("Yes, let us work together"),
        describe=describe_accept_request,
        perform=accept_request,
    )
)
register(
    MailAction(
        purpose=asking.DECLINE,
        label=gettext_lazy("Not now"),
        describe=describe_decline_request,
        perform=decline_request,
        form_class=DeclineForm,
    )
)
