from django.urls import path

from macem.referrals.views import assessing, early_help, mash, recording, referring

app_name = "referrals"
urlpatterns = [
    path("referrals/", referring.own, name="own"),
    path("referrals/new/", referring.start, name="start"),
    path("referrals/new/emergency/", referring.emergency, name="emergency"),
    path("referrals/new/<slug:begun>/", referring.refer, name="refer"),
    path("referrals/sent/<str:receipt>/", referring.sent, name="sent"),
    path("referrals/mash/", mash.queue, name="mash"),
    path("referrals/mash/<str:receipt>/", mash.decide, name="decide"),
    path("referrals/mash/<str:receipt>/same-number/", mash.same_number, name="same_number"),
    path("early-help/", early_help.early_help_list, name="early_help_list"),
    path("early-help/<int:number>/", early_help.early_help, name="early_help"),
    path("early-help/<int:number>/lead/", early_help.early_help_lead, name="early_help_lead"),
    path("early-help/<int:number>/review/", early_help.early_help_review, name="early_help_review"),
    path("early-help/<int:number>/step-up/", early_help.early_help_step_up, name="early_help_step_up"),
    path("assessments/", assessing.written, name="assessments"),
    path("assessments/sign-off/", assessing.sign_off, name="sign_off"),
    path("people/<str:reference>/assessments/", recording.child, name="child"),
    path("people/<str:reference>/assessments/new/", assessing.assess, name="assess"),
    path("people/<str:reference>/assessments/<int:pk>/", assessing.assessment, name="assessment"),
    path("people/<str:reference>/assessments/<int:pk>/review/", assessing.review, name="review"),
    path("people/<str:reference>/nrm/new/", recording.nrm, name="nrm"),
    path("people/<str:reference>/nrm/<int:pk>/withdraw/", recording.nrm_withdrawal, name="nrm_withdrawal"),
    path(
        "people/<str:reference>/strategy-meetings/new/", recording.strategy_meeting, name="strategy_meeting"
    ),
]
