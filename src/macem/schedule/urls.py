from django.urls import path

from macem.schedule import views

app_name = "schedule"
urlpatterns = [
    path("", views.dates, name="dates"),
    path("plan/", views.plan, name="plan"),
]
