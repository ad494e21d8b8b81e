from django.urls import path

from macem.accounts.invitations import views

app_name = "invited"
urlpatterns = [
    path("<str:token>/", views.link, name="link"),
]
