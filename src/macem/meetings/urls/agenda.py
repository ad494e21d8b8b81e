from django.urls import path

from macem.meetings.views import agenda, meetings, names

urlpatterns = [
    path("", meetings.meeting_list, name="list"),
    path("<slug:reference>/", meetings.meeting, name="meeting"),
    path("<slug:reference>/chase/", meetings.chase, name="chase"),
    path("<slug:reference>/names/", names.names, name="names"),
    path("<slug:reference>/names/add/", names.add, name="add_item"),
    path("<slug:reference>/people/<int:pk>/presenter/", names.presenter, name="name_presenter"),
    path("<slug:reference>/people/<int:pk>/take-off/", names.take_off, name="remove_item"),
    path("<slug:reference>/agenda/compile/", agenda.compile_agenda, name="compile"),
    path("<slug:reference>/agenda/<int:number>/", agenda.agenda_version, name="agenda_version"),
    path("<slug:reference>/agenda/<int:number>/decide/", agenda.decide, name="decide_agenda"),
    path("<slug:reference>/agenda/<int:number>/circulate/", agenda.circulate, name="circulate"),
]
