"""Small forms of the agenda: who presents, why somebody comes late or off, what the chair says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.cases.models import Case
from macem.govuk.forms import GovukForm, Look
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.states import ApprovalOutcome

GUEST = "guest"


class PresenterForm(GovukForm):
    """A member who may see the person, or a guest by name (clause P7)."""

    who = forms.ChoiceField(label=_("Who presents?"), choices=[], widget=forms.RadioSelect)
    guest = forms.CharField(
        label=_("Name and organisation of the guest"),
        help_text=_("For example, the home authority’s social worker."),
        max_length=120,
        required=False,
    )
    looks = {"who": Look(reveals={GUEST: "guest"}, or_before=GUEST, legend="m")}

    def __init__(self, *args: Any, members: Iterable[tuple[User, str]], **kwargs: Any) -> None:
        self.members = {str(user.pk): user for user, _agency in members}
        super().__init__(*args, **kwargs)
        choices = [(str(user.pk), f"{user.full_name}, {agency}") for user, agency in members]
        self.fields["who"].choices = [*choices, (GUEST, _("A guest"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("who") == GUEST and not cleaned.get("guest"):
            self.add_error("guest", _("Enter the name of the guest who presents"))
        return cleaned

    def presenter(self) -> dict[str, Any]:
        """Return what was chosen as the service takes it; call after ``is_valid()``."""
        member = self.members.get(self.cleaned_data["who"])
        return {
            "presenter": member,
            "presenter_name": "" if member is not None else self.cleaned_data["guest"],
        }


class AddForm(GovukForm):
    """One person with an open case who is not on the list."""

    case = forms.ChoiceField(label=_("Who is added?"), choices=[], widget=forms.RadioSelect)
    late_reason = forms.CharField(
        label=_("Why does this person come late?"),
        help_text=_("Every contact reads this in the new version of the agenda."),
        widget=forms.Textarea,
        required=False,
    )
    looks = {"late_reason": Look(rows=3, max_characters=400)}

    def __init__(self, *args: Any, cases: Iterable[Case], late: bool, **kwargs: Any) -> None:
        self.cases = {str(case.pk): case for case in cases}
        super().__init__(*args, **kwargs)
        shown = ((key, PersonPresenter(case.person), case) for key, case in self.cases.items())
        self.fields["case"].choices = [  # type: ignore[attr-defined]
            (key, f"{who.name}, {who.age_words}, {who.reference}. {case.part.label}")
            for key, who, case in shown
        ]
        if late:
            self.fields["late_reason"].required = True
        else:
            del self.fields["late_reason"]


class TakeOffForm(GovukForm):
    """Why the chair takes somebody off the list."""

    reason = forms.CharField(
        label=_("Why is this person taken off the list?"),
        help_text=_("The next version of the agenda says who was taken off, and this."),
        widget=forms.Textarea,
    )
    looks = {"reason": Look(rows=3, max_characters=400)}


class CompileForm(GovukForm):
    """Why there is a new version of a circulated agenda."""

    reason = forms.CharField(
        label=_("What is new in this version?"),
        help_text=_("For example: one late item. Do not write a name here."),
        max_length=400,
    )

    def __init__(self, *args: Any, circulated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not circulated:
            del self.fields["reason"]


class DecideForm(GovukForm):
    """The chair's word on an agenda; from the vice chair also why the chair does not decide (clause W2)."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (ApprovalOutcome.APPROVED.value, _("Approve it for circulation")),
            (ApprovalOutcome.RETURNED.value, _("Return it with comments")),
        ],
        widget=forms.RadioSelect,
    )
    comments = forms.CharField(label=_("What has to change"), widget=forms.Textarea, required=False)
    chairs_conflict = forms.CharField(
        label=_("Why does the chair not decide?"),
        help_text=_("For example: the chair knows the family. Do not write a name here."),
        max_length=400,
    )
    looks = {
        "outcome": Look(reveals={ApprovalOutcome.RETURNED.value: "comments"}, legend="m"),
        "comments": Look(rows=4),
    }

    def __init__(self, *args: Any, for_the_chair: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_the_chair:
            del self.fields["chairs_conflict"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome"):
            cleaned["outcome"] = ApprovalOutcome(cleaned["outcome"])
        if cleaned.get("outcome") is ApprovalOutcome.RETURNED and not cleaned.get("comments"):
            self.add_error("comments", _("Say what has to change"))
        return cleaned
