from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.confidentiality.querysets import ScopedManager
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet


class HomeAuthority(DatedRecord):
    """The local authority that placed a child here, and its worker (clause C6).

    ``told_on`` is the day on which it told this area; None where it has not, or nobody knows.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="home_authorities")
    authority = models.CharField(_("home authority"), max_length=120)
    worker_name = models.CharField(_("its worker"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    told_on = models.DateField(_("told this area on"), null=True, blank=True)

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        verbose_name_plural = "home authorities"
        constraints = [
            *DatedRecord.Meta.constraints,
            models.CheckConstraint(condition=~Q(authority=""), name="home_authority_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"home authority of person {self.person_id}"
