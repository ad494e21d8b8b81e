"""Who reads what was said in the room and what the minutes keep: ``room_security.py`` in Python."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from macem.agencies.models import Membership
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.meetings.querysets import OFFICE, not_recused, panels_where
from macem.protocol.vocabulary import AttendanceStatus, Role

RUNNERS = (Role.CHAIR, Role.VICE_CHAIR, Role.BUSINESS_SUPPORT)
"""Those who run the meeting and write its record (clauses W2, W3)."""

IN_THE_ROOM = tuple(status for status in AttendanceStatus if status.in_the_room)


class AttendanceQuerySet(models.QuerySet[Any]):
    """Reads as sentences: ``Attendance.objects.standing().at(meeting).in_the_room()``."""

    def standing(self) -> "AttendanceQuerySet":
        """Leave out what was corrected by a later row."""
        return self.filter(replaced_at=None)

    def at(self, meeting: Any) -> "AttendanceQuerySet":
        return self.filter(meeting=meeting)

    def expected(self) -> "AttendanceQuerySet":
        """Keep those who are or were to come themselves, whether or not they have accepted the statement."""
        return self.filter(status__in=IN_THE_ROOM)

    def in_the_room(self) -> "AttendanceQuerySet":
        """Keep those who came and accepted the confidentiality statement, also if they left since (S7)."""
        return self.expected().filter(confidentiality_accepted_at__isnull=False)


class OfItemQuerySet(ScopedQuerySet[Any]):
    """Rows of an item are seen by whoever sees the person in its part, unless they are recused from it."""

    part = "item__part"

    def sight(self, user_id: int) -> Q:
        return super().sight(user_id) & not_recused(user_id, "item_id")


class VersionsOfItemQuerySet(OfItemQuerySet):
    """Rows of which the latest version stands."""

    def standing(self) -> "VersionsOfItemQuerySet":
        """Keep of each item's versions the one that stands."""
        later = self.model.objects.filter(item_id=OuterRef("item_id"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))


class SaidInTheRoomQuerySet(VersionsOfItemQuerySet):
    """What was said is for those who were there or presented, and who run the panel."""

    def sight(self, user_id: int) -> Q:
        here = Membership.objects.current(clock.now()).filter(user_id=user_id).values("panel_id")
        came = apps.get_model("meetings", "Attendance").objects.in_the_room().filter(user_id=user_id)
        was_there = Q(
            item__meeting__panel_id__in=here,
            item__meeting_id__in=came.values("meeting_id"),
        )
        return super().sight(user_id) & (
            Q(item__meeting__panel_id__in=panels_where(user_id, *OFFICE))
            | Q(item__presenter_id=user_id)
            | was_there
        )


class MinutesSectionQuerySet(OfItemQuerySet):
    """Drafts are for those who run the meeting; what was distributed for whoever clause S1 lets read it."""

    def sight(self, user_id: int) -> Q:
        held = Membership.objects.filter(user_id=user_id)
        here = held.current(clock.now()).values("panel_id")
        meetings = apps.get_model("schedule", "Meeting").objects.filter(panel_id__in=here)
        agreed = apps.get_model("meetings", "EarlierMinutesAgreed").objects.filter(user_id=user_id)
        named = apps.get_model("meetings", "Attendance").objects.standing().filter(user_id=user_id)
        member_then = held.filter(
            Q(until=None) | Q(until__date__gt=OuterRef("on")),
            panel_id=OuterRef("panel_id"),
            since__date__lte=OuterRef("on"),
        )
        readable = meetings.filter(
            Q(Exists(member_then))
            | Q(pk__in=agreed.values("meeting_id"))
            | Q(pk__in=named.values("meeting_id"))
        )
        return super().sight(user_id) & (
            Q(minutes__meeting__panel_id__in=panels_where(user_id, *RUNNERS))
            | Q(minutes__distribution__isnull=False, minutes__meeting_id__in=readable.values("pk"))
        )


class OfItemManager(models.Manager.from_queryset(OfItemQuerySet)):  # type: ignore[misc]
    """The manager of rows about an item; in a view begin with ``visible_to``."""


class VersionsOfItemManager(models.Manager.from_queryset(VersionsOfItemQuerySet)):  # type: ignore[misc]
    """The manager of rows of which the latest stands; in a view begin with ``visible_to``."""


class SaidInTheRoomManager(models.Manager.from_queryset(SaidInTheRoomQuerySet)):  # type: ignore[misc]
    """The manager of what was said about an item; in a view begin with ``visible_to``."""


class MinutesSectionManager(models.Manager.from_queryset(MinutesSectionQuerySet)):  # type: ignore[misc]
    """The manager of sections of minutes; in a view begin with ``visible_to``."""
