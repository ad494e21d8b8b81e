from datetime import datetime

from django.db import models
from django.db.models import Q

from macem.protocol.vocabulary import Role


class MembershipQuerySet(models.QuerySet["Membership"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Membership.objects.current(at).at_panel(panel).holding(Role.SPOC)``."""

    def current(self, at: datetime) -> "MembershipQuerySet":
        """Keep memberships in force at ``at`` of users who may still sign in."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at, user__disabled_at=None)

    def at_panel(self, panel: object) -> "MembershipQuerySet":
        return self.filter(panel=panel)

    def of_agency(self, agency: object) -> "MembershipQuerySet":
        return self.filter(agency=agency)

    def of_user(self, user: object) -> "MembershipQuerySet":
        return self.filter(user=user)

    def holding(self, *roles: Role) -> "MembershipQuerySet":
        return self.filter(role__in=[role.value for role in roles])
