from django.urls import path

from macem.nominations import views

app_name = "nominations"
urlpatterns = [
    path("ramm/", views.ramm, name="ramm"),
    path("part-2/", views.part_two, name="part_two"),
    path("nominations/<str:reference>/", views.decide, name="decide"),
]
