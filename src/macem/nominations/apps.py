from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "macem.nominations"
    default_auto_field = "django.db.models.BigAutoField"
