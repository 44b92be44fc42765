"""The root of all addresses. Each app's own addresses live in its own urls file."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("checkins.urls")),
    path("", include("goals.urls")),
    path("", include("mentorship.program_urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
