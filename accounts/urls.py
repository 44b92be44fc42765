from django.urls import path

from accounts.views import answers

app_name = "accounts"
urlpatterns = [
    path("a/<str:token>/", answers.answer, name="answer"),
    path("u/<str:token>", answers.unsubscribe_from, name="unsubscribe"),
]
