"""Mails of a pairing's life: a break and its end, whether it fits, the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.clock import local_date
from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from mentorship.models import (
    Agreement,
    AgreementSignature,
    FitCheck,
    Pairing,
    PairingMember,
    PartingNote,
)
from mentorship.queries.criteria import listed

ANSWER_FIT = "mentorship.answer_fit"
REQUEST_REMATCH = "mentorship.request_rematch"
LINKS_LIVE = timedelta(days=30)
ENDED = gettext_lazy("This pairing has ended.")
RESTING = gettext_lazy("The pairing is paused or has ended.")


def member_of(message: Message) -> PairingMember | None:
    return PairingMember.objects.with_person().filter(pk=message.subject_id).first()


def _expect_member(message: Message) -> PairingMember:
    member = member_of(message)
    assert member is not None
    return member


def others_of(member: PairingMember) -> list[User]:
    others = member.pairing.members.with_person().exclude(pk=member.pk)
    return [other.person for other in others]


def names_of(people: list[User]) -> str:
    return listed([person.short_name for person in people])


def all_names(member: PairingMember, you: str) -> str:
    """“You and Tariq”, “You, Tariq and Ivy”: whoever reads it comes first."""
    return listed([you, *(person.short_name for person in others_of(member))], most=None)


def see_pairing(pk: int, *, primary: bool = True) -> Button:
    return Button(_("See your pairing"), page_url("mentorship:pairing", pk), primary=primary)


# -- A break, and its end ------------------------------------------------------------------


def render_paused(message: Message, now: datetime) -> Content:
    member = _expect_member(message)
    told = {"all": all_names(member, _("You"))}
    until = member.pairing.paused_until
    if until is None:
        when = _("It goes on when one of you says so; nothing is asked of you meanwhile.")
    else:
        when = _("It goes on by itself on %(day)s; nothing is asked of you meanwhile.") % {
            "day": date_format(until)
        }
    return Content(
        subject=_("Your pairing is having a break"),
        heading=_("A break, and everything waits"),
        preheader=when,
        paragraphs=[_("%(all)s are having a break.") % told, when],
        buttons=[see_pairing(member.pairing_id)],
        closing=[_("Planned meetings are called off in the calendars that know them.")],
        thread=f"pairing-{member.pairing_id}",
    )


def paused_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    if member is None or member.pairing.state != Pairing.State.PAUSED:
        return _("The break is over already.")
    return ""


def render_resumed(message: Message, now: datetime) -> Content:
    member = _expect_member(message)
    told = {"all": all_names(member, _("You"))}
    return Content(
        subject=_("Your pairing goes on"),
        heading=_("On again"),
        preheader=_("The next meetings are being planned."),
        paragraphs=[
            _("%(all)s go on from where you were.") % told,
            _("The next meetings are being planned, and calendars are told as before."),
        ],
        buttons=[see_pairing(member.pairing_id)],
        thread=f"pairing-{member.pairing_id}",
    )


def resumed_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    if member is None or member.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    return ""


# -- The end -------------------------------------------------------------------------------


def render_ended(message: Message, now: datetime) -> Content:
    """Neither who ended it nor why: the answer about that is nobody else's."""
    member = _expect_member(message)
    told = {"names": names_of(others_of(member))}
    notes = PartingNote.objects.filter(member__pairing=member.pairing_id).exclude(member=member)
    note = notes.select_related("member__enrollment__user").first()
    buttons = [
        Button(
            _("Take your notes along"), page_url("checkins:notes", member.pairing_id), primary=True
        ),
        see_pairing(member.pairing_id, primary=False),
    ]
    closing = [_("Goals and promises stay with whoever made them.")]
    if _may_look_on(member, now):
        buttons.append(Button(_("Find me somebody else"), _rematch_link(member, now)))
        closing.append(_("Nobody is paired again without having asked for it."))
    has_left = member.pairing.goes_on_as_id is not None
    return Content(
        subject=_("You have left your group") if has_left else _("Your pairing has ended"),
        heading=_("Your time with %(names)s has come to its end") % told,
        preheader=_("What each of you wrote stays yours."),
        paragraphs=[
            _what_stays(has_left) % told,
            *([_("%(name)s leaves you a few words:") % _name(note)] if note else []),
        ],
        quote=note.text if note else "",
        quote_by=note.member.person.short_name if note else "",
        buttons=buttons,
        closing=closing,
        thread=f"pairing-{member.pairing_id}",
    )


def _what_stays(has_left: bool) -> str:
    """Of a group that goes on without them nothing is theirs to read any more but their own."""
    if has_left:
        return _(
            "%(names)s go on as two, and your meetings with them are over. What you wrote stays "
            "yours; what they write from now on is theirs."
        )
    return _("Future meetings are called off. What you wrote to each other stays readable.")


def _name(note: PartingNote) -> dict[str, str]:
    return {"name": note.member.person.short_name}


def _may_look_on(member: PairingMember, now: datetime) -> bool:
    cohort, place = member.pairing.cohort, member.enrollment
    if not cohort.may_change or cohort.is_over(local_date(now, cohort.zone)):
        return False
    wishes = place.rematch_wishes.open().exists()
    return place.state == "accepted" and place.has_room and not wishes


def _rematch_link(member: PairingMember, now: datetime) -> str:
    return act(member, member.person, REQUEST_REMATCH, member.pairing.scope, now)


def act(about: Model, person: User, purpose: str, scope: str, now: datetime) -> str:
    return action_url(purpose, about=about, person=person, scope=scope, now=now, lives=LINKS_LIVE)


def ended_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    return "" if member is not None and member.pairing.state == Pairing.State.CLOSED else ENDED


# -- One of three leaves -------------------------------------------------------------------


def render_left(message: Message, now: datetime) -> Content:
    member, reader = _expect_member(message), message.person
    assert reader is not None and member.pairing.goes_on_as is not None
    others = [person for person in others_of(member) if person.pk != reader.pk]
    told = {"name": member.person.short_name, "other": names_of(others)}
    note = PartingNote.objects.filter(member=member).first()
    page = page_url("mentorship:draft_agreement", member.pairing.goes_on_as_id)
    return Content(
        subject=_("You go on as two"),
        heading=_("You and %(other)s go on as two") % told,
        preheader=_("Your meetings stay as they are."),
        paragraphs=[
            _("%(name)s has left your group. Your meetings stay as they are.") % told,
            _what_to_write(member.pairing.goes_on_as),
            *([_("%(name)s leaves you a few words:") % told] if note else []),
        ],
        quote=note.text if note else "",
        quote_by=member.person.short_name if note else "",
        buttons=[
            Button(_("Write agreement"), page, primary=True),
            see_pairing(member.pairing.goes_on_as_id, primary=False),
        ],
        closing=[_("Goals and promises stay with whoever made them.")],
        thread=f"pairing-{member.pairing.goes_on_as_id}",
    )


def _what_to_write(pairing: Pairing) -> str:
    if pairing.agreements.once_signed().exists():
        return _(
            "What three agreed is not yet what two have agreed: write a new version. It counts "
            "once you have both signed it."
        )
    return _(
        "Write down how you two want to work together; most of it is there already. It counts once "
        "you have both signed it."
    )


def left_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    goes_on = member.pairing.goes_on_as if member is not None else None
    return ENDED if goes_on is None or goes_on.state == Pairing.State.CLOSED else ""


# -- Whether it fits -----------------------------------------------------------------------


def _check(message: Message) -> FitCheck | None:
    checks = FitCheck.objects.select_related(
        "member__enrollment__user", "member__pairing__cohort__program"
    )
    return checks.filter(pk=message.subject_id).first()


def render_fit_check(message: Message, now: datetime) -> Content:
    check = _check(message)
    assert check is not None
    member = check.member
    told = {"names": names_of(others_of(member))}
    link = act(check, member.person, ANSWER_FIT, check.scope, now)
    first = (
        _("You have met for the first time. How is it with %(names)s?")
        if check.moment == FitCheck.Moment.FIRST
        else _("A month has passed. How is it with %(names)s?")
    ) % told
    return Content(
        subject=_("How is it going so far?"),
        heading=_("Does it fit?"),
        preheader=_("Three answers, one press, and nobody you work with reads it."),
        paragraphs=[
            first,
            _("Every answer is a good one. You can change it later, on the page of your pairing."),
        ],
        buttons=[  # none stands out: every answer weighs the same
            Button(_("It is good"), f"{link}?answer=good"),
            Button(_("I am still deciding"), f"{link}?answer=deciding"),
            Button(_("It is not a fit"), f"{link}?answer=no_fit"),
        ],
        closing=[
            _("Whoever you work with is never told, neither your answer nor that you answered."),
            _("Whether your coordinators read it, with your name, is your choice each time."),
        ],
        thread=f"pairing-{member.pairing_id}",
    )


def fit_check_wanted(message: Message, now: datetime) -> str:
    check = _check(message)
    if check is None or check.answer:
        return _("It was answered already.")
    return "" if check.member.pairing.state == Pairing.State.ACTIVE else RESTING


# -- No agreement after two weeks ----------------------------------------------------------


def render_agreement_open(message: Message, now: datetime) -> Content:
    member = _expect_member(message)
    is_written = member.pairing.agreements.filter(state=Agreement.State.DRAFT).exists()
    page = "mentorship:agreement" if is_written else "mentorship:draft_agreement"
    first = (
        _("How %(all)s want to work is written down and waits for your name.")
        % {"all": all_names(member, _("you"))}
        if is_written
        else _("%(all)s have not written down yet how you want to work.")
        % {"all": all_names(member, _("You"))}
    )
    return Content(
        subject=_("Ten minutes for your agreement"),
        heading=_("How do you want to work together?"),
        preheader=_("Most of it is there already. Change what does not fit."),
        paragraphs=[first, _("Pairs that talk about it once have it easier later.")],
        buttons=[
            Button(
                _("Read the agreement") if is_written else _("Write agreement"),
                page_url(page, member.pairing_id),
                primary=True,
            )
        ],
        closing=[_("No further mail comes about it.")],
        thread=f"pairing-{member.pairing_id}",
    )


def agreement_open_wanted(message: Message, now: datetime) -> str:
    member = member_of(message)
    if member is None or member.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    if member.pairing.agreements.filter(state=Agreement.State.SIGNED).exists():
        return _("It is signed already.")
    mine = AgreementSignature.objects.filter(member=member, agreement__state="draft")
    return _("They have signed it already.") if mine.exists() else ""


YOU_WORK = gettext_lazy("You get this because you work with somebody in a program.")

register(
    MailKind(
        name="mentorship.pairing_paused",
        klass="transactional",
        title=gettext_lazy("A break"),
        why=YOU_WORK,
        keeps_for=timedelta(days=7),
        render=render_paused,
        still_wanted=paused_wanted,
    )
)
register(
    MailKind(
        name="mentorship.pairing_resumed",
        klass="transactional",
        title=gettext_lazy("On again after a break"),
        why=YOU_WORK,
        keeps_for=timedelta(days=7),
        render=render_resumed,
        still_wanted=resumed_wanted,
    )
)
register(
    MailKind(
        name="mentorship.pairing_ended",
        klass="transactional",
        title=gettext_lazy("The end of a pairing"),
        why=gettext_lazy("You get this once, because your pairing has ended."),
        keeps_for=timedelta(days=14),
        render=render_ended,
        still_wanted=ended_wanted,
    )
)
register(
    MailKind(
        name="mentorship.member_left",
        klass="transactional",
        title=gettext_lazy("One of three has left"),
        why=gettext_lazy("You get this once, because one of your group has left."),
        keeps_for=timedelta(days=14),
        render=render_left,
        still_wanted=left_wanted,
    )
)
register(
    MailKind(
        name="mentorship.fit_check",
        klass="service",
        title=gettext_lazy("Does it fit? (twice)"),
        why=YOU_WORK,
        keeps_for=timedelta(days=7),
        counts=True,
        render=render_fit_check,
        still_wanted=fit_check_wanted,
    )
)
register(
    MailKind(
        name="mentorship.agreement_open",
        klass="service",
        title=gettext_lazy("No agreement after two weeks (once)"),
        why=YOU_WORK,
        keeps_for=timedelta(days=7),
        counts=True,
        render=render_agreement_open,
        still_wanted=agreement_open_wanted,
    )
)
