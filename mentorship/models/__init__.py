"""Facts of the program floor. Each file holds one noun."""

from .agreements import Agreement, AgreementSignature
from .apart import ForbiddenPair
from .applications import ApplicationDraft, EligibilityRule, Entrance
from .breaks import Break
from .enrollments import Enrollment
from .life import (
    Extension,
    ExtensionAgreement,
    FitCheck,
    MemberCard,
    NeverAgain,
    PartingNote,
    RematchWish,
)
from .pairings import Pairing, PairingMember, members_at, seat_members
from .programs import CadenceFields, Cohort, Coordinator, Program
from .questions import OWN, Question
from .requests import PairingRequest
from .rosters import ColumnChoice, RosterImport
from .runs import MatchingRun

__all__ = [
    "OWN",
    "Agreement",
    "AgreementSignature",
    "ApplicationDraft",
    "Break",
    "CadenceFields",
    "Cohort",
    "ColumnChoice",
    "Coordinator",
    "EligibilityRule",
    "Enrollment",
    "Entrance",
    "Extension",
    "ExtensionAgreement",
    "FitCheck",
    "ForbiddenPair",
    "MatchingRun",
    "MemberCard",
    "NeverAgain",
    "Pairing",
    "PairingMember",
    "PairingRequest",
    "PartingNote",
    "Program",
    "Question",
    "RematchWish",
    "RosterImport",
    "members_at",
    "seat_members",
]
