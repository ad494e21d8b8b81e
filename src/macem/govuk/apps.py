from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "macem.govuk"
    label = "govuk"
    verbose_name = "Layout and components"
