"""The addresses of the demonstration: all of macem's, and signing in by choosing a name."""

from django.urls import include, path

from macem.demo import views

handler400 = "macem.config.errors.bad_request"
handler403 = "macem.config.errors.permission_denied"
handler404 = "macem.config.errors.page_not_found"
handler500 = "macem.config.errors.server_error"

urlpatterns = [
    path("", include("macem.config.urls")),
    path("demonstration/", include(([path("", views.choose, name="choose")], "demo"))),
]
