"""Facts of the rhythm floor. Each file holds one noun."""

from .checkins import CheckIn, CheckInInvitation, CommitmentOrigin, Rhythm
from .closeouts import CloseOut, Note
from .feedback import Feedback, FeedbackReply
from .nudges import Nudge

__all__ = [
    "CheckIn",
    "CheckInInvitation",
    "CloseOut",
    "CommitmentOrigin",
    "Feedback",
    "FeedbackReply",
    "Note",
    "Nudge",
    "Rhythm",
]
