from django.urls import path

from checkins.views import check_ins, close_outs, feedback, home, notes, review, rhythm, story

app_name = "checkins"
urlpatterns = [
    path("", home.home, name="home"),
    path("check-ins/", check_ins.check_ins, name="check_ins"),
    path("check-ins/<int:pk>/", check_ins.check_in, name="check_in"),
    path("check-ins/<int:pk>/move/", check_ins.move_check_in, name="move_check_in"),
    path("check-ins/<int:pk>/skip/", check_ins.skip_check_in, name="skip_check_in"),
    path("check-ins/<int:pk>/cancel/", check_ins.cancel_check_in, name="cancel_check_in"),
    path("check-ins/<int:pk>/close-out/", close_outs.close_out_check_in, name="close_out_check_in"),
    path("close-outs/<int:pk>/confirm/", close_outs.confirm_close_out, name="confirm_close_out"),
    path("pairings/<int:pk>/notes/", notes.notes, name="notes"),
    path("review/", review.review, name="review"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/to/<int:pk>/", feedback.give_feedback, name="give_feedback"),
    path("feedback/<int:pk>/answer/", feedback.answer_feedback, name="answer_feedback"),
    path("story/", story.story, name="story"),
    path("story/print/", story.print_story, name="print_story"),
    path("because-of-you/", story.because_of_you, name="because_of_you"),
    path("cohorts/<slug:slug>/rhythm/", rhythm.rhythm, name="rhythm"),
]
