from django.urls import path

from macem.missing import views

app_name = "missing"
urlpatterns = [
    path("<str:reference>/missing/", views.episodes, name="episodes"),
    path("<str:reference>/missing/new/", views.record, name="record"),
    path("<str:reference>/missing/<int:pk>/correct/", views.correct, name="correct"),
]
