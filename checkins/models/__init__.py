"""Facts of the rhythm floor. Each file holds one noun."""

from .calendars import PersonalCalendar
from .changes import CheckInChange, MetElsewhere
from .checkins import CheckIn, CheckInInvitation, CommitmentOrigin, Rhythm
from .closeouts import CloseOut
from .feedback import Feedback, FeedbackActedOn, FeedbackLater, FeedbackReply
from .feedback_requests import ColleagueAnswer, ColleagueSilence, FeedbackRequest, SharedAnswer
from .feedback_rhythms import FeedbackRhythm
from .free import FreeException, FreeWeek
from .notes import Note
from .nudges import Nudge
from .off_days import OffDay
from .practice import PracticeNote
from .preparation import Preparation, SavedQuestion
from .reports import Report, ReportAddendum, ReportReply
from .rhythms import RhythmAgreement, RhythmProposal
from .times import ProposedTime, TimeAnswer, TimeProposal

__all__ = [
    "CheckIn",
    "CheckInChange",
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
    "FreeException",
    "FreeWeek",
    "MetElsewhere",
    "Note",
    "Nudge",
    "OffDay",
    "PersonalCalendar",
    "PracticeNote",
    "Preparation",
    "ProposedTime",
    "Report",
    "ReportAddendum",
    "ReportReply",
    "Rhythm",
    "RhythmAgreement",
    "RhythmProposal",
    "SavedQuestion",
    "SharedAnswer",
    "TimeAnswer",
    "TimeProposal",
]
