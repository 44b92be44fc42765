"""What was agreed at a check-in, in writing, with a link to confirm it and, for one's own
promises alone, a link to say whether one wants to be asked about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, Section
from accounts.models import Message, User
from checkins import words
from checkins.models import CloseOut, Note
from checkins.queries.check_ins import following_check_in
from goals.models import Commitment, Consent
from goals.services import decide_token
from goals.words import EITHER_WAY
from mentorship.models import Pairing, members_at

CONFIRM = "checkins.confirm_close_out"
PUT_RIGHT = "checkins.put_right_close_out"
LINK_LIVES = timedelta(days=30)
GONE = gettext_noop("What this was about is gone.")
CONFIRMED = gettext_noop("It was confirmed on screen before this left.")
ANSWERED = gettext_noop("It was answered on screen before this left.")
RESTING = gettext_noop("The pairing is paused or has ended.")


def close_out_of(message: Message) -> CloseOut | None:
    return CloseOut.objects.with_people().filter(pk=message.subject_id).first()


def still_to_confirm(message: Message, now: datetime) -> str:
    rows = CloseOut.objects.select_related("check_in__pairing", "author__enrollment")
    close_out = rows.filter(pk=message.subject_id).first()
    if close_out is None:
        return GONE
    if close_out.confirmed_at is not None:
        return CONFIRMED
    if close_out.lines_back.written_by(message.person).exists():
        return ANSWERED
    return _while_active(close_out)


def still_to_keep(message: Message, now: datetime) -> str:
    rows = CloseOut.objects.select_related("check_in__pairing")
    close_out = rows.filter(pk=message.subject_id).first()
    return _while_active(close_out) if close_out else GONE


def _while_active(close_out: CloseOut) -> str:
    active = close_out.check_in.pairing.state == Pairing.State.ACTIVE
    return "" if active else RESTING


def to_confirm(message: Message, now: datetime) -> Content:
    close_out, reader = close_out_of(message), message.person
    assert close_out is not None and reader is not None
    author = close_out.author.person
    told = {
        "name": author.short_name,
        "day": words.day(close_out.check_in.local_on),
        "word": close_out.check_in.words.check_in,
    }
    others = words.names(words.others_of(close_out.check_in.pairing, reader))
    if close_out.is_half:
        return _half(close_out, reader, now)
    return Content(
        subject=_("Notes from your %(word)s") % told,
        preheader=_("Is this how you remember it too?"),
        paragraphs=[
            _("%(name)s wrote down what you talked about on %(day)s.") % told,
            *_thanks(close_out, author),
        ],
        quote=close_out.summary,
        quote_by=author.short_name if close_out.summary else "",
        facts=_next(close_out, reader, now),
        buttons=[
            Button(_("Yes, that’s how it was"), _url(CONFIRM, close_out, reader, now), True),
            Button(_("Not quite how I remember it"), _url(PUT_RIGHT, close_out, reader, now)),
        ],
        sections=[*_promises(close_out, reader, now)],
        closing=[
            _("You and %(others)s can see this, nobody else.") % {"others": others},
        ],
        footer_links=[Button(_("Open the %(word)s") % told, _page(close_out))],
        thread=f"pairing-{close_out.check_in.pairing_id}",
    )


def own_copy(message: Message, now: datetime) -> Content:
    """Whoever wrote it has it in writing too, with the question about promises of their own."""
    close_out, reader = close_out_of(message), message.person
    assert close_out is not None and reader is not None
    check_in = close_out.check_in
    told = {
        "day": words.day(check_in.local_on),
        "word": check_in.words.check_in,
        "others": words.names(words.others_of(check_in.pairing, reader)),
    }
    return Content(
        subject=_("Notes from your %(word)s") % told,
        preheader=_("What you wrote down, to keep."),
        paragraphs=[
            _("This is what you wrote down about %(day)s. It went to %(others)s too.") % told,
            *([_("Your thanks: “%s”") % close_out.thanks] if close_out.thanks else []),
        ],
        quote=close_out.summary,
        quote_by=reader.short_name if close_out.summary else "",
        facts=_next(close_out, reader, now),
        buttons=[Button(_("Open the %(word)s") % told, _page(close_out), primary=True)],
        sections=[*_promises(close_out, reader, now)],
        closing=[_("You and %(others)s can see this, nobody else.") % told],
        thread=f"pairing-{check_in.pairing_id}",
    )


def _half(close_out: CloseOut, reader: User, now: datetime) -> Content:
    """What a peer wrote for themselves. There is nothing to confirm; the reader has a half too."""
    author, check_in = close_out.author.person, close_out.check_in
    told = {
        "name": author.short_name,
        "day": words.day(check_in.local_on),
        "word": check_in.words.check_in,
    }
    others = words.names(words.others_of(check_in.pairing, reader))
    wrote = check_in.close_outs.filter(author__enrollment__user=reader).exists()
    write = page_url("checkins:close_out_check_in", check_in.pk)
    opened = Button(_("Open the %(word)s") % told, _page(close_out), primary=wrote)
    return Content(
        subject=_("Notes from your %(word)s") % told,
        preheader=_("Each of you writes a half."),
        paragraphs=[
            _("%(name)s wrote their half of your %(word)s on %(day)s.") % told,
            *_thanks(close_out, author),
        ],
        quote=close_out.summary,
        quote_by=author.short_name if close_out.summary else "",
        facts=_next(close_out, reader, now),
        buttons=[opened] if wrote else [Button(_("Write your half"), write, primary=True), opened],
        sections=[*_promises(close_out, reader, now)],
        closing=[_("You and %(others)s can see this, nobody else.") % {"others": others}],
        thread=f"pairing-{check_in.pairing_id}",
    )


def put_right(message: Message, now: datetime) -> Content:
    """A line back from somebody who remembers it differently."""
    line, reader = _line_of(message), message.person
    assert line is not None and line.close_out is not None and reader is not None
    line.close_out.check_in = line.check_in
    check_in, author = line.close_out.check_in, line.author.person
    told = {
        "name": author.short_name,
        "day": words.day(check_in.local_on),
        "word": check_in.words.check_in,
    }
    others = words.names(words.others_of(check_in.pairing, reader))
    return Content(
        subject=_("A line about your %(word)s") % told,
        preheader=_("Somebody remembers one thing differently."),
        paragraphs=[
            _("%(name)s read what you wrote about %(day)s, and remembers it like this:") % told
        ],
        quote=line.text,
        quote_by=author.short_name,
        buttons=[Button(_("Open the %(word)s") % told, _page(line.close_out), primary=True)],
        closing=[
            _("Both stand side by side; nothing needs to be decided."),
            _("You and %(others)s can see this, nobody else.") % {"others": others},
        ],
        thread=f"pairing-{check_in.pairing_id}",
    )


def still_to_put_right(message: Message, now: datetime) -> str:
    line = _line_of(message)
    if line is None:
        return GONE
    return "" if line.author.pairing.state == Pairing.State.ACTIVE else RESTING


def _line_of(message: Message) -> Note | None:
    lines = Note.objects.exclude(close_out=None).with_people()
    lines = lines.prefetch_related(members_at("check_in__pairing__members"))
    return lines.select_related("close_out").filter(pk=message.subject_id).first()


def _next(close_out: CloseOut, reader: User, now: datetime) -> list[tuple[str, str]]:
    following = following_check_in(close_out.check_in, now)
    return [(_("When you talk next"), words.when(reader, following.starts_at))] if following else []


def _thanks(close_out: CloseOut, author: User) -> list[str]:
    if not close_out.thanks:
        return []
    told = {"name": author.short_name, "thanks": close_out.thanks}
    return [_("%(name)s says thank you: “%(thanks)s”") % told]


def _promises(close_out: CloseOut, reader: User, now: datetime) -> list[Section]:
    sections = []
    rows = Commitment.objects.filter(origin__check_in=close_out.check_in).order_by("id")
    if close_out.is_half:  # the others' promises come with their own halves
        rows = rows.filter(owner=close_out.author)
    for promise in rows.select_related("owner__enrollment__user", "consent"):
        mine = promise.person.pk == reader.pk
        told = {"name": promise.person.short_name}
        section = Section(
            heading=_("You promised") if mine else _("%(name)s promised") % told,
            paragraphs=[promise.text, _("By %(day)s.") % {"day": words.day(promise.due_on)}],
        )
        if mine:
            _add_question(section, promise, now)
        elif promise.is_open:
            section.paragraphs.append(str(EITHER_WAY))
        sections.append(section)
    return sections


def _add_question(section: Section, promise: Commitment, now: datetime) -> None:
    """For the owner alone. Yes and no weigh the same."""
    consent = getattr(promise, "consent", None)
    if consent is None or consent.state != Consent.State.OFFERED or not promise.is_open:
        return
    token = decide_token(consent, now)
    section.paragraphs.append(
        _("Would you like to be asked how it went? Only you decide, and nobody else sees it.")
    )
    section.buttons = [
        Button(_("Ask me about this"), token.url(decision="ask")),
        Button(_("Don’t ask me"), token.url(decision="dont")),
    ]


def _url(purpose: str, close_out: CloseOut, reader: User, now: datetime) -> str:
    return action_url(
        purpose, about=close_out, person=reader, scope=close_out.scope, now=now, lives=LINK_LIVES
    )


def _page(close_out: CloseOut) -> str:
    return page_url("checkins:check_in", close_out.check_in_id)
