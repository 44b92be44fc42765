"""Verbs: every write of this app. Each file holds the verbs of one noun."""

from .calendars import call_off_for_leaver
from .check_ins import (
    cancel_check_in,
    keep_rhythm,
    move_check_in,
    rest_rhythm,
    skip_check_in,
)
from .close_outs import (
    NewPromise,
    close_out_check_in,
    confirm_close_out,
    put_right_close_out,
)
from .colleagues import answer_as_colleague, decline_as_colleague, forget_colleagues
from .elsewhere import log_check_in
from .feedback import answer_feedback, give_feedback, mark_acted_on, put_off_feedback
from .feedback_requests import (
    ask_colleague,
    decline_feedback_request,
    request_feedback,
    share_answer,
    withdraw_feedback_request,
)
from .feedback_rhythms import end_feedback_rhythm, promise_feedback_rhythm
from .free import add_free_exception, remove_free_exception, say_free_hours
from .notes import correct_note, share_note, write_note
from .nudges import end_nudges, plan_consent, plan_consents
from .off_day_answers import keep_check_in, plan_instead
from .off_days import heed_news
from .personal_calendars import end_calendar_address, make_calendar_address, save_calendar
from .practice import note_practice
from .preparation import (
    Overtaken,
    ask_questions,
    bring_back_question,
    mark_question_asked,
    prepare_check_in,
    put_away_question,
    save_question,
)
from .reports import ReportWish, add_to_report, answer_report, send_report, skip_report
from .rhythms import agree_rhythm, decline_rhythm, propose_rhythm
from .time_endings import end_proposals
from .times import (
    decline_times,
    expect_open_times,
    pick_time,
    propose_check_in,
    propose_times,
    withdraw_times,
)

__all__ = [
    "NewPromise",
    "Overtaken",
    "ReportWish",
    "add_free_exception",
    "add_to_report",
    "agree_rhythm",
    "answer_as_colleague",
    "answer_feedback",
    "answer_report",
    "ask_colleague",
    "ask_questions",
    "bring_back_question",
    "call_off_for_leaver",
    "cancel_check_in",
    "close_out_check_in",
    "confirm_close_out",
    "correct_note",
    "decline_as_colleague",
    "decline_feedback_request",
    "decline_rhythm",
    "decline_times",
    "end_calendar_address",
    "end_feedback_rhythm",
    "end_nudges",
    "end_proposals",
    "expect_open_times",
    "forget_colleagues",
    "give_feedback",
    "heed_news",
    "keep_check_in",
    "keep_rhythm",
    "log_check_in",
    "make_calendar_address",
    "mark_acted_on",
    "mark_question_asked",
    "move_check_in",
    "note_practice",
    "pick_time",
    "plan_consent",
    "plan_consents",
    "plan_instead",
    "prepare_check_in",
    "promise_feedback_rhythm",
    "propose_check_in",
    "propose_rhythm",
    "propose_times",
    "put_away_question",
    "put_off_feedback",
    "put_right_close_out",
    "remove_free_exception",
    "request_feedback",
    "rest_rhythm",
    "save_calendar",
    "save_question",
    "say_free_hours",
    "send_report",
    "share_answer",
    "share_note",
    "skip_check_in",
    "skip_report",
    "withdraw_feedback_request",
    "withdraw_times",
    "write_note",
]
