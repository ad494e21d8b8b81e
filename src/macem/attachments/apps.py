from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "macem.attachments"
    default_auto_field = "django.db.models.BigAutoField"
