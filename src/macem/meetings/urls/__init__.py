"""Addresses of the meetings: the month in words, the person by the number of the item."""

from macem.meetings.urls import agenda, minutes, returns, session

app_name = "meetings"
urlpatterns = [
    *returns.urlpatterns,
    *agenda.urlpatterns,
    *session.urlpatterns,
    *minutes.urlpatterns,
]
