"""The addresses of the demonstration: all of macem's, and signing in by choosing a name."""

from django.urls import include, path

from macem.config.urls import handler400, handler403, handler404, handler500
from macem.config.urls import urlpatterns as macem_urlpatterns
from macem.demo import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *macem_urlpatterns,
    path("demonstration/", include(([path("", views.choose, name="choose")], "demo"))),
]
