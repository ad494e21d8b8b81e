"""What is asked to plan meetings."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, today
from macem.protocol.series import MOST_MONTHS


def two_years_ahead() -> date:
    """The last day for which meetings are planned; bank holidays beyond are guesswork."""
    return today() + timedelta(days=731)


class PlanForm(GovukForm):
    """One meeting, or one a month on the same weekday of the month (clause M1)."""

    first_on = DateInputField(label=_("Date of the first meeting"), earliest=today, latest=two_years_ahead)
    months = forms.IntegerField(
        label=_("How many months?"),
        help_text=_(
            "12 plans a year ahead, each month on the same weekday, such as the second Tuesday. 1 plans one."
        ),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=12,
    )
    starts = TimeField(label=_("Starts"))
    ends = TimeField(label=_("Ends"))
    venue = forms.CharField(label=_("Where?"), max_length=160, required=False)
    call_link = forms.URLField(
        label=_("Link to the call"), max_length=200, required=False, assume_scheme="https"
    )

    looks = {"months": Look(width=2), "venue": Look(width=30), "call_link": Look(width=30)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The meeting must end after it starts"))
        return cleaned
