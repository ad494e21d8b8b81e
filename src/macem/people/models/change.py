from django.db import models

from macem.confidentiality.querysets import ScopedManager
from macem.people.models.person import Person


class FactsChanged(models.Model):
    """A fact that bears on the criteria changed; nominations drains these every minute and nightly."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ScopedManager("person_id")

    def __str__(self) -> str:
        return self.what
