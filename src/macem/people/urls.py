from django.urls import path

from macem.people import views

app_name = "people"
urlpatterns = [
    path("<str:reference>/holder/", views.case_holder, name="case_holder"),
    path("<str:reference>/names/add/", views.add_name, name="add_name"),
    path("<str:reference>/numbers/add/", views.add_identifier, name="add_identifier"),
    path("<str:reference>/numbers/<int:pk>/end/", views.end_identifier, name="end_identifier"),
    path("<str:reference>/birth/", views.birth, name="birth"),
]
