from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

MOST_ATTEMPTS = 8
PAUSE = timedelta(minutes=15)


class NoticeQuerySet(models.QuerySet["Notice"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Notice.objects.waiting(now)``."""

    def waiting(self, now: datetime) -> "NoticeQuerySet":
        """Keep what is still to be mailed, to people who may sign in; a failure rests before the next try."""
        return self.filter(
            Q(tried_at__isnull=True) | Q(tried_at__lte=now - PAUSE),
            sent_at=None,
            attempts__lt=MOST_ATTEMPTS,
            user__disabled_at=None,
        )

    def failed(self) -> "NoticeQuerySet":
        """Keep what could not be mailed so far."""
        return self.filter(sent_at=None).exclude(failure="")
