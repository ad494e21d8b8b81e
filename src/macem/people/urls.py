from django.urls import path

from macem.people.views import (
    about,
    birth,
    companions,
    contacts,
    duplicates,
    ending,
    facts,
    holder,
    names,
    numbers,
)

app_name = "people"
urlpatterns = [
    path("possible-duplicates/<uuid:pk>/", duplicates.duplicate, name="duplicate"),
    path("<str:reference>/holder/", holder.case_holder, name="case_holder"),
    path("<str:reference>/names/add/", names.add_name, name="add_name"),
    path("<str:reference>/numbers/add/", numbers.add_identifier, name="add_identifier"),
    path("<str:reference>/numbers/<int:pk>/end/", numbers.end_identifier, name="end_identifier"),
    path("<str:reference>/birth/", birth.birth, name="birth"),
    path("<str:reference>/about/", about.about, name="about"),
    path("<str:reference>/history/<slug:what>/", about.history, name="history"),
    path("<str:reference>/facts/<slug:topic>/", facts.record_fact, name="record_fact"),
    path("<str:reference>/addresses/add/", facts.add_address, name="add_address"),
    path("<str:reference>/schooling/add/", facts.add_schooling, name="add_schooling"),
    path("<str:reference>/home-authority/", facts.home_authority, name="home_authority"),
    path("<str:reference>/contacts/add/", contacts.add_contact, name="add_contact"),
    path("<str:reference>/contacts/<int:pk>/", contacts.change_contact, name="change_contact"),
    path("<str:reference>/links/add/", companions.link, name="link"),
    path("<str:reference>/groups/add/", companions.form_group, name="form_group"),
    path("<str:reference>/groups/<uuid:group>/", companions.peer_group, name="peer_group"),
    path("<str:reference>/names/<int:pk>/", ending.withdraw_name, name="withdraw_name"),
    path("<str:reference>/records/<slug:kind>/<int:pk>/", ending.end_record, name="end_record"),
]
