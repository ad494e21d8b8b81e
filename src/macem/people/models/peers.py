import uuid
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager, ScopedQuerySet
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet


class PeerGroupQuerySet(ScopedQuerySet[Any]):
    """A group is seen by whoever sees two of it: one alone must not hint that there are others."""

    def sight(self, user_id: int) -> Q:
        seen = PeerMember.objects.get_queryset().filter(
            PeerMember.objects.get_queryset().sight(user_id), withdrawn_at=None
        )
        counted = seen.order_by().values("group").annotate(seen=Count("person", distinct=True))
        return Q(pk__in=counted.filter(seen__gte=2).values("group"))


class PeerGroup(models.Model):
    """Children who spend time together and are looked at together, under a name for the group.

    The key is known before the row is written: its members come first, since sight of them is sight of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    words = NarrativeField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ScopedManager[Any] = ScopedManager("members__person_id", queryset=PeerGroupQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="peer_group_has_a_name")]

    def __str__(self) -> str:
        return f"peer group {self.pk}"


class PeerMember(DatedRecord):
    """One child's time in a peer group."""

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="peer_groups")

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        constraints = [
            *DatedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None, withdrawn_at=None),
                name="once_in_a_peer_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"
