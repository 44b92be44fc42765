"""What a person may type. Shape is judged here, meaning in services."""

from .asking import AskingForm, DecideForm, PauseForm, TermsForm
from .asks import AnswerAskForm, AskForm, ShareForm, ShelfForm
from .commitments import STOP, AnswerForm, CommitmentForm, MailAnswerForm, next_week
from .goals import (
    GoalForm,
    LearnedForm,
    SentenceForm,
    goal_initial,
    language,
)
from .milestones import DropMilestoneForm, MilestoneForm
from .offers import (
    DraftOfferForm,
    EditPracticeForm,
    GoalAnswerForm,
    GoalQuestionForm,
    PracticeForm,
    practice_initial,
)
from .plans import PlanForm, PlanReviewForm, next_initial, plan_initial
from .progress import ProgressForm, entry_initial
from .reflections import ReflectionForm
from .splits import CueForm, HourForm, SplitForms, a_good_hour
from .wins import WinForm

__all__ = [
    "STOP",
    "AnswerAskForm",
    "AnswerForm",
    "AskForm",
    "AskingForm",
    "CommitmentForm",
    "CueForm",
    "DecideForm",
    "DraftOfferForm",
    "DropMilestoneForm",
    "EditPracticeForm",
    "GoalAnswerForm",
    "GoalForm",
    "GoalQuestionForm",
    "HourForm",
    "LearnedForm",
    "MailAnswerForm",
    "MilestoneForm",
    "PauseForm",
    "PlanForm",
    "PlanReviewForm",
    "PracticeForm",
    "ProgressForm",
    "ReflectionForm",
    "SentenceForm",
    "ShareForm",
    "ShelfForm",
    "SplitForms",
    "TermsForm",
    "WinForm",
    "a_good_hour",
    "entry_initial",
    "goal_initial",
    "language",
    "next_initial",
    "next_week",
    "plan_initial",
    "practice_initial",
]
