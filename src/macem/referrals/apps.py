from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "macem.referrals"
    default_auto_field = "django.db.models.BigAutoField"
