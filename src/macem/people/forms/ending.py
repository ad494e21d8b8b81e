from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look

ENDED, MISTAKEN = "ended", "mistaken"


class EndForm(GovukForm):
    """It is no longer so, from a day on; or it never was."""

    what = forms.ChoiceField(
        label=_("Why is it taken off?"),
        choices=[
            (ENDED, _("It is no longer so")),
            (MISTAKEN, _("It was recorded wrongly, and never was so")),
        ],
        widget=forms.RadioSelect,
    )
    until = DateInputField(
        label=_("Until when was it so?"), help_text=_("Leave it empty for today."), required=False
    )
    reason = forms.CharField(
        label=_("What was wrong?"), widget=forms.Textarea, max_length=400, required=False
    )

    looks = {
        "what": Look(reveals={ENDED: "until", MISTAKEN: "reason"}),
        "until": Look(optional=False),
        "reason": Look(rows=2, optional=False),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == MISTAKEN and not cleaned.get("reason"):
            self.add_error("reason", _("Say what was wrong"))
        return cleaned


class ReasonForm(GovukForm):
    """Why something is taken off."""

    reason = forms.CharField(label=_("What was wrong?"), widget=forms.Textarea, max_length=400)

    looks = {"reason": Look(rows=2)}
