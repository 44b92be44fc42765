"""What a person may type. Shape is judged here, meaning in services."""

from .calendars import CalendarForm
from .check_ins import (
    CancelForm,
    CloseOutForm,
    CloseOutForms,
    LogCheckInForm,
    MoveForm,
    PromiseForm,
    as_planned,
)
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
from .free import FreeExceptionForm, FreeHoursForm
from .mails import LogFromMailForm
from .notes import HistoryForm, LineBackForm, NoteForm
from .practice import PracticeNoteForm
from .preparation import AskedForm, PrepareForm, SaveQuestionForm
from .reports import (
    AddToReportForm,
    AnswerReportForm,
    ReportForms,
    ReportFromMailForm,
    TapForm,
    WeekForm,
    mail_wish,
)
from .rhythms import RhythmForm
from .times import PickTimeForm, ProposeTimesForm

__all__ = [
    "AddToReportForm",
    "AnswerAsColleagueForm",
    "AnswerFeedbackForm",
    "AnswerReportForm",
    "AnswerRequestForm",
    "AskColleagueForm",
    "AskedForm",
    "CalendarForm",
    "CancelForm",
    "CloseOutForm",
    "CloseOutForms",
    "DeclineAsColleagueForm",
    "FeedbackFilterForm",
    "FeedbackRhythmForm",
    "FreeExceptionForm",
    "FreeHoursForm",
    "GiveFeedbackForm",
    "HistoryForm",
    "LineBackForm",
    "LogCheckInForm",
    "LogFromMailForm",
    "MoveForm",
    "NoteForm",
    "PickTimeForm",
    "PracticeNoteForm",
    "PrepareForm",
    "PromiseForm",
    "ProposeTimesForm",
    "ReportForms",
    "ReportFromMailForm",
    "RequestFeedbackForm",
    "RhythmForm",
    "SaveQuestionForm",
    "SayMoreForm",
    "ShareAnswerForm",
    "TapForm",
    "WeekForm",
    "as_planned",
    "mail_wish",
]
