"""What each step from state to state means for people, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.models import Cohort, Enrollment, Pairing, Program


@dataclass(frozen=True)
class Step:
    """One page that asks for a yes."""

    label: str  # of the button and the page
    heading: str
    happens: list[str]
    can_be_done: bool = True  # else the page says why not, and has no button


DONE = {
    "open_program": lambda: _("Open. People can be entered and invited now."),
    "archive_program": lambda: _("Archived. All of it can still be read."),
    "reopen_program": lambda: _("Open again."),
    "start_recruiting": lambda: _("Recruiting. People may come in now."),
    "close_cohort": lambda: _("Closed for anybody new."),
}


def done_words(verb: str) -> str:
    return DONE[verb]()


def program_step(verb: str, program: Program) -> Step:
    name = {"name": program.name}
    if verb == "open_program":
        return Step(
            _("Open program"),
            _("Open %(name)s?") % name,
            [
                _("From now on people can be entered and invited, and get mail about it."),
                _("Nobody is written to by this step alone."),
                _("Words, dates and coordinators can change afterwards, too."),
            ],
        )
    if verb == "archive_program":
        working = Pairing.objects.in_program(program).holding_seats().count()
        told = _archiving(working)
        return Step(_("Archive program"), _("Archive %(name)s?") % name, told, not working)
    return Step(
        _("Reopen program"),
        _("Reopen %(name)s?") % name,
        [
            _("Everything is as it was, and can change again."),
            _("Nobody is written to by this step."),
        ],
    )


def _archiving(working: int) -> list[str]:
    if working:
        told = ngettext(
            "One pair still works in it. It can be archived once they have ended.",
            "%(count)s pairs still work in it. It can be archived once they have ended.",
            working,
        )
        return [told % {"count": working}]
    return [
        _("It is read only for everybody. Nothing in it is planned or mailed any more."),
        _("Invitations that nobody has answered lapse; mails that wait do not leave."),
        _("People keep what they wrote, and you can still export. You can reopen it."),
    ]


def cohort_step(verb: str, cohort: Cohort) -> Step:
    name = {"name": cohort.name}
    if verb == "start_recruiting":
        return Step(
            _("Start recruiting"),
            _("Let people into %(name)s?") % name,
            [
                _("People can come in, by whichever ways you open."),
                _("Nobody is written to by this step alone."),
            ],
        )
    return Step(_("Close cohort"), _("Close %(name)s before its last day?") % name, _ending(cohort))


def _ending(cohort: Cohort) -> list[str]:
    pairs = Pairing.objects.in_cohort(cohort)
    working, drafts = pairs.holding_seats().count(), pairs.proposed().count()
    people = Enrollment.objects.in_cohort(cohort)
    invited = people.in_state(Enrollment.State.INVITED).count()
    waiting = people.waiting_for_a_place().count()
    told = [_("Nobody new comes in, and no more pairs are published.")]
    if working:
        sentence = ngettext(
            "One pair works on until its own last day. Then the cohort is closed.",
            "%(count)s pairs work on until their own last day. Then the cohort is closed.",
            working,
        )
        told.append(sentence % {"count": working})
    else:
        told.append(_("Nobody works in it, so it is closed at once, for good."))
    if drafts:
        sentence = ngettext(
            "One proposed pair is dropped; nobody has heard of it.",
            "%(count)s proposed pairs are dropped; nobody has heard of them.",
            drafts,
        )
        told.append(sentence % {"count": drafts})
    if invited:
        sentence = ngettext(
            "One invitation that is not answered yet lapses.",
            "%(count)s invitations that are not answered yet lapse.",
            invited,
        )
        told.append(sentence % {"count": invited})
    if waiting:
        sentence = ngettext(
            "One person who applied and waits is told that it will not be this round.",
            "%(count)s people who applied and wait are told that it will not be this round.",
            waiting,
        )
        told.append(sentence % {"count": waiting})
    return told


def program_rule(program: Program) -> str:
    """What its state means, in a sentence."""
    return {
        Program.State.DRAFT: _("Nobody hears of it before you open it."),
        Program.State.OPEN: _("People can be entered, paired and written to."),
        Program.State.ARCHIVED: _("Read only. Nothing in it is planned or mailed."),
    }[Program.State(program.state)]


def cohort_rule(cohort: Cohort) -> str:
    """What its state means, and what moves it on."""
    state = Cohort.State(cohort.state)
    if cohort.program.is_archived:
        return program_rule(cohort.program)
    return {
        Cohort.State.PLANNED: _("Starts recruiting when you say so, or with the first people."),
        Cohort.State.RECRUITING: _("People come in. It goes on with the first proposal of pairs."),
        Cohort.State.MATCHING: _("Pairs are proposed. It runs once you publish the first."),
        Cohort.State.RUNNING: _("Pairs work. It begins to close on its last day by itself."),
        Cohort.State.CLOSING: _("Nobody new begins. It closes once no pair works in it."),
        Cohort.State.CLOSED: _("It stays as it was. Duplicate it to go on."),
    }[state]
