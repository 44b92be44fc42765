"""Verbs of the promises floor. Each is one transaction: the deed, its audit entry, its mails."""

from .asking import say_how_to_ask
from .asks import answer_ask, withdraw_ask, write_ask
from .commitments import answer_commitment, make_commitment, replan_commitment
from .consents import (
    change_consent,
    decline_consent,
    expire_consents,
    give_consent,
    offer_consent,
    pause_consent,
    replan_consent_of,
    resume_consent,
    resume_paused_consents,
    revoke_consent,
)
from .goals import achieve_goal, agree_goal, create_goal, drop_goal, edit_goal, propose_goal
from .links import agree_token, answer_token, decide_token
from .milestones import add_milestone, drop_milestone, reach_milestone, reopen_milestone
from .offers import adopt_draft, answer_goal_question, ask_about_goal, offer_draft, set_aside_draft
from .plans import edit_plan, share_plan, start_next_plan, start_plan, write_plan_review
from .practice import edit_practice, start_practice
from .progress import correct_progress, log_progress
from .reflections import (
    issued_reflect_token,
    reflect_on_commitment,
    reflect_on_goal,
    reflect_token,
)
from .repeats import start_next_goal
from .shelf import add_shelf_item, archive_shelf_item, edit_shelf_item, share_shelf_item
from .splits import split_commitment
from .wins import add_win, cheer_win, hide_win, record_win, show_win

__all__ = [
    "achieve_goal",
    "add_milestone",
    "add_shelf_item",
    "add_win",
    "adopt_draft",
    "agree_goal",
    "agree_token",
    "answer_ask",
    "answer_commitment",
    "answer_goal_question",
    "answer_token",
    "archive_shelf_item",
    "ask_about_goal",
    "change_consent",
    "cheer_win",
    "correct_progress",
    "create_goal",
    "decide_token",
    "decline_consent",
    "drop_goal",
    "drop_milestone",
    "edit_goal",
    "edit_plan",
    "edit_practice",
    "edit_shelf_item",
    "expire_consents",
    "give_consent",
    "hide_win",
    "issued_reflect_token",
    "log_progress",
    "make_commitment",
    "offer_consent",
    "offer_draft",
    "pause_consent",
    "propose_goal",
    "reach_milestone",
    "record_win",
    "reflect_on_commitment",
    "reflect_on_goal",
    "reflect_token",
    "reopen_milestone",
    "replan_commitment",
    "replan_consent_of",
    "resume_consent",
    "resume_paused_consents",
    "revoke_consent",
    "say_how_to_ask",
    "set_aside_draft",
    "share_plan",
    "share_shelf_item",
    "show_win",
    "split_commitment",
    "start_next_goal",
    "start_next_plan",
    "start_plan",
    "start_practice",
    "withdraw_ask",
    "write_ask",
    "write_plan_review",
]
