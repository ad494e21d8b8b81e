"""Forms of NRM referrals and strategy meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today


class NrmForm(GovukForm):
    """A referral to the National Referral Mechanism (clause C1)."""

    submitted_on = DateInputField(label=_("Day on which it was submitted"), latest=today)
    responder = forms.CharField(
        label=_("First responder"), help_text=_("The organisation that made the referral."), max_length=160
    )
    number = forms.CharField(label=_("NRM reference"), max_length=60, required=False)

    looks = {"number": Look(width=20)}


class WithdrawalForm(GovukForm):
    """The day on which an NRM referral was withdrawn."""

    withdrawn_on = DateInputField(label=_("Day on which it was withdrawn"), latest=today)


class StrategyMeetingForm(GovukForm):
    """A strategy meeting and what came of it (clause P3)."""

    held_on = DateInputField(label=_("Held on"), latest=today)
    section_47 = YesNoField(
        label=_("Was a section 47 enquiry opened?"),
        error_messages={"required": _("Say whether a section 47 enquiry was opened")},
    )
    outcome = forms.CharField(label=_("Outcome"), widget=forms.Textarea)

    looks = {"section_47": Look(inline=True), "outcome": Look(rows=5)}
