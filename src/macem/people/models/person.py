from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.querysets import PersonQuerySet
from macem.protocol.ages import BirthRange, born_when
from macem.protocol.vocabulary.states import BirthBasis, PersonKind

if TYPE_CHECKING:
    from macem.people.models.holder import CaseHolder


class Person(models.Model):
    """A child, or an adult who poses a risk. The primary key is the Subject's.

    A birth is known exactly; or estimated, as a date that somebody assigned or as "about 15" on a day
    (``estimated_age``, ``estimated_on``); or not known. ``standing`` is "moved" or "died", since
    ``standing_on``. Both are copies of the latest :class:`BirthRecord` and :class:`Fact`, for lists.
    """

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="person")
    kind = EnumField(PersonKind)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    birth_basis = EnumField(BirthBasis, default=BirthBasis.UNKNOWN)
    estimated_age = models.PositiveSmallIntegerField(_("estimated age"), null=True, blank=True)
    estimated_on = models.DateField(_("estimated on"), null=True, blank=True)
    standing = models.CharField(max_length=40, blank=True)
    standing_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    current_holders: list["CaseHolder"]
    """Set by ``PersonQuerySet.with_holder``."""

    objects = ScopedManager(queryset=PersonQuerySet)

    class Meta:
        indexes = [models.Index(fields=["date_of_birth"], name="person_by_birth")]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_basis="unknown", date_of_birth=None, estimated_age=None)
                | Q(birth_basis="exact", date_of_birth__isnull=False, estimated_age=None)
                | Q(birth_basis="estimated", date_of_birth__isnull=False, estimated_age=None)
                | Q(birth_basis="estimated", date_of_birth=None, estimated_age__isnull=False),
                name="birth_as_its_basis_says",
            ),
            models.CheckConstraint(
                condition=Q(estimated_age=None, estimated_on=None)
                | Q(estimated_age__isnull=False, estimated_on__isnull=False),
                name="estimated_age_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def born(self) -> BirthRange | None:
        """The days between which the person was born; None where nothing is known.

        A date that somebody assigned is taken as it stands.
        """
        if self.estimated_age is not None and self.estimated_on is not None:
            return born_when(self.estimated_age, self.estimated_on)
        if self.date_of_birth is not None:
            return BirthRange(self.date_of_birth, self.date_of_birth)
        return None

    @property
    def exact_birth(self) -> date | None:
        """The date of birth where it is known exactly."""
        return self.date_of_birth if self.birth_basis is BirthBasis.EXACT else None
