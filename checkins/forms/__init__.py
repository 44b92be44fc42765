"""What a person may type. Shape is judged here, meaning in services."""

from .calendars import CalendarForm
from .check_ins import CloseOutForm, CloseOutForms, MoveForm, PromiseForm
from .feedback import (
    AnswerFeedbackForm,
    FeedbackFilterForm,
    FeedbackRhythmForm,
    GiveFeedbackForm,
)
from .feedback_requests import (
    AnswerAsColleagueForm,
    AnswerRequestForm,
    AskColleagueForm,
    DeclineAsColleagueForm,
    RequestFeedbackForm,
    SayMoreForm,
    ShareAnswerForm,
)
from .mails import LogFromMailForm
from .practice import PracticeNoteForm

__all__ = [
    "AnswerAsColleagueForm",
    "AnswerFeedbackForm",
    "AnswerRequestForm",
    "AskColleagueForm",
    "CalendarForm",
    "CloseOutForm",
    "CloseOutForms",
    "DeclineAsColleagueForm",
    "FeedbackFilterForm",
    "FeedbackRhythmForm",
    "GiveFeedbackForm",
    "LogFromMailForm",
    "MoveForm",
    "PracticeNoteForm",
    "PromiseForm",
    "RequestFeedbackForm",
    "SayMoreForm",
    "ShareAnswerForm",
]
