from django.urls import path

from macem.actions import views

app_name = "actions"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("all/", views.everybodys, name="all"),
    path("new/", views.agree, name="agree"),
    path("<int:number>/", views.action, name="action"),
    path("<int:number>/owner/", views.owner, name="owner"),
]
