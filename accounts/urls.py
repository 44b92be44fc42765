from django.urls import path

from accounts.views import answers, drafts, health, invitations, jobs, mailbox, you

app_name = "accounts"
urlpatterns = [
    path("a/<str:token>/", answers.answer, name="answer"),
    path("u/<str:token>", answers.unsubscribe_from, name="unsubscribe"),
    path("i/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("healthz", health.healthz, name="healthz"),
    path("drafts/", drafts.keep_draft, name="keep_draft"),
    path("drafts/drop/", drafts.drop_draft, name="drop_draft"),
    path("jobs/<uuid:public_id>/", jobs.job, name="job"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<uuid:public_id>/", mailbox.mailbox_message, name="mailbox_message"),
    path("mailbox/<uuid:public_id>/body/", mailbox.mailbox_body, name="mailbox_body"),
    path("styleguide/mails/", mailbox.mail_previews, name="mail_previews"),
    path("styleguide/mails/<str:kind>/", mailbox.mail_preview, name="mail_preview"),
    path("styleguide/mails/<str:kind>/body/", mailbox.mail_preview_body, name="mail_preview_body"),
    path("you/", you.you, name="you"),
    path("you/messages/", you.own_mail, name="own_messages"),
    path("you/mail/switch/", you.switch_mail, name="switch_mail"),
    path("you/mail/again/", you.write_again, name="write_again"),
    path("you/away/add/", you.add_away, name="add_away"),
    path("you/away/<int:pk>/remove/", you.remove_away, name="remove_away"),
]
