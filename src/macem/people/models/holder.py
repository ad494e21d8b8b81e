from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.querysets import ScopedManager
from macem.people.models.person import Person


class CaseHolder(models.Model):
    """Who holds the case: an agency and its worker. The group itself does not (clause P9)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    worker_name = models.CharField(_("worker"), max_length=120)
    open_to_social_care = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holder_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(worker_name=""), name="holder_is_somebody"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_current_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_name}, {self.agency}"
