from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "macem.demo"
    default_auto_field = "django.db.models.BigAutoField"
