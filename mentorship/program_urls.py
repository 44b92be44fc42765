from django.urls import path

from mentorship import styleguide
from mentorship.views import (
    drafts,
    editing,
    pairings,
    people,
    programs,
    rosters,
    weighing,
    workbench,
)
from mentorship.views import help as help_views

app_name = "mentorship"
urlpatterns = [
    path("programs/", programs.programs, name="programs"),
    path("programs/new/", programs.create_program, name="create_program"),
    path("programs/<slug:slug>/", programs.program, name="program"),
    path("programs/<slug:slug>/edit/", editing.edit_program, name="edit_program"),
    path("programs/<slug:slug>/cohorts/new/", programs.create_cohort, name="create_cohort"),
    path("cohorts/<slug:slug>/", programs.cohort, name="cohort"),
    path("cohorts/<slug:slug>/edit/", editing.edit_cohort, name="edit_cohort"),
    path("cohorts/<slug:slug>/weights/", weighing.weigh_cohort, name="weigh_cohort"),
    path(
        "cohorts/<slug:slug>/weights/<uuid:public_id>/",
        weighing.compare_weights,
        name="compare_weights",
    ),
    path("cohorts/<slug:slug>/duplicate/", editing.duplicate_cohort, name="duplicate_cohort"),
    path("cohorts/<slug:slug>/people/", people.people, name="people"),
    path("cohorts/<slug:slug>/rosters/new/", rosters.upload_roster, name="upload_roster"),
    path("cohorts/<slug:slug>/rosters/<int:pk>/", rosters.roster, name="roster"),
    path("cohorts/<slug:slug>/rosters/<int:pk>/columns/", rosters.map_roster, name="map_roster"),
    path("cohorts/<slug:slug>/rosters/<int:pk>/drop/", rosters.drop_roster, name="drop_roster"),
    path(
        "cohorts/<slug:slug>/rosters/<int:pk>/complete/",
        rosters.complete_roster,
        name="complete_roster",
    ),
    path(
        "cohorts/<slug:slug>/rosters/<int:pk>/withdraw/",
        rosters.withdraw_enrollments,
        name="withdraw_enrollments",
    ),
    path(
        "cohorts/<slug:slug>/rosters/<int:pk>/result/",
        rosters.download_result,
        name="download_result",
    ),
    path("cohorts/<slug:slug>/export/", people.export_cohort, name="export_cohort"),
    path("cohorts/<slug:slug>/propose/", workbench.propose_pairings, name="propose_pairings"),
    path("cohorts/<slug:slug>/pairings/", workbench.workbench, name="workbench"),
    path("cohorts/<slug:slug>/publish/", workbench.publish_pairings, name="publish_pairings"),
    path("cohorts/<slug:slug>/forbid/", drafts.forbid_pair, name="forbid_pair"),
    path("cohorts/<slug:slug>/forbidden/<int:pk>/allow/", drafts.allow_pair, name="allow_pair"),
    path("pairings/<int:pk>/reasons/", drafts.pairing_reasons, name="pairing_reasons"),
    path("pairings/<int:pk>/swap/", drafts.swap_pairing, name="swap_pairing"),
    path("pairings/<int:pk>/lock/", drafts.lock_pairing, name="lock_pairing"),
    path("pairings/<int:pk>/unlock/", drafts.unlock_pairing, name="unlock_pairing"),
    path("pairings/<int:pk>/", pairings.pairing, name="pairing"),
    path("pairings/<int:pk>/pause/", pairings.pause_pairing, name="pause_pairing"),
    path("pairings/<int:pk>/resume/", pairings.resume_pairing, name="resume_pairing"),
    path("pairings/<int:pk>/close/", pairings.close_pairing, name="close_pairing"),
    path("pairings/<int:pk>/agreement/", pairings.agreement, name="agreement"),
    path("pairings/<int:pk>/agreement/write/", pairings.draft_agreement, name="draft_agreement"),
    path("pairings/<int:pk>/agreement/sign/", pairings.sign_agreement, name="sign_agreement"),
    path("help/", help_views.help_page, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
