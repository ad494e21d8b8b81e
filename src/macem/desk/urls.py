from django.urls import path

from macem.desk import views

app_name = "desk"
urlpatterns = [path("", views.work, name="work")]
