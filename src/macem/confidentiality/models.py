"""Who may see whom. These tables hold ids only; why something is so stands in the rooms above."""

from django.db import connection, models
from django.db.models import F, Q

from macem.confidentiality.querysets import ScopedManager


def next_subject_id() -> int:
    """Take the next subject number. Known before the row is written, because the first grant comes first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('confidentiality_subject_number')")
        return int(cursor.fetchone()[0])


class Subject(models.Model):
    """The anchor of every person: a child, or an adult who poses a risk.

    Not an automatic key: PostgreSQL checks an INSERT ... RETURNING against the right to read, and the
    right to read a new person is a grant that needs the number first.
    """

    id = models.BigIntegerField(primary_key=True, default=next_subject_id, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    objects = ScopedManager("pk")

    def __str__(self) -> str:
        return self.reference


class AccessGrant(models.Model):
    """The only source of sight: ``principal`` may see ``subject`` from ``since`` until ``until``.

    ``principal`` is ``u12`` (a user), ``a3`` (an agency), ``p1:chair`` (a role at a panel) or
    ``p1:chair:2`` (the same, holding the Part 2 right). ``source`` names the row that gave it.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="grants", db_index=False)
    principal = models.CharField(max_length=60)
    part = models.CharField(max_length=4, blank=True)
    basis = models.CharField(max_length=60)
    source = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="grant_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["subject", "principal", "source"],
                condition=Q(until__isnull=True),
                name="one_open_grant_per_source",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "principal"], name="grant_by_subject"),
            models.Index(
                fields=["principal"], include=["subject", "since", "until"], name="grant_by_principal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} sees {self.subject_id}"


class Exclusion(models.Model):
    """A named user is barred from a subject, whatever else they hold."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="exclusions")
    user_id = models.BigIntegerField(db_index=True)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} excluded from {self.subject_id}"


class Restriction(models.Model):
    """Only the named members see the subject, and they only if they also hold a grant."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="restrictions")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"restriction on {self.subject_id}"


class RestrictionMember(models.Model):
    """One user on a restriction's list of the allowed."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="members")
    user_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["restriction", "user_id"], name="once_on_a_restriction")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} within {self.restriction_id}"
