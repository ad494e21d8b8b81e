"""Forms of the risk assessment and of its sign-off."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.forms.choices import BehaviourField, PersonChoiceField, choose_from


class AssessmentForm(GovukForm):
    """A completed CSE/CCE risk assessment (clause P4)."""

    completed_on = DateInputField(label=_("Completed on"), latest=today)
    level = forms.TypedChoiceField(
        label=_("Level that the exploitation matrix shows"),
        choices=RiskLevel.choices,
        coerce=RiskLevel,
        widget=forms.RadioSelect,
    )
    harmful_sexual_behaviour = BehaviourField(
        error_messages={"required": _("Say whether there is a concern about harmful sexual behaviour")},
    )
    narrative = forms.CharField(
        label=_("What is happening?"),
        help_text=_(
            "What the level rests on: who, where, since when. The child’s own words, where you have them."
        ),
        widget=forms.Textarea,
        error_messages={"required": _("Say what is happening")},
    )
    strengths = forms.CharField(
        label=_("What keeps the child safe?"),
        widget=forms.Textarea,
        error_messages={"required": _("Say what keeps the child safe, even if it is little")},
    )
    sent_to = PersonChoiceField(
        label=_("Service manager who signs it off"), empty_label=_("Choose a service manager")
    )

    looks = {
        "harmful_sexual_behaviour": Look(or_before="none"),
        "narrative": Look(rows=12),
        "strengths": Look(rows=6),
    }

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["sent_to"]).queryset = managers


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
