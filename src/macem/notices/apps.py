from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "macem.notices"
    default_auto_field = "django.db.models.BigAutoField"
