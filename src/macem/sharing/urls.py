from django.urls import path

from macem.sharing import views

app_name = "sharing"
urlpatterns = [
    path("<str:reference>/sharing/", views.person, name="person"),
    path("<str:reference>/sharing/said/", views.record_awareness, name="record_awareness"),
    path("<str:reference>/sharing/basis/", views.record_basis, name="record_basis"),
    path("<str:reference>/sharing/decide/", views.decide, name="decide"),
    path("<str:reference>/sharing/agreements/<int:pk>/told/", views.told, name="told"),
]
