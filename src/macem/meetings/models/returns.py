"""What each agency found before the meeting (clause M5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.meetings.querysets import AgencyReturnManager, ReturnDraftManager
from macem.protocol.vocabulary import ReturnStatus
from macem.protocol.vocabulary.states import ReturnChoice


class AgencyReturn(models.Model):
    """One agency's answer on one person. The latest version stands; earlier ones stay.

    ``nothing_new`` says that the agency let its answer of the meeting before stand; it is repeated here.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="returns")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    answer = EnumField(ReturnStatus)
    information = NarrativeField(_("what your agency holds"), blank=True)
    withheld_reason = NarrativeField(_("why it is withheld"), blank=True)
    solutions = NarrativeField(_("what your agency can offer"), blank=True)
    nothing_new = models.BooleanField(_("nothing new since the last meeting"), default=False)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField()

    objects = AgencyReturnManager()

    class Meta:
        ordering = ["item", "agency", "version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "agency", "version"], name="one_return_per_version"),
            models.CheckConstraint(
                condition=~Q(answer="shared") | ~Q(information=""), name="shared_return_says_what"
            ),
            models.CheckConstraint(
                condition=~Q(answer="withheld") | ~Q(withheld_reason=""), name="withheld_return_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.answer)


class ReturnDraft(models.Model):
    """What a contact has typed and not sent. Only they see it; sending the answer removes it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="drafts")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    choice = EnumField(ReturnChoice, blank=True)
    information = NarrativeField(_("what your agency holds"), blank=True)
    withheld_reason = NarrativeField(_("why it is withheld"), blank=True)
    solutions = NarrativeField(_("what your agency can offer"), blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = ReturnDraftManager()

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "agency", "saved_by"], name="one_draft_per_contact")
        ]

    def __str__(self) -> str:
        return f"draft on item {self.item_id}"
