"""What people may read of a meeting, twice said: the policies of ``row_security.py`` in Python."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from macem.agencies.models import Membership
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.protocol.vocabulary import ReturnStatus, Role
from macem.protocol.vocabulary.states import EntryKind, MeetingStage

OFFICE = (Role.CHAIR, Role.VICE_CHAIR, Role.BUSINESS_SUPPORT, Role.CE_COORDINATOR)
"""Those who make the agenda, and see it before it is circulated."""

HEADS = (Role.CHAIR, Role.VICE_CHAIR)


def panels_where(user_id: int, *roles: Role) -> QuerySet[Any]:
    """Return the keys of the panels at which a user holds one of ``roles`` now."""
    rows = Membership.objects.current(clock.now()).filter(user_id=user_id)
    return rows.holding(*roles).values("panel_id")


def not_recused(user_id: int, item: str) -> Q:
    """Say that the user has no conflict of interest in the item to which ``item`` leads (clause M4)."""
    recusals = apps.get_model("meetings", "Recusal").objects.filter(
        item_id=OuterRef(item), attendance__user_id=user_id
    )
    return ~Q(Exists(recusals))


class AgendaItemQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``AgendaItem.objects.visible_to(user).listed().with_people()``."""

    part = "part"

    def sight(self, user_id: int) -> Q:
        entries = apps.get_model("meetings", "AgendaEntry")._base_manager
        circulated = entries.filter(item_id=OuterRef("pk"), version__circulation__isnull=False)
        return (
            super().sight(user_id)
            & not_recused(user_id, "pk")
            & (
                Q(meeting__panel_id__in=panels_where(user_id, *OFFICE))
                | Q(presenter_id=user_id)
                | Q(Exists(circulated))
            )
        )

    def listed(self) -> "AgendaItemQuerySet":
        return self.filter(removed_at=None)

    def removed(self) -> "AgendaItemQuerySet":
        return self.filter(removed_at__isnull=False)

    def with_people(self) -> "AgendaItemQuerySet":
        """Bring along the person's names and reference, the case and the presenter."""
        return self.select_related("case__person__subject", "presenter").prefetch_related(
            "case__person__names"
        )


class AgendaEntryQuerySet(ScopedQuerySet[Any]):
    """Entries of frozen agendas."""

    part = "item__part"

    def sight(self, user_id: int) -> Q:
        return (
            super().sight(user_id)
            & not_recused(user_id, "item_id")
            & (
                Q(version__meeting__panel_id__in=panels_where(user_id, *OFFICE))
                | (~Q(kind=EntryKind.NOT_NOW) & Q(version__circulation__isnull=False))
            )
        )

    def listed(self) -> "AgendaEntryQuerySet":
        return self.filter(kind=EntryKind.LISTED)


class AgencyReturnQuerySet(ScopedQuerySet[Any]):
    """Answers of agencies; the latest version of each stands."""

    part = "item__part"

    def sight(self, user_id: int) -> Q:
        mine = Membership.objects.current(clock.now()).filter(user_id=user_id).values("agency_id")
        begun = apps.get_model("schedule", "StageReached").objects.filter(
            meeting_id=OuterRef("item__meeting_id"), stage=MeetingStage.IN_SESSION
        )
        return (
            super().sight(user_id)
            & not_recused(user_id, "item_id")
            & (
                Q(agency_id__in=mine)
                | Q(item__meeting__panel_id__in=panels_where(user_id, *HEADS))
                | (Q(answer=ReturnStatus.SHARED) & ~Q(Exists(self._later())) & Q(Exists(begun)))
            )
        )

    def standing(self) -> "AgencyReturnQuerySet":
        """Keep of each agency's answers on a person the latest, which is the one that stands."""
        return self.filter(~Exists(self._later()))

    def of_agency(self, agency: Any) -> "AgencyReturnQuerySet":
        return self.filter(agency=agency)

    def _later(self) -> QuerySet[Any]:
        return self.model._base_manager.filter(
            item_id=OuterRef("item_id"), agency_id=OuterRef("agency_id"), version__gt=OuterRef("version")
        )


class ReturnDraftQuerySet(ScopedQuerySet[Any]):
    """Drafts are seen by whoever typed them, and by nobody else."""

    part = "item__part"

    def sight(self, user_id: int) -> Q:
        return super().sight(user_id) & not_recused(user_id, "item_id") & Q(saved_by_id=user_id)


class AgendaItemManager(models.Manager.from_queryset(AgendaItemQuerySet)):  # type: ignore[misc]
    """The manager of people on lists; in a view begin with ``visible_to``."""


class AgendaEntryManager(models.Manager.from_queryset(AgendaEntryQuerySet)):  # type: ignore[misc]
    """The manager of entries of frozen agendas; in a view begin with ``visible_to``."""


class AgencyReturnManager(models.Manager.from_queryset(AgencyReturnQuerySet)):  # type: ignore[misc]
    """The manager of agencies' answers; in a view begin with ``visible_to``."""


class ReturnDraftManager(models.Manager.from_queryset(ReturnDraftQuerySet)):  # type: ignore[misc]
    """The manager of unsent answers; in a view begin with ``visible_to``."""
