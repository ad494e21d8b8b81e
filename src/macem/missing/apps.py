from django.apps import AppConfig


class MissingConfig(AppConfig):
    name = "macem.missing"
    default_auto_field = "django.db.models.BigAutoField"
