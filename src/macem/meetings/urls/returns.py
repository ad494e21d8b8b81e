from django.urls import path

from macem.meetings.views import returns

urlpatterns = [
    path("answers/", returns.answer_list, name="answer_list"),
]
