"""The curious questions in words. How many of each topic there are stands in curious.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from checkins.curious import Facts, Topic, choose

QUESTIONS = {
    Topic.FIRST: [
        _("What would make these months worth your while?"),
        _("Who has helped you most so far, and what did they do?"),
        _("What should I know about how you work best?"),
    ],
    Topic.STUCK: [
        _("Where exactly does it stop? Could you show me?"),
        _("What have you tried so far, and what did you learn from it?"),
        _("Who has been through something like this and could lend a hand?"),
    ],
    Topic.TIRED: [
        _("What would a version look like that fits into ten minutes?"),
        _("If this were gone from your list, what would you miss?"),
    ],
    Topic.LET_GO: [
        _("What did you find out by not doing it, or not all of it?"),
        _("What became more important, and how do you feel about that?"),
        _("What would the rest have needed?"),
    ],
    Topic.DONE: [
        _("What made it work this time?"),
        _("What was easier than you thought, and what was harder?"),
        _("What did the people around you notice?"),
    ],
    Topic.WIN: [
        _("Tell me about the moment you saw it had worked."),
        _("What in this was you, and what was luck?"),
    ],
    Topic.QUIET: [
        _("What have you learned about your goal that is written down nowhere?"),
        _("Is this still the goal you would choose today?"),
        _("What is the smallest thing that would show you it moves?"),
    ],
    Topic.DUE: [
        _("Which of your promises are you looking forward to?"),
        _("Which one would help most if you did nothing else?"),
        _("What could get in the way, and what will you do then?"),
    ],
    Topic.NO_GOAL: [
        _("What would you like to be able to do in three months?"),
        _("What have people asked you to do more of, or less?"),
    ],
    Topic.ANYTIME: [
        _("What has surprised you since we last talked?"),
        _("What are you thinking about that you have told nobody yet?"),
        _("What would you try if it could not go wrong?"),
        _("Where do you get more energy than you spend?"),
        _("What should we talk about that we never do?"),
        _("What could I do differently to be of more use to you?"),
    ],
}


def curious_questions(facts: Facts) -> list[str]:
    return [str(QUESTIONS[topic][which]) for topic, which in choose(facts)]
