from typing import Any

from django.db.models import Exists, OuterRef

from macem.confidentiality.querysets import ScopedQuerySet


class EpisodeQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Episode.objects.visible_to(user).standing()``."""

    def standing(self) -> "EpisodeQuerySet":
        """Keep the episodes that no later correction has replaced."""
        return self.filter(~Exists(self.model._base_manager.filter(replaces_id=OuterRef("pk"))))
