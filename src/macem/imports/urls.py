from django.urls import path

from macem.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.files, name="list"),
    path("new/", views.send, name="send"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/apply/", views.apply, name="apply"),
    path("<int:pk>/rows.csv", views.report, name="report"),
]
