from django.apps import AppConfig


class ConfidentialityConfig(AppConfig):
    name = "macem.confidentiality"
    default_auto_field = "django.db.models.BigAutoField"
