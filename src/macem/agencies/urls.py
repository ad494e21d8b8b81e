from django.urls import path

from macem.agencies.views import partnership, roles, users

app_name = "agencies"
urlpatterns = [
    path("", users.users, name="users"),
    path("users/new/", users.new, name="user_new"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/change/", users.change, name="user_change"),
    path("users/<int:pk>/shut/", users.shut, name="user_shut"),
    path("users/<int:pk>/open/", users.open_again, name="user_open"),
    path("users/<int:pk>/link/", users.send_link, name="user_link"),
    path("users/<int:pk>/second-factor/", users.reset_second_factor, name="user_second_factor"),
    path("users/<int:pk>/roles/new/", roles.new, name="role_new"),
    path("roles/<int:pk>/end/", roles.end, name="role_end"),
    path("agencies/", partnership.agencies, name="agencies"),
    path("agencies/new/", partnership.agency_new, name="agency_new"),
    path("agencies/<slug:code>/", partnership.agency_change, name="agency_change"),
    path("panels/<slug:code>/", partnership.panel, name="panel"),
    path("panels/<slug:code>/change/", partnership.panel_change, name="panel_change"),
    path("panels/<slug:code>/places/", partnership.place, name="place"),
]
