"""Facts of the program floor. Each file holds one noun."""

from .agreements import Agreement, AgreementSignature
from .apart import ForbiddenPair
from .applications import ApplicationDraft, EligibilityRule, Entrance
from .enrollments import Enrollment
from .pairings import Pairing, PairingMember, members_at
from .programs import Cohort, Coordinator, Program
from .questions import OWN, Question
from .requests import PairingRequest
from .rosters import ColumnChoice, RosterImport
from .runs import MatchingRun

__all__ = [
    "OWN",
    "Agreement",
    "AgreementSignature",
    "ApplicationDraft",
    "Cohort",
    "ColumnChoice",
    "Coordinator",
    "EligibilityRule",
    "Enrollment",
    "Entrance",
    "ForbiddenPair",
    "MatchingRun",
    "Pairing",
    "PairingMember",
    "PairingRequest",
    "Program",
    "Question",
    "RosterImport",
    "members_at",
]
