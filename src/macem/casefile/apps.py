from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "macem.casefile"
    default_auto_field = "django.db.models.BigAutoField"
