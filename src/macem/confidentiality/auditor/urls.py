from django.urls import path

from macem.confidentiality.auditor import views

app_name = "audit"
urlpatterns = [
    path("", views.log, name="log"),
    path("openings/", views.openings, name="openings"),
]
