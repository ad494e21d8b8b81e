from django.urls import path

from macem.people.views import birth, duplicates, holder, names, numbers

app_name = "people"
urlpatterns = [
    path("possible-duplicates/<uuid:pk>/", duplicates.duplicate, name="duplicate"),
    path("<str:reference>/holder/", holder.case_holder, name="case_holder"),
    path("<str:reference>/names/add/", names.add_name, name="add_name"),
    path("<str:reference>/numbers/add/", numbers.add_identifier, name="add_identifier"),
    path("<str:reference>/numbers/<int:pk>/end/", numbers.end_identifier, name="end_identifier"),
    path("<str:reference>/birth/", birth.birth, name="birth"),
]
