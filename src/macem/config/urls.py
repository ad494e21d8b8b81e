"""Addresses. Readable, and without personal data: a person's address holds a reference only."""

from django.urls import include, path

handler400 = "macem.config.errors.bad_request"
handler403 = "macem.config.errors.permission_denied"
handler404 = "macem.config.errors.page_not_found"
handler500 = "macem.config.errors.server_error"

urlpatterns = [
    path("", include("macem.desk.urls")),
    path("actions/", include("macem.actions.urls")),
    path("dates/", include("macem.schedule.urls")),
    path("mail/", include("macem.notices.urls")),
    path("accounts/", include("allauth.urls")),
    path("invited/", include("macem.accounts.invitations.urls")),
    path("audit/", include("macem.confidentiality.auditor.urls")),
    path("administration/", include("macem.agencies.urls")),
    path("components/", include("macem.govuk.urls")),
    path("people/", include("macem.missing.urls")),
    path("screening/", include("macem.screening.urls")),
    path("", include("macem.referrals.urls")),
    path("", include("macem.intelligence.urls")),
    path("", include("macem.nominations.urls")),
    path("meetings/", include("macem.meetings.urls")),
    path("imports/", include("macem.imports.urls")),
    path("people/", include("macem.people.urls")),
    path("people/", include("macem.sharing.urls")),
    path("", include("macem.casefile.urls")),
]
