"""Facts of the promises floor. Each file holds one noun."""

from .asking import AskingStyle
from .asks import Ask, AskReply
from .commitments import Commitment, CommitmentAnswer, CueRevision
from .consents import Consent, ConsentTerms
from .goals import Goal, GoalRevision
from .measures import Measure
from .milestones import Milestone
from .offers import DraftOffer, GoalQuestion, GoalQuestionAnswer
from .plans import Plan, PlanGoal, PlanReview, PlanTheme
from .progress import ProgressEntry
from .reflections import Reflection
from .shelf import ShelfItem, ShelfShare
from .wins import Cheer, Win, around_wins

__all__ = [
    "Ask",
    "AskReply",
    "AskingStyle",
    "Cheer",
    "Commitment",
    "CommitmentAnswer",
    "Consent",
    "ConsentTerms",
    "CueRevision",
    "DraftOffer",
    "Goal",
    "GoalQuestion",
    "GoalQuestionAnswer",
    "GoalRevision",
    "Measure",
    "Milestone",
    "Plan",
    "PlanGoal",
    "PlanReview",
    "PlanTheme",
    "ProgressEntry",
    "Reflection",
    "ShelfItem",
    "ShelfShare",
    "Win",
    "around_wins",
]
