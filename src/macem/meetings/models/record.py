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
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.meetings.room_querysets import OfItemManager, SaidInTheRoomManager, VersionsOfItemManager
from macem.protocol.vocabulary import ClosureKind, RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome
from macem.sharing.models import SharingAgreement


class ItemRecord(models.Model):
    """A version of what the note-taker holds of one item. Saving names the version it edits."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="records")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    presented_by = models.CharField(_("who presented"), max_length=120, blank=True)
    discussion = NarrativeField(_("what was discussed"), blank=True)
    child_voice = NarrativeField(_("the child's voice"), blank=True)
    family_voice = NarrativeField(_("the family's voice"), blank=True)
    voice_asked_by = models.CharField(_("who asked"), max_length=120, blank=True)
    voice_asked_on = models.DateField(_("when"), null=True, blank=True)
    voice_not_asked = NarrativeField(_("why somebody was not asked"), blank=True)
    level = EnumField(RiskLevel, blank=True)
    level_reason = NarrativeField(_("why this level"), blank=True)
    plan = NarrativeField(_("agreed plan"), blank=True)
    all_agree = models.BooleanField(_("everybody present agrees"), default=False)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    objects = SaidInTheRoomManager()

    class Meta:
        ordering = ["item", "version"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="one_record_per_version")]

    def __str__(self) -> str:
        return f"record {self.version} of item {self.item_id}"


class InformationGiven(models.Model):
    """What one agency said in the meeting: fact and opinion apart, and what it offers (clause M5)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="information")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fact = NarrativeField(_("fact"), blank=True)
    opinion = NarrativeField(_("opinion"), blank=True)
    offer = NarrativeField(_("what the agency offers"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SaidInTheRoomManager()

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
    """An agency does not agree; where it takes that up the escalation route, by which action (M7)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="dissents")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("who does not agree"), max_length=120)
    reason = NarrativeField(_("why"))
    escalation = models.OneToOneField(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="escalates"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = SaidInTheRoomManager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(reason=""), name="dissent_says_who_and_why")
        ]

    def __str__(self) -> str:
        return f"dissent of {self.agency}"


class Concern(models.Model):
    """A concern about a child who is not open to children's social care (clause P8).

    The child of this item, or another who was spoken of: ``about`` says which. It is settled by an action
    to refer, with an owner and a date; the meeting cannot be finished while there is none.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="concerns")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    about = NarrativeField(_("which child"))
    concern = NarrativeField(_("what the concern is"))
    action = models.OneToOneField(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_concern"
    )
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField()

    objects = SaidInTheRoomManager()

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(about="") & ~Q(concern=""), name="concern_says_what")
        ]

    def __str__(self) -> str:
        return f"concern at item {self.item_id}"


class ItemAction(models.Model):
    """An action agreed while this item was discussed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="agreed_actions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="agreed_in")

    objects = OfItemManager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"action {self.action_id} of item {self.item_id}"


class ItemSharing(models.Model):
    """What was agreed at this item about telling the child and family (clause S3). The latest stands."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="sharings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(SharingAgreement, on_delete=models.PROTECT, related_name="+")

    objects = SaidInTheRoomManager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"sharing of item {self.item_id}"


class ItemDecision(models.Model):
    """Continue or close (clause P10). The latest version stands, until the meeting is finished.

    Not quorate: provisional, and first on the next agenda (M4). A closure is proposed here with all that it
    needs; ``closure`` is the one that finishing the meeting made of it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    outcome = EnumField(ItemOutcome)
    closure_kind = EnumField(ClosureKind, blank=True)
    evidence = NarrativeField(_("the evidence that the risk has reduced"), blank=True)
    reason = NarrativeField(_("reason"), blank=True)
    accepted_by = models.CharField(_("accepted by"), max_length=160, blank=True)
    closure = models.OneToOneField(Closure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quorate = models.BooleanField()
    missing_agencies = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    objects = VersionsOfItemManager()

    class Meta:
        ordering = ["item", "version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="one_decision_per_version"),
            models.CheckConstraint(
                condition=(Q(outcome="close") & ~Q(closure_kind=""))
                | (~Q(outcome="close") & Q(closure_kind="", closure=None)),
                name="closing_says_which_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.outcome)
