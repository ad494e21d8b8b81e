from django.urls import path

from macem.intelligence import views

app_name = "intelligence"
urlpatterns = [
    path("adults/new/", views.register, name="register"),
    path("people/<str:reference>/police-assessments/new/", views.assess, name="assess"),
]
