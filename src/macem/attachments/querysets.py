from datetime import datetime
from typing import Any

from django.db.models import Q

from macem.confidentiality.querysets import ScopedQuerySet, sees


class StoredFileQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``StoredFile.objects.visible_to(user).held_by(user)``."""

    def sight(self, user_id: int) -> Q:
        """Of a person whom one sees; a file that is only held, its sender alone."""
        return _sight(user_id, "", sees(user_id, self.path))

    def held(self) -> "StoredFileQuerySet":
        """Keep those that no record uses yet."""
        return self.filter(used_at=None)

    def held_by(self, user: Any) -> "StoredFileQuerySet":
        return self.held().filter(added_by_id=user.pk)

    def added_before(self, at: datetime) -> "StoredFileQuerySet":
        return self.filter(added_at__lt=at)


class FileContentQuerySet(ScopedQuerySet[Any]):
    """The bytes of the files that somebody sees."""

    def sight(self, user_id: int) -> Q:
        return _sight(user_id, "file__", sees(user_id, self.path))


def _sight(user_id: int, to: str, sees_person: Q) -> Q:
    """Return the Python twin of the tables' policies; ``to`` leads to the file."""
    own = Q(**{f"{to}added_by_id": user_id})
    return sees_person & (Q(**{f"{to}used_at__isnull": False}) | own)
