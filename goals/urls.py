"""Addresses of the promises floor. The tail of each is its verb."""

from django.urls import path

from goals.views import asking, commitments, goals, journal, patterns, progress, splits, wins

app_name = "goals"
urlpatterns = [
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.create_goal, name="create_goal"),
    path("goals/<int:pk>/", goals.goal, name="goal"),
    path("goals/<int:pk>/edit/", goals.edit_goal, name="edit_goal"),
    path("goals/<int:pk>/propose/", goals.propose_goal, name="propose_goal"),
    path("goals/<int:pk>/agree/", goals.agree_goal, name="agree_goal"),
    path("goals/<int:pk>/achieve/", goals.achieve_goal, name="achieve_goal"),
    path("goals/<int:pk>/drop/", goals.drop_goal, name="drop_goal"),
    path("goals/<int:pk>/log/", journal.journal, name="journal"),
    path("goals/<int:pk>/progress.csv", journal.progress_csv, name="progress_csv"),
    path("goals/<int:pk>/progress.pdf", journal.progress_pdf, name="progress_pdf"),
    path("goals/<int:pk>/log-progress/", progress.log_progress, name="log_progress"),
    path("progress/<int:pk>/correct/", progress.correct_progress, name="correct_progress"),
    path("promises/", commitments.promises, name="promises"),
    path("promises/new/", commitments.make_commitment, name="make_commitment"),
    path("promises/<int:pk>/", commitments.commitment, name="commitment"),
    path("promises/<int:pk>/answer/", commitments.answer_commitment, name="answer_commitment"),
    path("promises/<int:pk>/split/", splits.split_commitment, name="split_commitment"),
    path("promises/<int:pk>/replan/", splits.replan_commitment, name="replan_commitment"),
    path("promises/<int:pk>/block-hour/", splits.block_hour, name="block_hour"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("wins/", wins.wins, name="wins"),
    path("wins/add/", wins.add_win, name="add_win"),
    path("wins/<int:pk>/cheer/", wins.cheer_win, name="cheer_win"),
    path("wins/<int:pk>/hide/", wins.hide_win, name="hide_win"),
    path("wins/<int:pk>/show/", wins.show_win, name="show_win"),
    path("asking/", asking.asking, name="asking"),
    path("asking/all/", asking.consents, name="consents"),
    path("asking/aloud/", asking.asking_aloud, name="asking_aloud"),
    path("asking/<int:pk>/give/", asking.give_consent, name="give_consent"),
    path("asking/<int:pk>/decline/", asking.decline_consent, name="decline_consent"),
    path("asking/<int:pk>/pause/", asking.pause_consent, name="pause_consent"),
    path("asking/<int:pk>/resume/", asking.resume_consent, name="resume_consent"),
    path("asking/<int:pk>/revoke/", asking.revoke_consent, name="revoke_consent"),
    path("asking/<int:pk>/change/", asking.change_consent, name="change_consent"),
]
