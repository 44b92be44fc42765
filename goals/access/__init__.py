"""Who may: the one door to goals, promises and consents, and who can see them."""

from .asks import ask_actions, ask_readers, ask_rights, get_ask, get_shelf_item, shelf_readers
from .commitments import commitment_actions, commitment_rights, get_commitment
from .consents import consent_actions, get_consent
from .goals import get_entry, get_goal, get_milestone, goal_actions, goal_rights
from .offers import (
    get_draft_offer,
    get_goal_question,
    get_receiver,
    offer_rights,
    question_rights,
    receivers_of,
)
from .people import members_of, others_of, partners, readers
from .plans import get_plan, plan_actions, plan_rights
from .wins import get_win, win_rights

__all__ = [
    "ask_actions",
    "ask_readers",
    "ask_rights",
    "commitment_actions",
    "commitment_rights",
    "consent_actions",
    "get_ask",
    "get_commitment",
    "get_consent",
    "get_draft_offer",
    "get_entry",
    "get_goal",
    "get_goal_question",
    "get_milestone",
    "get_plan",
    "get_receiver",
    "get_shelf_item",
    "get_win",
    "goal_actions",
    "goal_rights",
    "members_of",
    "offer_rights",
    "others_of",
    "partners",
    "plan_actions",
    "plan_rights",
    "question_rights",
    "readers",
    "receivers_of",
    "shelf_readers",
    "win_rights",
]
