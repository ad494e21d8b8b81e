from django.urls import path

from macem.screening.views import filling, inviting, reading

app_name = "screening"
urlpatterns = [
    path("", filling.own, name="invited"),
    path("questions/", reading.questions, name="questions"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/new/", inviting.invite, name="invite"),
    path("invitations/<int:number>/", inviting.invitation, name="invitation"),
    path("invitations/<int:number>/renew/", inviting.renew, name="renew"),
    path("invitations/<int:number>/mail/", inviting.mail_again, name="mail_again"),
    path("invitations/<int:number>/end/", inviting.end, name="end"),
    path("<str:reference>/", filling.overview, name="overview"),
    path("<str:reference>/question/<slug:page>/", filling.question, name="question"),
    path("<str:reference>/delete/", filling.delete, name="delete"),
    path("<str:reference>/read/", reading.read, name="read"),
    path("<str:reference>/print/", reading.printed, name="print"),
]
