"""What was said and decided about each person in the meeting (clauses M5-M8, P8, P10, S3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.actions.models import Action
from macem.agencies.models import Agency
from macem.cases.models import Closure
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome
from macem.sharing.models import SharingAgreement


class ItemRecord(models.Model):
    """A version of what the note-taker holds of one item. Saving names the version it edits."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="records")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    discussion = NarrativeField(_("what was discussed"), blank=True)
    child_voice = NarrativeField(_("the child's voice"), blank=True)
    family_voice = NarrativeField(_("the family's voice"), blank=True)
    voice_not_asked = NarrativeField(_("why nobody asked"), blank=True)
    level = EnumField(RiskLevel, blank=True)
    level_reason = NarrativeField(_("why this level"), blank=True)
    plan = NarrativeField(_("agreed plan"), blank=True)
    all_agree = models.BooleanField(_("everybody present agrees"), default=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["item", "version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="one_record_per_version")
        ]

    def __str__(self) -> str:
        return f"record {self.version} of item {self.item_id}"


class InformationGiven(models.Model):
    """What one agency said in the meeting: fact and opinion apart, and what it offers."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="information")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fact = NarrativeField(_("fact"), blank=True)
    opinion = NarrativeField(_("opinion"), blank=True)
    offer = NarrativeField(_("what the agency offers"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(fact="") | ~Q(opinion="") | ~Q(offer=""), name="information_is_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"information from {self.agency}"


class Dissent(models.Model):
    """An agency does not agree; who takes it up the escalation route, and by when (clause M7)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="dissents")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("who does not agree"), max_length=120)
    reason = NarrativeField(_("why"))
    escalated = models.BooleanField(_("take it up the escalation route"), default=False)
    escalation_owner = models.CharField(_("who takes it up"), max_length=120, blank=True)
    escalation_due = models.DateField(_("by when"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(escalated=False) | (~Q(escalation_owner="") & Q(escalation_due__isnull=False)),
                name="escalation_has_owner_and_date",
            )
        ]

    def __str__(self) -> str:
        return f"dissent of {self.agency}"


class ItemAction(models.Model):
    """An action agreed while this item was discussed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="agreed_actions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="agreed_in")

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"action {self.action_id} of item {self.item_id}"


class ItemSharing(models.Model):
    """What was agreed at this item about telling the child and family (clause S3)."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="sharing")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(SharingAgreement, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"sharing of item {self.item_id}"


class ItemDecision(models.Model):
    """Continue or close (clause P10). Not quorate: provisional, and first on the next agenda (M4)."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    outcome = EnumField(ItemOutcome)
    closure = models.OneToOneField(Closure, on_delete=models.PROTECT, null=True, blank=True)
    quorate = models.BooleanField()
    missing_agencies = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = ScopedManager()

    def __str__(self) -> str:
        return str(self.outcome)
