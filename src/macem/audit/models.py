"""Append-only logs. They hold plain ids and no foreign keys, so that nothing here can be cascaded away."""

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now


class TransactionIdField(models.Field):
    """PostgreSQL's 64-bit transaction id; the sealing job orders rows by it."""

    def db_type(self, connection: object) -> str:
        return "xid8"


class LogRow(models.Model):
    """What both logs share: when it happened, when it was written, and in which transaction."""

    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    xid = TransactionIdField(db_default=RawSQL("pg_current_xact_id()", []), editable=False)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class AuditEvent(LogRow):
    """One change, or one refusal. ``details`` holds ids, states and field names, never what was written."""

    event = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "happened_at"]),
            models.Index(fields=["actor_id", "happened_at"]),
            models.Index(fields=["event", "happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.object_type} {self.object_id}"


class AccessEntry(LogRow):
    """One opening of a person's record by somebody: who looked, at what, in the course of what."""

    route = models.CharField(max_length=120)
    context = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "happened_at"]),
            models.Index(fields=["actor_id", "happened_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.subject_id}"
