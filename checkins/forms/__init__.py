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
from .reports import (
    AddToReportForm,
    AnswerReportForm,
    ReportForms,
    ReportFromMailForm,
    TapForm,
    WeekForm,
    mail_wish,
)

__all__ = [
    "AddToReportForm",
    "AnswerAsColleagueForm",
    "AnswerFeedbackForm",
    "AnswerReportForm",
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
    "ReportForms",
    "ReportFromMailForm",
    "RequestFeedbackForm",
    "SayMoreForm",
    "ShareAnswerForm",
    "TapForm",
    "WeekForm",
    "mail_wish",
]
