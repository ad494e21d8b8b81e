from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today


class AdultForm(GovukForm):
    """An adult the police have formally assessed, and the assessment."""

    forename = forms.CharField(label=_("Forename"), max_length=120)
    surname = forms.CharField(label=_("Surname"), max_length=120)
    date_of_birth = DateInputField(label=_("Date of birth"), latest=today, required=False)

    looks = {"forename": Look(width="two-thirds"), "surname": Look(width="two-thirds")}


class PoliceAssessmentForm(GovukForm):
    """One formal police assessment (clause C7)."""

    assessed_on = DateInputField(label=_("Date of the assessment"), latest=today)
    assessor = forms.CharField(label=_("Assessor"), max_length=120)
    identified = YesNoField(label=_("Is the child at risk identified?"))
    child_reference = forms.CharField(
        label=_("Reference of the child"), help_text=_("For example 7K3F-QP."), max_length=12, required=False
    )
    connection = forms.CharField(
        label=_("Connection with the area"),
        help_text=_("Where and how this adult has contact with children here. No source, no informant."),
        widget=forms.Textarea,
    )

    looks = {"identified": Look(reveals={"yes": "child_reference"}), "child_reference": Look(width=10)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("identified") and not cleaned.get("child_reference"):
            self.add_error("child_reference", _("Enter the reference of the child at risk"))
        return cleaned
