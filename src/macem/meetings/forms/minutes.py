"""Forms of the minutes: a new version, the chair's word, a later member (clauses M9, M10, S1)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.govuk.forms import GovukForm, Look
from macem.protocol.vocabulary.states import ApprovalOutcome


class DraftForm(GovukForm):
    """A new version of the minutes. An amendment of distributed ones says why."""

    reason = forms.CharField(
        label=_("Why are the minutes amended?"),
        help_text=_("Every reader sees this. No names of people."),
        widget=forms.Textarea,
    )
    looks = {"reason": Look(rows=3, max_characters=400)}

    def __init__(self, *args: Any, amends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not amends:
            del self.fields["reason"]


class ReviewForm(GovukForm):
    """The chair approves minutes or returns them with comments; in their conflict the vice chair."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"), choices=ApprovalOutcome.choices(), widget=forms.RadioSelect
    )
    comments = forms.CharField(label=_("What has to change"), widget=forms.Textarea, required=False)
    chairs_conflict = forms.CharField(
        label=_("Why does the chair not decide?"), max_length=400, required=False
    )
    looks = {
        "outcome": Look(legend="m", reveals={ApprovalOutcome.RETURNED.value: "comments"}),
        "comments": Look(rows=4),
    }

    def __init__(self, *args: Any, instead_of_chair: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not instead_of_chair:
            del self.fields["chairs_conflict"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == ApprovalOutcome.RETURNED.value and not cleaned.get("comments"):
            self.add_error("comments", _("Say what has to change"))
        return cleaned

    def review(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        typed = self.cleaned_data
        outcome = ApprovalOutcome(typed["outcome"])
        return {
            "outcome": outcome,
            "comments": typed["comments"] if outcome is ApprovalOutcome.RETURNED else "",
            "chairs_conflict": typed.get("chairs_conflict", ""),
        }


class LaterMemberForm(GovukForm):
    """A member who joined after the meeting, and why they need its minutes (clause S1)."""

    member = forms.ChoiceField(label=_("Who joined after this meeting?"), choices=[])
    reason = forms.CharField(label=_("Why do they need to read it?"), max_length=400)

    def __init__(self, *args: Any, members: Iterable[User], **kwargs: Any) -> None:
        self.members = {str(user.pk): user for user in members}
        super().__init__(*args, **kwargs)
        named = [(key, user.full_name) for key, user in self.members.items()]
        self.fields["member"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
