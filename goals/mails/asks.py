"""Mails about asks and things from a shelf. Subjects stay neutral, and links to other sites stay on
the page: a mail leads to us alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message
from goals.models import Ask, ShelfShare
from goals.services.asks import ANSWERED, WRITTEN
from goals.services.shelf import SHARED


def _ask(message: Message) -> Ask | None:
    """The ask, while this reader may see it."""
    return (
        Ask.objects.visible_to(message.person).with_people().filter(pk=message.subject_id).first()
    )


def _thread(ask: Ask) -> str:
    return f"pairing-{ask.asker.pairing_id}"


def render_written(message: Message, now: datetime) -> Content:
    ask = _ask(message)
    assert ask is not None, "still_wanted is asked first"
    name = {"name": ask.asker.person.short_name}
    return Content(
        subject=_("%(name)s asks you for something") % name,
        heading=_("%(name)s asks you for something") % name,
        preheader=_("A line is enough, and “not now” is an answer too."),
        paragraphs=[ask.text],
        buttons=[Button(_("Answer"), page_url("goals:answer_ask", ask.pk), primary=True)],
        thread=_thread(ask),
    )


def written_still_wanted(message: Message, now: datetime) -> str:
    ask = _ask(message)
    return "" if ask is not None and ask.is_open else _("It needs no answer any more.")


def render_answered(message: Message, now: datetime) -> Content:
    ask = _ask(message)
    assert ask is not None and ask.answer is not None, "still_wanted is asked first"
    name, reply = {"name": ask.to.person.short_name}, ask.answer
    told = [reply.text, reply.item.title if reply.item else ""]
    if reply.commitment is not None:
        told.append(_("A promise: %(promise)s") % {"promise": reply.commitment.text})
    return Content(
        subject=_("%(name)s answered you") % name,
        heading=_("%(name)s answered what you asked") % name,
        preheader=_("Read it when it suits you."),
        paragraphs=[text for text in told if text],
        buttons=[Button(_("Open it"), page_url("goals:answer_ask", ask.pk), primary=True)],
        thread=_thread(ask),
    )


def answered_still_wanted(message: Message, now: datetime) -> str:
    ask = _ask(message)
    return "" if ask is not None and ask.answer is not None else _("There is no answer to tell.")


def _share(message: Message) -> ShelfShare | None:
    mine = ShelfShare.objects.received_by(message.person).newest_first()
    return mine.filter(pk=message.subject_id).first()


def render_shared(message: Message, now: datetime) -> Content:
    share = _share(message)
    assert share is not None, "still_wanted is asked first"
    item, name = share.item, {"name": share.item.owner.short_name}
    facts = [(_("What it is"), item.title)]
    facts += [(_("What it is good for"), item.note)] if item.note else []
    facts += [(_("You may skip"), item.skip)] if item.skip else []
    return Content(
        subject=_("%(name)s passed something on to you") % name,
        heading=_("Something that may help you"),
        preheader=_("From the shelf of somebody you work with."),
        paragraphs=[_("%(name)s thought of you. Take what fits and leave the rest.") % name],
        facts=facts,
        buttons=[Button(_("Open your asks"), page_url("goals:asks"), primary=True)],
        thread=f"pairing-{share.member.pairing_id}",
    )


def shared_still_wanted(message: Message, now: datetime) -> str:
    return "" if _share(message) is not None else _("It is not shared with you any more.")


register(
    MailKind(
        name=WRITTEN,
        klass="service",
        counts=True,
        title=gettext_lazy("Somebody asks you for something"),
        why=gettext_lazy("You get this because somebody you work with asked you."),
        keeps_for=timedelta(days=7),
        render=render_written,
        still_wanted=written_still_wanted,
    )
)
register(
    MailKind(
        name=ANSWERED,
        klass="service",
        counts=True,
        title=gettext_lazy("Answers to what you asked"),
        why=gettext_lazy("You get this because you asked for something."),
        keeps_for=timedelta(days=7),
        render=render_answered,
        still_wanted=answered_still_wanted,
    )
)
register(
    MailKind(
        name=SHARED,
        klass="service",
        counts=True,
        title=gettext_lazy("Things that are passed on to you"),
        why=gettext_lazy("You get this because somebody you work with shared something."),
        keeps_for=timedelta(days=7),
        render=render_shared,
        still_wanted=shared_still_wanted,
    )
)
