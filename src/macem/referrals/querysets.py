from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from macem.agencies.models import Membership
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import AssessmentOutcome


class ReferralQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Referral.objects.visible_to(user).undecided()``."""

    def sight(self, user_id: int) -> Q:
        """Also one's own, and, for the MASH of a panel, those that are not yet linked to a person."""
        unlinked = Q(subject_id__isnull=True, panel_id__in=_mash_panels(user_id))
        return super().sight(user_id) | Q(submitted_by_id=user_id) | unlinked

    def at_mash_of(self, user: Any) -> "ReferralQuerySet":
        """Keep those sent to a panel at which ``user`` decides for the MASH."""
        return self.filter(panel_id__in=_mash_panels(user.pk))

    def submitted_by(self, user: Any) -> "ReferralQuerySet":
        return self.filter(submitted_by=user)

    def undecided(self) -> "ReferralQuerySet":
        """Keep those on which the MASH has not decided, oldest first."""
        return self.filter(~Exists(_decisions(self.model))).order_by("submitted_at", "pk")

    def decided_since(self, since: datetime) -> "ReferralQuerySet":
        """Keep those on which the MASH has decided, or decided again, since an instant."""
        return self.filter(Exists(_decisions(self.model).filter(decided_at__gte=since)))


class AssessmentQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``RiskAssessment.objects.visible_to(user).waiting().sent_to(user)``."""

    def sent_to(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(sent_to=user)

    def written_by(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(author=user)

    def waiting(self) -> "AssessmentQuerySet":
        """Keep those that no service manager has looked at yet."""
        return self.filter(reviews=None)

    def signed_off(self) -> "AssessmentQuerySet":
        return self.filter(reviews__outcome=AssessmentOutcome.SIGNED_OFF)

    def returned(self) -> "AssessmentQuerySet":
        """Keep those returned to their author and not revised since."""
        return self.filter(reviews__outcome=AssessmentOutcome.RETURNED, revision=None)

    def newest_first(self) -> "AssessmentQuerySet":
        return self.order_by("-completed_on", "-sent_at", "-pk")


def _mash_panels(user_id: int) -> Any:
    mine = Membership.objects.current(clock.now()).filter(user_id=user_id)
    return mine.holding(Role.MASH_DECISION_MAKER).values("panel_id")


def _decisions(referral: Any) -> Any:
    decision = referral._meta.get_field("decisions").related_model
    return decision._base_manager.filter(referral_id=OuterRef("pk"))
