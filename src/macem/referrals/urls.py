from django.urls import path

from macem.referrals.views import (
    assessing,
    attaching,
    drafting,
    early_help,
    emergencies,
    mash,
    nrm,
    recording,
    referring,
    screening,
    strategy,
)

app_name = "referrals"
urlpatterns = [
    path("referrals/", referring.own, name="own"),
    path("referrals/new/", referring.start, name="start"),
    path("referrals/new/emergency/", referring.emergency, name="emergency"),
    path("referrals/new/<slug:begun>/", referring.ways, name="ways"),
    path("referrals/new/<slug:begun>/few-lines/", referring.refer, name="refer"),
    path("referrals/screenings/<str:reference>/danger/", screening.danger, name="danger"),
    path("referrals/screenings/<str:reference>/check/", screening.check, name="check"),
    path("referrals/sent/<str:receipt>/", referring.sent, name="sent"),
    path("referrals/mash/", mash.queue, name="mash"),
    path("referrals/mash/emergencies/", emergencies.emergencies, name="emergencies"),
    path(
        "referrals/mash/emergencies/<int:number>/",
        emergencies.emergency_follow_up,
        name="emergency_follow_up",
    ),
    path("referrals/mash/<str:receipt>/", mash.decide, name="decide"),
    path("referrals/mash/<str:receipt>/decided/", mash.decided, name="decided"),
    path("referrals/mash/<str:receipt>/compare/", mash.compare, name="compare"),
    path("early-help/", early_help.early_help_list, name="early_help_list"),
    path("early-help/<int:number>/", early_help.early_help, name="early_help"),
    path("early-help/<int:number>/lead/", early_help.early_help_lead, name="early_help_lead"),
    path("early-help/<int:number>/review/", early_help.early_help_review, name="early_help_review"),
    path("early-help/<int:number>/step-up/", early_help.early_help_step_up, name="early_help_step_up"),
    path("assessments/", assessing.written, name="assessments"),
    path("assessments/sign-off/", assessing.sign_off, name="sign_off"),
    path("people/<str:reference>/assessments/", recording.child, name="child"),
    path("people/<str:reference>/assessments/new/", drafting.assess, name="assess"),
    path("people/<str:reference>/assessments/attach/", attaching.attach, name="attach"),
    path("people/<str:reference>/assessments/drafts/<int:pk>/", drafting.draft, name="assessment_draft"),
    path(
        "people/<str:reference>/assessments/drafts/<int:pk>/check/", drafting.check, name="assessment_check"
    ),
    path(
        "people/<str:reference>/assessments/drafts/<int:pk>/share/", drafting.share, name="assessment_share"
    ),
    path(
        "people/<str:reference>/assessments/drafts/<int:pk>/share/<int:helper>/end/",
        drafting.unshare,
        name="assessment_unshare",
    ),
    path(
        "people/<str:reference>/assessments/drafts/<int:pk>/delete/",
        drafting.delete,
        name="assessment_delete",
    ),
    path(
        "people/<str:reference>/assessments/drafts/<int:pk>/page/<slug:section>/",
        drafting.page,
        name="assessment_page",
    ),
    path("people/<str:reference>/assessments/<int:pk>/file/", attaching.file, name="assessment_file"),
    path("people/<str:reference>/assessments/<int:pk>/", assessing.assessment, name="assessment"),
    path("people/<str:reference>/assessments/<int:pk>/review/", assessing.review, name="review"),
    path("people/<str:reference>/nrm/new/", nrm.nrm, name="nrm"),
    path("people/<str:reference>/nrm/<int:pk>/", nrm.nrm_referral, name="nrm_referral"),
    path("people/<str:reference>/nrm/<int:pk>/decision/", nrm.nrm_decision, name="nrm_decision"),
    path("people/<str:reference>/nrm/<int:pk>/note/", nrm.nrm_note, name="nrm_note"),
    path(
        "people/<str:reference>/nrm/<int:pk>/decisions/<int:decision>/reconsideration/",
        nrm.nrm_reconsideration,
        name="nrm_reconsideration",
    ),
    path("people/<str:reference>/nrm/<int:pk>/withdraw/", nrm.nrm_withdrawal, name="nrm_withdrawal"),
    path("people/<str:reference>/strategy-meetings/new/", strategy.strategy_meeting, name="strategy_meeting"),
    path("people/<str:reference>/strategy-meetings/<int:pk>/outcome/", strategy.enquiry, name="enquiry"),
]
