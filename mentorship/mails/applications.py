"""Mails about an application: the way to the form, two reminders, and the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from accounts.services.invitations import is_new
from mentorship.models import ApplicationDraft, Enrollment
from mentorship.queries.decision_texts import filled
from mentorship.queries.entrances import still_takes
from mentorship.queries.questions import questions_for

from .ways_in import LINKS_LIVE, way_in

BEGIN = "mentorship.begin_application"
DELETE = "mentorship.delete_application"
Application = ApplicationDraft | Enrollment


def _draft(message: Message) -> ApplicationDraft | None:
    drafts = ApplicationDraft.objects.select_related("cohort__program", "user")
    return drafts.filter(pk=message.subject_id).first()


def _place(message: Message) -> Enrollment | None:
    places = Enrollment.objects.select_related("cohort__program", "user")
    return places.filter(pk=message.subject_id).first()


def _told(about: Application) -> dict[str, str]:
    program = about.cohort.program
    return {
        "program": program.name,
        "cohort": about.cohort.name,
        "role": program.words.a_role(about.role),
    }


def form_path(about: Application) -> str:
    return reverse("mentorship:apply", args=[about.cohort.slug, about.role])


def way_to_form(about: Application, now: datetime, inviter: str = "") -> str:
    """Who has never been here chooses how to sign in on the way; everybody else signs in."""
    if not is_new(about.user):
        return page_url("mentorship:apply", about.cohort.slug, about.role)
    params = {"next": form_path(about), "applies": True}
    if isinstance(about, ApplicationDraft):
        params |= {"then": BEGIN}
    return way_in(about.user, about, about.cohort, now, inviter=inviter, **params)


def is_asked(place: Enrollment) -> bool:
    """Whether somebody who was invited has questions to answer before they have the place."""
    came_by_mail = place.origin == Enrollment.Origin.INVITATION
    return came_by_mail and not place.answers and bool(questions_for(place.cohort, place.role))


def _delete_link(draft: ApplicationDraft, now: datetime) -> Button:
    person, scope = draft.user, draft.cohort.scope
    link = action_url(DELETE, about=draft, person=person, scope=scope, now=now, lives=LINKS_LIVE)
    return Button(_("Delete what I wrote"), link)


# -- The way to the form -------------------------------------------------------------------


def render_application_link(message: Message, now: datetime) -> Content:
    if message.subject_label.endswith(".enrollment"):
        return _already_here(message)
    draft = _draft(message)
    assert draft is not None
    told = _told(draft)
    begun = draft.begun_at is not None
    return Content(
        subject=_("Your application to %(program)s") % told,
        heading=_("Go on where you are"),
        preheader=_("Five minutes, and you can stop in between."),
        paragraphs=[
            _("You want to take part in “%(program)s”, %(cohort)s, as %(role)s.") % told,
            _("What you wrote is kept, and nobody but you reads it before you send it.")
            if begun
            else _questions_line(draft),
        ],
        buttons=[Button(_("Open my application"), way_to_form(draft, now), primary=True)],
        closing=[
            _(
                "Was this not you? Then somebody mistyped their address. If you do nothing, nothing "
                "happens, and we do not write again."
            )
        ]
        if not begun
        else [],
        footer_links=[_delete_link(draft, now)],
    )


def _questions_line(draft: ApplicationDraft) -> str:
    count = len(questions_for(draft.cohort, draft.role))
    if not count:
        return _("One click more, and it is sent.")
    return ngettext(
        "There is one question. It is kept as you write it.",
        "There are %(count)s short questions. Each is kept as you answer it.",
        count,
    ) % {"count": count}


def _already_here(message: Message) -> Content:
    """The same kind, so that the page that asked for it need not know."""
    place = _place(message)
    assert place is not None
    told = _told(place)
    return Content(
        subject=_("Your application to %(program)s") % told,
        heading=_("You have applied already"),
        preheader=_("Where it stands, in one click."),
        paragraphs=[
            _("You applied to “%(program)s”, %(cohort)s, as %(role)s, so there is nothing to do.")
            % told
        ],
        buttons=[Button(_("See where it stands"), page_url("mentorship:own_places"), primary=True)],
        closing=[_("Was this not you? Then somebody mistyped their address.")],
    )


def application_link_wanted(message: Message, now: datetime) -> str:
    found = _place(message) if message.subject_label.endswith(".enrollment") else _draft(message)
    return "" if found is not None else _("They have deleted their application.")


# -- Finish later --------------------------------------------------------------------------


def render_finish_later(message: Message, now: datetime) -> Content:
    draft = _draft(message)
    assert draft is not None
    told = _told(draft)
    is_last = draft.remind_at is None
    return Content(
        subject=_("Your application waits where you left it"),
        heading=_("Finish it when you like"),
        preheader=_("What you wrote is kept."),
        paragraphs=[
            _("You began to apply to “%(program)s”, %(cohort)s, as %(role)s.") % told,
            _("What you wrote is kept, and nobody but you reads it before you send it."),
        ],
        buttons=[Button(_("Open my application"), way_to_form(draft, now), primary=True)],
        closing=[
            _("This is the last mail about it.")
            if is_last
            else _("Not now? Then we write once more, and never again.")
        ],
        footer_links=[_delete_link(draft, now)],
    )


def finish_later_wanted(message: Message, now: datetime) -> str:
    draft = _draft(message)
    if draft is None:
        return _("It was sent or deleted in the meantime.")
    if draft.turned_back_at is not None:
        return _("A rule of the cohort has answered it.")
    if not still_takes(draft.cohort, invited=_is_invited(draft), now=now):
        return _("The cohort takes no more applications.")
    return ""


def _is_invited(draft: ApplicationDraft) -> bool:
    mine = Enrollment.objects.in_cohort(draft.cohort).of(draft.user).in_role(draft.role)
    return mine.in_state(Enrollment.State.INVITED).exists()


# -- The answer ----------------------------------------------------------------------------


def render_application_decided(message: Message, now: datetime) -> Content:
    place = _place(message)
    assert place is not None
    params = message.params
    text = filled(params["text"], place).replace("\r\n", "\n")
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    if params.get("full"):
        paragraphs.append(_("The reason: when you applied, all places had just been taken."))
    return Content(
        subject=filled(params["subject"], place),
        heading=_headings()[place.state],
        paragraphs=paragraphs,
        buttons=_what_next(place),
    )


def _headings() -> dict[str, str]:
    return {
        Enrollment.State.ACCEPTED: _("You have a place"),
        Enrollment.State.WAITLISTED: _("You are on the waiting list"),
        Enrollment.State.DECLINED: _("About your application"),
    }


def _what_next(place: Enrollment) -> list[Button]:
    if place.state == Enrollment.State.ACCEPTED:
        return [open_site()]
    return [Button(_("See where it stands"), page_url("mentorship:own_places"))]


def open_site() -> Button:
    label = _("Open %(site)s") % {"site": settings.SITE_NAME}
    return Button(label, settings.SITE_URL + "/", primary=True)


def application_decided_wanted(message: Message, now: datetime) -> str:
    place = _place(message)
    if place is None or place.state != message.params.get("state"):
        return _("Something else was decided in the meantime.")
    return ""


register(
    MailKind(
        name="mentorship.application_link",
        klass="transactional",
        title=gettext_lazy("The link to your application"),
        why=gettext_lazy("You get this because somebody with this address asked for the link."),
        keeps_for=timedelta(days=2),
        policy="resend_once",
        secret=True,
        render=render_application_link,
        still_wanted=application_link_wanted,
    )
)
register(
    MailKind(
        name="mentorship.finish_later",
        klass="service",
        title=gettext_lazy("Applications to finish"),
        why=gettext_lazy("You get this because you began an application. Two mails at most come."),
        keeps_for=timedelta(days=4),
        counts=True,
        render=render_finish_later,
        still_wanted=finish_later_wanted,
    )
)
register(
    MailKind(
        name="mentorship.application_decided",
        klass="transactional",
        title=gettext_lazy("An answer to your application"),
        why=gettext_lazy("You get this because you applied for a place, and this is the answer."),
        keeps_for=timedelta(days=14),
        render=render_application_decided,
        still_wanted=application_decided_wanted,
    )
)
