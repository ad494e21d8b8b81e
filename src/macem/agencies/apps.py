from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "macem.agencies"
    default_auto_field = "django.db.models.BigAutoField"
