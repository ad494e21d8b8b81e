from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, today
from macem.protocol.vocabulary import AbsenceType


class EpisodeForm(GovukForm):
    """One absence. Times may stay empty: not knowing the time is different from midnight."""

    kind = forms.ChoiceField(
        label=_("How was it reported?"), choices=AbsenceType.choices(), widget=forms.RadioSelect
    )
    started_on = DateInputField(label=_("Date from which the child was missing"), latest=today)
    started_at = TimeField(
        label=_("Time from which the child was missing"),
        help_text=_("Leave empty if it is not known. For example 10:30pm or 22:30."),
        required=False,
    )
    ended_on = DateInputField(
        label=_("Date of return"),
        help_text=_("Leave empty if the child is still missing."),
        latest=today,
        required=False,
    )
    ended_at = TimeField(
        label=_("Time of return"), help_text=_("Leave empty if it is not known."), required=False
    )
    source = forms.CharField(
        label=_("Where does this come from?"),
        help_text=_("For example: police report, phone call from the placement."),
        max_length=60,
    )
    source_reference = forms.CharField(label=_("Their reference"), max_length=60, required=False)

    looks = {
        "kind": Look(legend="s"),
        "started_at": Look(width=10),
        "ended_at": Look(width=10),
        "source_reference": Look(width=20),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ended_at") and not cleaned.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", _("Enter the date of return as well as its time"))
        cleaned["kind"] = AbsenceType(cleaned["kind"]) if cleaned.get("kind") else None
        return cleaned
