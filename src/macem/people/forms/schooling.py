from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import Look
from macem.people import lists
from macem.people.forms.record import RecordForm

PART_TIME = "part_time"


class SchoolingForm(RecordForm):
    """Where somebody learns, and whether they are there."""

    status = forms.ChoiceField(label=_("How do they learn now?"), widget=forms.RadioSelect)
    hours = forms.IntegerField(label=_("How many hours a week?"), min_value=1, max_value=40, required=False)
    school = forms.CharField(
        label=_("Name of the school, college or provider"), max_length=200, required=False
    )
    beside = forms.BooleanField(
        label=_("This is as well as what stands now, not in its place"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = lists.choices("schooling")  # type: ignore[attr-defined]
        self.put_last("since", "told_by")

    looks = {
        **RecordForm.looks,
        "status": Look(reveals={PART_TIME: "hours"}),
        "hours": Look(width=3, suffix=_("hours")),
        "school": Look(width="two-thirds"),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") != PART_TIME:
            cleaned["hours"] = None
        return cleaned
