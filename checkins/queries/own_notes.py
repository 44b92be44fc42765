"""What a member wrote in one pairing, as a text to take along. Nobody else's words are in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from checkins import report_words, words
from checkins.models import CloseOut, Feedback, Note, Preparation, Report, SavedQuestion
from goals.models import Commitment, Goal
from mentorship.models import MemberCard, PairingMember


def own_notes(member: PairingMember) -> str:
    """Markdown, since it reads well as plain text too."""
    pairing = member.pairing
    told = {"names": words.names(words.others_of(pairing, member.person))}
    head = [f"# {_('What I wrote, working with %(names)s') % told}", pairing.cohort.program.name]
    parts = [_card(member), _goals(member), _promises(member), _brought(member), _notes(member)]
    parts += [_close_outs(member), _reports(member), _feedback(member)]
    lines = [line for part in parts for line in part]
    return "\n\n".join([*head, *(lines or [_("Nothing was written down.")])]) + "\n"


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield from lines


def _card(member: PairingMember) -> Iterator[str]:
    """The answers in which they told the others about themselves."""
    card = MemberCard.objects.filter(member=member).first()
    told = [(name, getattr(card, name)) for name in MemberCard.ANSWERS] if card else []
    lines = [f"- {_question(name)}\n  {answer}" for name, answer in told if answer]
    return _section(_("What I wrote about myself"), lines)


def _question(name: str) -> str:
    return capfirst(MemberCard._meta.get_field(name).verbose_name)


def _goals(member: PairingMember) -> Iterator[str]:
    goals = Goal.objects.filter(owner=member).order_by("id")
    lines = []
    for goal in goals:
        said = [goal.relevant, goal.realistic, goal.learned]
        day = f" ({date_format(goal.due_on)})" if goal.due_on else ""
        state = goal.get_state_display()
        lines.append("\n".join([f"- {goal.title}{day}: {state}", *(f"  {t}" for t in said if t)]))
    return _section(_("Goals"), lines)


def _promises(member: PairingMember) -> Iterator[str]:
    promises = Commitment.objects.filter(owner=member).prefetch_related("answers")
    lines = []
    for promise in promises.order_by("due_on", "id"):
        notes = [answer.note for answer in promise.answers.all() if answer.note]
        state = promise.get_state_display()
        first = f"- {promise.text} ({date_format(promise.due_on)}): {state}"
        lines.append("\n".join([first, *(f"  {note}" for note in notes)]))
    return _section(_("Promises"), lines)


def _brought(member: PairingMember) -> Iterator[str]:
    """For themselves alone too: the file is theirs."""
    rows = Preparation.objects.filter(member=member).select_related("check_in").order_by("id")
    lines = [
        "\n".join(
            [f"- {date_format(row.check_in.local_on)}"]
            + [f"  {text}" for text in (row.summary, row.private_note) if text]
        )
        for row in rows
    ]
    lines += [f"- {row.text}" for row in SavedQuestion.objects.filter(author=member)]
    return _section(_("What I brought when we met"), lines)


def _notes(member: PairingMember) -> Iterator[str]:
    notes = Note.objects.filter(author=member).select_related("check_in")
    lines = [
        f"- {date_format(_day_of(note, member))} ({note.get_ink_display()})\n  {note.text}"
        for note in notes
    ]
    return _section(_("Notes"), lines)


def _day_of(note: Note, member: PairingMember) -> date:
    """Of the talk, or on which it was written about working together."""
    return note.check_in.local_on if note.check_in else member.person.local_date(note.written_at)


def _close_outs(member: PairingMember) -> Iterator[str]:
    rows = CloseOut.objects.filter(author=member).select_related("check_in")
    lines = [
        "\n".join(
            [f"- {date_format(row.check_in.local_on)}"]
            + [f"  {text}" for text in (row.summary, row.thanks) if text]
        )
        for row in rows
    ]
    return _section(_("After you met"), lines)


def _feedback(member: PairingMember) -> Iterator[str]:
    rows = Feedback.objects.filter(author=member).order_by("id")
    lines = [f"- {date_format(row.given_at)}\n  {row.text}" for row in rows]
    return _section(_("Feedback I gave"), lines)


def _reports(member: PairingMember) -> Iterator[str]:
    rows = Report.objects.filter(member=member).sent().prefetch_related("addenda").order_by("id")
    lines = []
    for row in rows:
        said = [f"{question}: {text}" for question, text in report_words.told(row)]
        said += [added.text for added in row.addenda.all()]
        first = f"- {report_words.span(row.since_on, row.until_on)} {row.get_mood_display()}"
        lines.append("\n".join([first.rstrip(), *(f"  {text}" for text in said)]))
    return _section(_("My weeks"), lines)
