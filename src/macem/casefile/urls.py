from django.urls import path

from macem.casefile.views import lists, person, seen

app_name = "casefile"
urlpatterns = [
    path("children/", lists.children, name="children"),
    path("adults/", lists.adults, name="adults"),
    path("search/", lists.search, name="search"),
    path("people/<str:reference>/", person.person, name="person"),
    path("people/<str:reference>/seen-by/", seen.seen_by, name="seen_by"),
]
