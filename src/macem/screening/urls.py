from django.urls import path

from macem.screening.views import filling, reading

app_name = "screening"
urlpatterns = [
    path("", filling.own, name="invited"),
    path("questions/", reading.questions, name="questions"),
    path("<str:reference>/", filling.overview, name="overview"),
    path("<str:reference>/question/<slug:page>/", filling.question, name="question"),
    path("<str:reference>/delete/", filling.delete, name="delete"),
    path("<str:reference>/read/", reading.read, name="read"),
    path("<str:reference>/print/", reading.printed, name="print"),
]
