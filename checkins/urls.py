from django.urls import path

from checkins.views import (
    check_ins,
    close_outs,
    colleagues,
    feedback,
    feedback_requests,
    feedback_rhythms,
    home,
    momentum,
    notes,
    plans,
    practice,
    review,
    rhythm,
    story,
)

app_name = "checkins"
urlpatterns = [
    path("", home.home, name="home"),
    path("check-ins/", check_ins.check_ins, name="check_ins"),
    path("check-ins/<int:pk>/", check_ins.check_in, name="check_in"),
    path("check-ins/<int:pk>/move/", check_ins.move_check_in, name="move_check_in"),
    path("check-ins/<int:pk>/skip/", check_ins.skip_check_in, name="skip_check_in"),
    path("check-ins/<int:pk>/cancel/", check_ins.cancel_check_in, name="cancel_check_in"),
    path("check-ins/<int:pk>/close-out/", close_outs.close_out_check_in, name="close_out_check_in"),
    path("practice/", practice.practice, name="practice"),
    path(
        "check-ins/<int:pk>/practice/<int:goal_pk>/", practice.note_practice, name="note_practice"
    ),
    path("close-outs/<int:pk>/confirm/", close_outs.confirm_close_out, name="confirm_close_out"),
    path("pairings/<int:pk>/notes/", notes.notes, name="notes"),
    path("momentum/", momentum.momentum, name="momentum"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/pdf/", plans.plan_pdf, name="plan_pdf"),
    path("review/", review.review, name="review"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/to/<int:pk>/", feedback.give_feedback, name="give_feedback"),
    path("feedback/<int:pk>/answer/", feedback.answer_feedback, name="answer_feedback"),
    path("story/", story.story, name="story"),
    path("story/print/", story.print_story, name="print_story"),
    path("because-of-you/", story.because_of_you, name="because_of_you"),
    path("feedback/<int:pk>/later/", feedback.put_off_feedback, name="put_off_feedback"),
    path("feedback/<int:pk>/acted-on/", feedback.mark_acted_on, name="mark_acted_on"),
    path("feedback/requests/", feedback_requests.feedback_requests, name="feedback_requests"),
    path(
        "feedback/requests/<int:pk>/withdraw/",
        feedback_requests.withdraw_feedback_request,
        name="withdraw_feedback_request",
    ),
    path(
        "feedback/requests/<int:pk>/decline/",
        feedback_requests.decline_feedback_request,
        name="decline_feedback_request",
    ),
    path("feedback/requests/<int:pk>/share/", feedback_requests.share_answer, name="share_answer"),
    path(
        "pairings/<int:pk>/feedback/request/",
        feedback_requests.request_feedback,
        name="request_feedback",
    ),
    path(
        "pairings/<int:pk>/feedback/colleague/",
        feedback_requests.ask_colleague,
        name="ask_colleague",
    ),
    path(
        "feedback/to/<int:pk>/rhythm/",
        feedback_rhythms.promise_feedback_rhythm,
        name="promise_feedback_rhythm",
    ),
    path(
        "feedback/rhythms/<int:pk>/end/",
        feedback_rhythms.end_feedback_rhythm,
        name="end_feedback_rhythm",
    ),
    path("f/<str:token>/", colleagues.answer_as_colleague, name="answer_as_colleague"),
    path("f/<str:token>/decline/", colleagues.decline_as_colleague, name="decline_as_colleague"),
    path("cohorts/<slug:slug>/rhythm/", rhythm.rhythm, name="rhythm"),
]
