from django.urls import path

from macem.meetings.views import floor, items, quick, session

urlpatterns = [
    path("<slug:reference>/attendance/", session.attendance, name="attendance"),
    path("<slug:reference>/attendance/<int:pk>/accept/", session.accept, name="accept_statement"),
    path("<slug:reference>/attendance/<int:pk>/confirm/", session.confirm, name="confirm_deputy"),
    path("<slug:reference>/attendance/<int:pk>/left/", session.leave, name="leave"),
    path("<slug:reference>/start/", session.start, name="start"),
    path("<slug:reference>/postpone/", session.postpone, name="postpone"),
    path("<slug:reference>/safety/", session.safety_list, name="safety_list"),
    path("<slug:reference>/safety/<int:pk>/", session.safety, name="safety"),
    path("<slug:reference>/finish/", session.finish, name="finish"),
    path("<slug:reference>/display/", floor.display, name="display"),
    path("<slug:reference>/floor/", floor.floor, name="floor"),
    path("<slug:reference>/kept-key/", floor.kept_key, name="kept_key"),
    path("<slug:reference>/items/<int:pk>/", items.item, name="item"),
    path("<slug:reference>/items/<int:pk>/autosave/", floor.autosave, name="autosave"),
    path("<slug:reference>/items/<int:pk>/record/", items.record, name="item_record"),
    path("<slug:reference>/items/<int:pk>/information/", items.information, name="item_information"),
    path("<slug:reference>/items/<int:pk>/actions/", items.action, name="item_action"),
    path("<slug:reference>/items/<int:pk>/actions/line/", quick.action_line, name="item_action_line"),
    path("<slug:reference>/items/<int:pk>/no-change/", quick.no_change, name="item_no_change"),
    path("<slug:reference>/items/<int:pk>/actions/<int:number>/", items.result, name="item_result"),
    path("<slug:reference>/items/<int:pk>/dissent/", items.dissent, name="item_dissent"),
    path("<slug:reference>/items/<int:pk>/concerns/", items.concern, name="item_concern"),
    path("<slug:reference>/items/<int:pk>/concerns/<int:number>/", items.refer, name="item_refer"),
    path("<slug:reference>/items/<int:pk>/sharing/", items.share, name="item_sharing"),
    path("<slug:reference>/items/<int:pk>/decision/", items.decide, name="item_decision"),
    path("<slug:reference>/items/<int:pk>/conflict/", items.recuse, name="item_recuse"),
]
