from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "macem.schedule"
    default_auto_field = "django.db.models.BigAutoField"
