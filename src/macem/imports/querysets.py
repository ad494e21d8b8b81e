"""A file is seen by who sent it and by those who keep the panel's list; its rows are seen with it."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import ImportRowOutcome

KEEPERS = (Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT)
WRITTEN = (ImportRowOutcome.ADDED, ImportRowOutcome.CHANGED)
NOT_RECORDED = (ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED)


class UploadQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Upload.objects.visible_to(user).for_lists()``."""

    def sight(self, user_id: int) -> Q:
        """Return the table's policy in Python: see ``row_security.py``, whose twin this is."""
        held = apps.get_model("agencies", "Membership").objects.current(clock.now()).filter(user_id=user_id)
        return Q(uploaded_by_id=user_id) | Q(panel_id__in=held.holding(*KEEPERS).values("panel_id"))

    def for_lists(self) -> "UploadQuerySet":
        """Bring along who sent and applied each, and leave the files themselves where they are."""
        return self.select_related("uploaded_by", "applied_by").defer("content")

    def with_outcomes(self) -> "UploadQuerySet":
        """Annotate how many rows were ``.written`` and how many ``.not_recorded``, newest file first."""
        return self.annotate(
            written=Count("rows", filter=Q(rows__outcome__in=[one.value for one in WRITTEN])),
            not_recorded=Count("rows", filter=Q(rows__outcome__in=[one.value for one in NOT_RECORDED])),
        ).order_by("-uploaded_at", "-id")


class UploadRowQuerySet(ScopedQuerySet[Any]):
    """Rows are seen by whoever sees their file."""

    def sight(self, user_id: int) -> Q:
        """Return the table's policy in Python."""
        uploads = apps.get_model("imports", "Upload").objects.all()
        return Q(upload__in=uploads.filter(uploads.sight(user_id)))


class UploadManager(models.Manager.from_queryset(UploadQuerySet)):  # type: ignore[misc]
    """The manager of :class:`macem.imports.models.Upload`; in a view begin with ``visible_to``."""


class UploadRowManager(models.Manager.from_queryset(UploadRowQuerySet)):  # type: ignore[misc]
    """The manager of :class:`macem.imports.models.UploadRow`."""
