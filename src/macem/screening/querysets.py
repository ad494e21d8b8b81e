from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from macem.agencies.models import Membership
from macem.confidentiality.querysets import ScopedQuerySet, sees
from macem.gate import clock
from macem.protocol.invitation import MOST_WRONG_CODES
from macem.protocol.vocabulary import Role

MASH = (Role.MASH_DECISION_MAKER,)
READERS = (
    *MASH,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SOCIAL_CARE_WORKER,
    Role.SERVICE_MANAGER,
)
"""Who reads a whole screening form of a child whom they see: it names who told what."""

INVITERS = (*MASH, Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT)
"""Who invites somebody without an account to fill in a form, and sees whom the panel has invited."""


class ScreeningQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Screening.objects.visible_to(user).drafts().begun_by(user)``."""

    def sight(self, user_id: int) -> Q:
        """One's own; sent ones as :data:`READERS`; the MASH also those not yet linked to a person."""
        return _sight(user_id, "", sees(user_id, self.path))

    def begun_by(self, user: Any) -> "ScreeningQuerySet":
        return self.filter(begun_by=user)

    def drafts(self) -> "ScreeningQuerySet":
        """Keep those that are not sent, the latest begun first."""
        return self.filter(sent_at=None).order_by("-begun_at", "-pk")

    def sent(self) -> "ScreeningQuerySet":
        return self.filter(sent_at__isnull=False)


class ScreeningAnswerQuerySet(ScopedQuerySet[Any]):
    """The answers of the forms that somebody sees."""

    def sight(self, user_id: int) -> Q:
        return _sight(user_id, "screening__", sees(user_id, self.path))


class ScreeningInvitationQuerySet(models.QuerySet[Any]):
    """Reads as sentences: ``ScreeningInvitation.objects.at_panels_of(user)``."""

    def at_panels_of(self, user: Any) -> "ScreeningInvitationQuerySet":
        """Keep those of the panels for which a user may invite."""
        mine = Membership.objects.current(clock.now()).of_user(user).holding(*INVITERS)
        return self.filter(panel_id__in=mine.values("panel_id"))

    def stuck(self, now: datetime) -> "ScreeningInvitationQuerySet":
        """Keep those that were neither used nor ended, and let nobody in any more."""
        return self.filter(
            Q(invitation__expires_at__lte=now) | Q(invitation__wrong_codes__gte=MOST_WRONG_CODES),
            invitation__used_at=None,
            invitation__ended_at=None,
        )

    def of_person(self, user_id: int | None) -> "ScreeningInvitationQuerySet":
        """Keep the one by which an invited person came."""
        return self.filter(invitation__user_id=user_id)


def _sight(user_id: int, to: str, sees_child: Q) -> Q:
    """Return the Python twin of the tables' policies; ``to`` leads to the form."""
    mine = Membership.objects.current(clock.now()).filter(user_id=user_id)
    mash = Q(**{f"{to}panel_id__in": mine.holding(*MASH).values("panel_id")})
    readers = Q(**{f"{to}panel_id__in": mine.holding(*READERS).values("panel_id")})
    sent, unlinked = Q(**{f"{to}sent_at__isnull": False}), Q(**{f"{to}subject_id__isnull": True})
    return Q(**{f"{to}begun_by_id": user_id}) | (sent & ((unlinked & mash) | (sees_child & readers)))
