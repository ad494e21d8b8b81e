"""Forms of an attached risk assessment, and of the sign-off of one that was written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.attachments.forms import FileFormMixin
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.forms.choices import BehaviourField


class AttachForm(FileFormMixin, GovukForm):
    """An assessment that was signed off in Mosaic, and what it says of its signing (clause P4)."""

    level = forms.TypedChoiceField(
        label=_("Level that the assessment gives"),
        choices=RiskLevel.choices,
        coerce=RiskLevel,
        widget=forms.RadioSelect,
    )
    harmful_sexual_behaviour = BehaviourField(
        error_messages={"required": _("Say whether there is a concern about harmful sexual behaviour")},
    )
    written_by = forms.CharField(label=_("Who wrote it"), max_length=120)
    completed_on = DateInputField(label=_("Completed on"), latest=today)
    signed_by = forms.CharField(
        label=_("Service manager who signed it off"),
        max_length=120,
        error_messages={"required": _("Enter the service manager who signed it off")},
    )
    signed_on = DateInputField(label=_("Signed off on"), latest=today)
    number = forms.CharField(
        label=_("Number of the assessment in Mosaic"),
        max_length=60,
        error_messages={"required": _("Enter its number in Mosaic")},
    )

    field_order = ("file", "held", "number")
    looks = {
        "harmful_sexual_behaviour": Look(or_before="none"),
        "number": Look(width=20),
        "file": Look(optional=False),
    }


class ReviewForm(GovukForm):
    """A service manager's answer to an assessment (clause P4)."""

    outcome = forms.TypedChoiceField(
        label=_("Do you sign this assessment off?"),
        choices=[
            (AssessmentOutcome.SIGNED_OFF.value, _("Yes, sign it off")),
            (AssessmentOutcome.RETURNED.value, _("No, return it to its author")),
        ],
        coerce=AssessmentOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you sign it off or return it")},
    )
    comments = forms.CharField(label=_("What needs to change?"), widget=forms.Textarea, required=False)

    looks = {
        "outcome": Look(reveals={AssessmentOutcome.RETURNED.value: "comments"}),
        "comments": Look(rows=5),
    }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("outcome") is AssessmentOutcome.RETURNED and not typed.get("comments"):
            self.add_error("comments", _("Say what needs to change"))
        return typed
