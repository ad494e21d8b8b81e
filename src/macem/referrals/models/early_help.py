from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from macem.referrals.models.mash import MashDecision
from macem.referrals.querysets import EarlyHelpQuerySet


class EarlyHelp(models.Model):
    """A Family Early Help Assessment and the work with child and family, done by one agency (clause P2).

    It follows one decision of the MASH. Where it stands, its latest review says; until the first review it
    is under way, and ``review_on`` is that review's day.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="early_help")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="early_help")
    decision = models.OneToOneField(MashDecision, on_delete=models.PROTECT, related_name="early_help")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="early_help")
    review_on = models.DateField(_("first review on"))
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="early_help_begun")
    begun_at = models.DateTimeField()

    state: str
    next_review: date | None
    """Both set by ``EarlyHelpQuerySet.with_state``."""

    objects = ScopedManager(queryset=EarlyHelpQuerySet)

    class Meta:
        ordering = ["begun_at", "id"]

    def __str__(self) -> str:
        return f"early help {self.pk}"


class EarlyHelpWork(models.Model):
    """One kind of work that is offered, such as "PACE"; the protocol file names the usual ones (P2)."""

    early_help = models.ForeignKey(EarlyHelp, on_delete=models.PROTECT, related_name="work")
    name = models.CharField(_("work offered"), max_length=200)

    objects = ScopedManager("early_help__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["early_help", "name"], name="early_help_offers_work_once"),
            models.CheckConstraint(condition=~Q(name=""), name="early_help_work_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"work {self.pk}"


class EarlyHelpLead(models.Model):
    """Who leads the work for the agency, with or without an account here. The latest one stands."""

    early_help = models.ForeignKey(EarlyHelp, on_delete=models.PROTECT, related_name="leads")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="early_help_led"
    )
    name = models.CharField(_("lead person"), max_length=160)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="early_help_leads_named")
    named_at = models.DateTimeField()

    objects = ScopedManager("early_help__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="early_help_lead_has_a_name")]

    def __str__(self) -> str:
        return self.name


class EarlyHelpReview(models.Model):
    """What became of the work by a day, and how it goes on (clause P2). The latest one stands.

    ``decision`` is the decision of the MASH by which the work was stepped up, stepped down or ended.
    """

    early_help = models.ForeignKey(EarlyHelp, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField(_("reviewed on"))
    outcome = EnumField(EarlyHelpState)
    reason = NarrativeField(_("reason"))
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    decision = models.ForeignKey(
        MashDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="early_help_ended"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="early_help_reviewed")
    recorded_at = models.DateTimeField()

    objects = ScopedManager("early_help__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="early_help_review_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="under_way", next_review_on__isnull=False)
                | ~Q(outcome="under_way") & Q(next_review_on=None),
                name="early_help_goes_on_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.outcome)


class EarlyHelpWorkReview(models.Model):
    """What was done in one kind of work since the review before, and its effect."""

    review = models.ForeignKey(EarlyHelpReview, on_delete=models.PROTECT, related_name="work")
    work = models.ForeignKey(EarlyHelpWork, on_delete=models.PROTECT, related_name="reviews")
    effect = EnumField(WorkEffect)
    done = NarrativeField(_("what was done"), blank=True)

    objects = ScopedManager("review__early_help__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "work"], name="early_help_work_reviewed_once"),
            models.CheckConstraint(
                condition=Q(effect__in=["not_started", "not_wanted"]) | ~Q(done=""),
                name="early_help_work_says_what_was_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.effect)
