from django.urls import path

from macem.meetings.views import minutes

urlpatterns = [
    path("<slug:reference>/minutes/", minutes.minutes, name="minutes"),
    path("<slug:reference>/minutes/draft/", minutes.draft, name="draft_minutes"),
    path("<slug:reference>/minutes/later-members/", minutes.let_read, name="let_read_minutes"),
    path("<slug:reference>/minutes/<int:number>/", minutes.version, name="minutes_version"),
    path("<slug:reference>/minutes/<int:number>/decide/", minutes.review, name="review_minutes"),
    path("<slug:reference>/minutes/<int:number>/distribute/", minutes.distribute, name="distribute_minutes"),
]
