"""The form of what followed an emergency (clause P3)."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.gate.clock import LONDON
from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, today
from macem.protocol.vocabulary.safeguarding import EmergencyCall


class EmergencyForm(GovukForm):
    """Who rang whom after the emergency route was shown, or why nobody needed to."""

    call = forms.TypedChoiceField(
        label=_("What happened?"),
        choices=EmergencyCall.choices,
        coerce=EmergencyCall,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what happened")},
    )
    rung_by = forms.CharField(label=_("If somebody rang: who?"), max_length=160, required=False)
    rung_on = DateInputField(label=_("On which day did they ring?"), latest=today, required=False)
    rung_time = TimeField(label=_("At what time?"), required=False)
    reason = forms.CharField(
        label=_("Why was nothing further needed?"),
        help_text=_("Do not name the child here."),
        widget=forms.Textarea,
        required=False,
    )

    looks = {
        "call": Look(reveals={EmergencyCall.NOTHING_FURTHER.value: "reason"}),
        "rung_by": Look(width="two-thirds", optional=False),
        "rung_on": Look(optional=False),
        "rung_time": Look(optional=False),
        "reason": Look(rows=4, optional=False),
    }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("call") is EmergencyCall.NOTHING_FURTHER:
            if not typed.get("reason"):
                self.add_error("reason", _("Say why nothing further was needed"))
        elif typed.get("call"):
            missing = {
                "rung_by": _("Say who rang"),
                "rung_on": _("Enter the day on which they rang"),
                "rung_time": _("Enter the time at which they rang"),
            }
            for name, words in missing.items():
                if typed.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, words)
        return typed

    @property
    def given(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        day, at = typed["rung_on"], typed["rung_time"]
        rang = datetime.combine(day, at, LONDON) if day is not None and isinstance(at, time) else None
        return {
            "call": typed["call"],
            "rung_by": typed["rung_by"],
            "rung_at": rang,
            "reason": typed["reason"],
        }
