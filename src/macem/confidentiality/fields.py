from django.db import models


class NarrativeField(models.TextField):
    """Free text about people. The one class in which such text will be encrypted at rest (security.md 22)."""

    description = "Free text about people"
