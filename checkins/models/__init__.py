"""Facts of the rhythm floor. Each file holds one noun."""

from .calendars import PersonalCalendar
from .checkins import CheckIn, CheckInInvitation, CommitmentOrigin, Rhythm
from .closeouts import CloseOut, Note
from .feedback import Feedback, FeedbackActedOn, FeedbackLater, FeedbackReply
from .feedback_requests import ColleagueAnswer, ColleagueSilence, FeedbackRequest, SharedAnswer
from .feedback_rhythms import FeedbackRhythm
from .nudges import Nudge
from .off_days import OffDay
from .practice import PracticeNote
from .reports import Report, ReportAddendum, ReportReply

__all__ = [
    "CheckIn",
    "CheckInInvitation",
    "CloseOut",
    "ColleagueAnswer",
    "ColleagueSilence",
    "CommitmentOrigin",
    "Feedback",
    "FeedbackActedOn",
    "FeedbackLater",
    "FeedbackReply",
    "FeedbackRequest",
    "FeedbackRhythm",
    "Note",
    "Nudge",
    "OffDay",
    "PersonalCalendar",
    "PracticeNote",
    "Report",
    "ReportAddendum",
    "ReportReply",
    "Rhythm",
    "SharedAnswer",
]
