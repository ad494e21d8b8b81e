from django.urls import path

from macem.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("failures/", views.failures, name="failures"),
]
