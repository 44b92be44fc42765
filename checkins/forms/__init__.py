"""What a person may type. Shape is judged here, meaning in services."""

from .check_ins import CloseOutForm, CloseOutForms, MoveForm, PromiseForm
from .feedback import AnswerFeedbackForm, GiveFeedbackForm
from .mails import LogFromMailForm

__all__ = [
    "AnswerFeedbackForm",
    "CloseOutForm",
    "CloseOutForms",
    "GiveFeedbackForm",
    "LogFromMailForm",
    "MoveForm",
    "PromiseForm",
]
