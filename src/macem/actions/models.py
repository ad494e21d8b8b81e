from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.actions.querysets import ActionManager, OfActionManager
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import ActionOutcome, Part
from macem.protocol.vocabulary.states import ActionKind


class Action(models.Model):
    """Something somebody said they would do, agreed anywhere. Never without owner, agency and date (M6).

    ``subject`` is the person it is chiefly about, or None for an agency, a place or a theme alone. An owner
    who may not see the person reads ``subject_reference``, which tells nothing about them. ``part`` is where
    the meeting agreed it, if it did: Part 2 is for those with that right. What stands before the fields is
    there where ``with_state()`` fetched it.
    """

    outcome: ActionOutcome | None
    due: date
    times_carried: int
    owner_has_left: bool

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="actions")
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="actions", null=True, blank=True
    )
    subject_reference = models.CharField(max_length=12, blank=True, editable=False)
    kind = EnumField(ActionKind, default=ActionKind.ORDINARY)
    part = EnumField(Part, blank=True, default="")
    text = NarrativeField(_("what will be done"))
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="owned_actions", null=True, blank=True
    )
    owner_name = models.CharField(_("who"), max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions")
    first_due = models.DateField(_("by when"))
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ActionManager()

    class Meta:
        ordering = ["first_due", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(owner_name=""), name="action_has_an_owner"),
            models.CheckConstraint(condition=~Q(text=""), name="action_says_what"),
            models.CheckConstraint(
                condition=Q(subject__isnull=True, subject_reference="")
                | (Q(subject__isnull=False) & ~Q(subject_reference="")),
                name="action_bears_its_persons_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


class ActionPerson(models.Model):
    """A further person whom an action is also about (siblings, a peer group)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="also_about")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="also_in_actions")

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "subject"], name="person_once_in_action")]

    def __str__(self) -> str:
        return f"action {self.action_id} also about {self.subject_id}"


class ActionUpdate(models.Model):
    """What the owner says of an action between meetings."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    text = NarrativeField(_("update"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    objects = OfActionManager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"update of action {self.action_id}"


class ActionResult(models.Model):
    """What became of an action: done, not done, no longer possible, or carried to a new date (clause M8).

    The latest row is the action's state; none means open.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="results")
    outcome = EnumField(ActionOutcome)
    evidence = NarrativeField(_("evidence"), blank=True)
    effect = NarrativeField(_("effect"), blank=True)
    new_due = models.DateField(_("new date"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = OfActionManager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="carried_forward") & Q(new_due__isnull=False))
                | (~Q(outcome="carried_forward") & Q(new_due__isnull=True)),
                name="new_date_when_carried_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} action {self.action_id}"


class FormerOwner(models.Model):
    """Who owned an action before somebody else was named: the history of its owner (clause M9)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="former_owners")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfActionManager()

    class Meta:
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return f"{self.owner_name} owned action {self.action_id}"


class OwnerLeft(models.Model):
    """The owner left; the action stays open and the agency's contact must name another (clause M9)."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="owner_left")
    noted_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = OfActionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(cleared_at__isnull=True), name="owner_left_flagged_once"
            )
        ]

    def __str__(self) -> str:
        return f"owner of action {self.action_id} left"
