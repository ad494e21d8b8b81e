from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "macem.desk"
    default_auto_field = "django.db.models.BigAutoField"
