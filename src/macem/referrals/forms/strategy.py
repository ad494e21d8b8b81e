"""Forms of strategy meetings and section 47 enquiries (clause P3)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency
from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today
from macem.protocol.vocabulary.safeguarding import EnquiryOutcome
from macem.referrals.forms.choices import choose_from


class StrategyMeetingForm(GovukForm):
    """A strategy meeting and what came of it (clause P3)."""

    held_on = DateInputField(label=_("Held on"), latest=today)
    chaired_by = forms.CharField(
        label=_("Chaired by"), help_text=_("Name and post."), max_length=160, required=False
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Which agencies were there?"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    section_47 = YesNoField(
        label=_("Was a section 47 enquiry opened?"),
        error_messages={"required": _("Say whether a section 47 enquiry was opened")},
    )
    outcome = forms.CharField(label=_("Outcome"), widget=forms.Textarea)

    looks = {
        "chaired_by": Look(width="two-thirds"),
        "agencies": Look(small=True),
        "section_47": Look(inline=True),
        "outcome": Look(rows=5),
    }

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["agencies"]).queryset = agencies


class EnquiryForm(GovukForm):
    """How a section 47 enquiry ended."""

    outcome = forms.TypedChoiceField(
        label=_("How did the enquiry end?"),
        choices=EnquiryOutcome.choices,
        coerce=EnquiryOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the enquiry ended")},
    )
    conference_on = DateInputField(label=_("Day of the conference"), required=False)
    concluded_on = DateInputField(label=_("Day on which it ended"), latest=today)
    reason = forms.CharField(
        label=_("What does this rest on?"),
        widget=forms.Textarea,
        error_messages={"required": _("Say what the outcome rests on")},
    )

    looks = {
        "outcome": Look(reveals={EnquiryOutcome.CONFERENCE.value: "conference_on"}),
        "reason": Look(rows=5),
    }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        conference = typed.get("outcome") is EnquiryOutcome.CONFERENCE
        if conference and not typed.get("conference_on") and "conference_on" not in self.errors:
            self.add_error("conference_on", _("Enter the day of the conference"))
        return typed
