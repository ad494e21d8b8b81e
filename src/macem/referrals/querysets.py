from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from macem.agencies.models import Membership
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.protocol.vocabulary.screening import Question, Said
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

    def harm_now_first(self) -> "ReferralQuerySet":
        """Put those first whose screening form says that the child is being harmed now; then the oldest."""
        form = self.model._meta.get_field("screening").related_model
        answers = form._meta.get_field("answers").related_model._base_manager
        harmed = answers.filter(
            screening_id=OuterRef("screening_id"),
            question=Question.HARM_NOW.value,
            choice=Said.YES.value,
        )
        return self.annotate(harmed_now=Exists(harmed)).order_by("-harmed_now", "submitted_at", "pk")

    def decided_since(self, since: datetime) -> "ReferralQuerySet":
        """Keep those on which the MASH has decided, or decided again, since an instant."""
        return self.filter(Exists(_decisions(self.model).filter(decided_at__gte=since)))

    def decided_by(self, user: Any, *, since: datetime) -> "ReferralQuerySet":
        """Keep those on which ``user`` has decided for the MASH since an instant."""
        return self.filter(Exists(_decisions(self.model).filter(decided_by=user, decided_at__gte=since)))

    def latest_decided_first(self) -> "ReferralQuerySet":
        latest = _decisions(self.model).order_by("-decided_at", "-pk").values("decided_at")[:1]
        return self.order_by(Subquery(latest).desc(), "-pk")


class AssessmentQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``RiskAssessment.objects.visible_to(user).waiting().sent_to(user)``."""

    def sent_to(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(sent_to=user)

    def written_by(self, user: Any) -> "AssessmentQuerySet":
        return self.filter(author=user)

    def waiting(self) -> "AssessmentQuerySet":
        """Keep those that no service manager has looked at yet."""
        return self.filter(reviews=None, source=AssessmentSource.HERE)

    def signed_off(self) -> "AssessmentQuerySet":
        """Keep those signed off here, and those attached from Mosaic, which were signed off there."""
        return self.filter(
            Q(reviews__outcome=AssessmentOutcome.SIGNED_OFF) | Q(source=AssessmentSource.MOSAIC)
        )

    def returned(self) -> "AssessmentQuerySet":
        """Keep those returned to their author and not revised since."""
        return self.filter(reviews__outcome=AssessmentOutcome.RETURNED, revision=None)

    def newest_first(self) -> "AssessmentQuerySet":
        return self.order_by("-completed_on", "-sent_at", "-pk")


class AssessmentDraftQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``AssessmentDraft.objects.visible_to(user).written_by(user)``."""

    def sight(self, user_id: int) -> Q:
        """Of a child whom one sees: one's own, and those of which one is a helper."""
        return _draft_sight(user_id, "", super().sight(user_id))

    def written_by(self, user: Any) -> "AssessmentDraftQuerySet":
        return self.filter(author=user)


class DraftAnswerQuerySet(ScopedQuerySet[Any]):
    """The answers of the drafts that somebody sees."""

    def sight(self, user_id: int) -> Q:
        return _draft_sight(user_id, "draft__", super().sight(user_id))


class EarlyHelpQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``EarlyHelp.objects.visible_to(user).open().read_by(user)``."""

    def open(self) -> "EarlyHelpQuerySet":
        """Keep those whose work with the family goes on, the next review first."""
        return self.with_state().filter(state__in=[one.value for one in EarlyHelpState if one.is_open])

    def ended(self) -> "EarlyHelpQuerySet":
        return self.with_state().exclude(state__in=[one.value for one in EarlyHelpState if one.is_open])

    def with_state(self) -> "EarlyHelpQuerySet":
        """Give each row its ``state`` and its ``next_review``, as its latest review says."""
        reviews = self.model._meta.get_field("reviews").related_model
        latest = reviews._base_manager.filter(early_help_id=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            state=Coalesce(Subquery(latest.values("outcome")[:1]), Value(EarlyHelpState.UNDER_WAY.value)),
            next_review=Case(
                When(Exists(latest), then=Subquery(latest.values("next_review_on")[:1])),
                default="review_on",
            ),
        )

    def read_by(self, user_id: int) -> "EarlyHelpQuerySet":
        """Keep those of the reader's own agency or lead, and those at panels whose MASH they decide for or
        coordinate.
        """
        mine = Membership.objects.current(clock.now()).filter(user_id=user_id)
        offices = mine.holding(Role.MASH_DECISION_MAKER, Role.CE_COORDINATOR).values("panel_id")
        return self.filter(Q(panel_id__in=offices) | self._own(user_id))

    def done_by_agency_of(self, user_id: int) -> "EarlyHelpQuerySet":
        """Keep those done by an agency for which the user is the contact at the panel, or led by them."""
        return self.filter(self._own(user_id))

    def _own(self, user_id: int) -> Q:
        leads = self.model._meta.get_field("leads").related_model._base_manager
        later = leads.filter(early_help_id=OuterRef("early_help_id"), pk__gt=OuterRef("pk"))
        led = leads.filter(~Exists(later), user_id=user_id).values("early_help_id")
        contact = Membership.objects.current(clock.now()).holding(Role.SPOC)
        contact = contact.filter(
            user_id=user_id, panel_id=OuterRef("panel_id"), agency_id=OuterRef("agency_id")
        )
        return Q(Exists(contact)) | Q(pk__in=led)


def _draft_sight(user_id: int, to: str, sees_child: Q) -> Q:
    """Return the Python twin of the drafts' policies; ``to`` leads to the draft."""
    helps = Q(**{f"{to}helpers__user_id": user_id, f"{to}helpers__ended_at": None})
    return sees_child & (Q(**{f"{to}author_id": user_id}) | helps)


def _mash_panels(user_id: int) -> Any:
    mine = Membership.objects.current(clock.now()).filter(user_id=user_id)
    return mine.holding(Role.MASH_DECISION_MAKER).values("panel_id")


def _decisions(referral: Any) -> Any:
    decision = referral._meta.get_field("decisions").related_model
    return decision._base_manager.filter(referral_id=OuterRef("pk"))
