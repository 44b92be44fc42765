"""To somebody who was asked to help to run a program."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from accounts.services.invitations import invitation_url, is_new
from mentorship.models import Coordinator, Program
from mentorship.queries.coordinators import posts_in_words

from .ways_in import LINKS_LIVE


def _program(message: Message) -> Program | None:
    return Program.objects.filter(pk=message.subject_id).first()


def render_coordinator_added(message: Message, now: datetime) -> Content:
    program = _program(message)
    assert program is not None and message.person is not None
    who = User.objects.filter(pk=message.params.get("by")).values_list("name", flat=True).first()
    told = {
        "who": who or "",
        "program": program.name,
        "what": posts_in_words(program, message.person),
    }
    return Content(
        subject=_("You help to run %(program)s") % told,
        heading=_("You are a coordinator now"),
        preheader=_("What you look after, and where it is."),
        paragraphs=[
            (
                _("%(who)s made you a coordinator of “%(program)s”: %(what)s.")
                if told["who"]
                else _("You were made a coordinator of “%(program)s”: %(what)s.")
            )
            % told,
            _(
                "You see who takes part, who works with whom and when they meet. What pairs write "
                "to each other stays theirs."
            ),
        ],
        buttons=[_first_button(program, message.person, str(told["who"]), now)],
        closing=[_("Not you, or not your wish? Answer whoever added you; they can take it back.")],
    )


def _first_button(program: Program, person: User, who: str, now: datetime) -> Button:
    if not is_new(person):
        page = page_url("mentorship:program", program.slug)
        return Button(_("Open the program"), page, primary=True)
    path = reverse("mentorship:program", args=[program.slug])
    way_in = invitation_url(
        person=person,
        about=program,
        now=now,
        expires_at=now + LINKS_LIVE,
        params={"inviter": who, "to": program.name, "next": path, "runs": True},
        scope=program.scope,
    )
    return Button(_("Choose how you sign in"), way_in, primary=True)


def coordinator_added_wanted(message: Message, now: datetime) -> str:
    program = _program(message)
    if program is None or program.is_archived:
        return _("The program is archived.")
    if not Coordinator.objects.of_program(program).held_by(message.person).exists():
        return _("They do not help to run it any more.")
    return ""


register(
    MailKind(
        name="mentorship.coordinator_added",
        klass="transactional",
        title=gettext_lazy("You help to run a program"),
        why=gettext_lazy("You get this once, because somebody made you a coordinator."),
        keeps_for=timedelta(days=30),
        secret=True,
        render=render_coordinator_added,
        still_wanted=coordinator_added_wanted,
    )
)
