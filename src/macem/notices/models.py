from django.db import models

from macem.accounts.models import User
from macem.notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message to one user: what kind, where to click, by when. It never names a child (clause M2).

    ``key`` makes a notice once only: the same duty on the same day is not sent twice. ``sent_at`` is the
    mail server's receipt; until then ``failure`` says why the latest of the ``attempts`` did not succeed.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    subject_line = models.CharField(max_length=160)
    path = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    key = models.CharField(max_length=160, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(sent_at__isnull=True), name="notice_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.subject_line
