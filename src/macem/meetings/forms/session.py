"""Forms of the meeting itself: who attends, moving it to another day, a child's safety until then."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.gate.clock import LONDON
from macem.govuk.dates import long_date
from macem.govuk.forms import DateInputField, GovukForm, Look, TimeField, today
from macem.protocol.vocabulary import AttendanceStatus

GUEST = "guest"
SOMEBODY_ELSE = "other"
ANOTHER_DAY = "other"


class AttendanceForm(GovukForm):
    """How somebody takes part: a member of an agency, somebody whom it sends, or a guest (clause M4)."""

    who = forms.ChoiceField(label=_("Who?"), choices=[], required=False)
    name = forms.CharField(label=_("Name of somebody without an account"), max_length=120, required=False)
    agency = forms.ChoiceField(label=_("For which agency?"), choices=[], required=False)
    organisation = forms.CharField(
        label=_("A guest’s organisation"),
        help_text=_("For example, the home authority. A guest speaks for no agency of the panel."),
        max_length=160,
        required=False,
    )
    status = forms.ChoiceField(
        label=_("How do they take part?"), choices=AttendanceStatus.choices(), widget=forms.RadioSelect
    )
    arrived = TimeField(
        label=_("Arrived at"), help_text=_("Only where they come late, like 2:20pm."), required=False
    )
    accepted = forms.BooleanField(label=_("They accept the confidentiality statement"), required=False)
    looks = {"status": Look(small=True), "name": Look(width=20), "organisation": Look(width=20)}
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        members: Sequence[tuple[User, Agency]],
        agencies: Iterable[Agency],
        runs: bool,
        **kwargs: Any,
    ) -> None:
        self.members = {f"{user.pk}-{agency.pk}": (user, agency) for user, agency in members}
        self.agencies = {str(agency.pk): agency for agency in agencies}
        super().__init__(*args, **kwargs)
        named = [(key, f"{user.full_name}, {agency.name}") for key, (user, agency) in self.members.items()]
        self.fields["who"].choices = [("", _("Somebody without an account")), *named]  # type: ignore[attr-defined]
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", _("None: a guest") if runs else _("Choose")),
            *((key, agency.name) for key, agency in self.agencies.items()),
        ]
        if not runs:
            for name in ("organisation", "arrived", "accepted"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("who"):
            if not cleaned.get("name"):
                self.add_error("who", _("Choose somebody, or enter a name"))
            if not cleaned.get("agency") and not cleaned.get("organisation"):
                self.add_error("agency", _("Choose their agency, or enter a guest’s organisation"))
        return cleaned

    def attendee(self, on: date) -> dict[str, Any]:
        """Return what was typed as the service takes it; call after ``is_valid()``."""
        typed = self.cleaned_data
        user, agency = self.members.get(typed["who"], (None, self.agencies.get(typed["agency"])))
        arrived = typed.get("arrived")
        return {
            "user": user,
            "name": "" if user is not None else typed["name"],
            "agency": agency,
            "organisation": typed.get("organisation", "") if agency is None else "",
            "status": AttendanceStatus(typed["status"]),
            "accepted": typed.get("accepted", False),
            "arrived_at": datetime.combine(on, arrived, LONDON) if arrived else None,
        }


class PostponeForm(GovukForm):
    """Another day, and why the meeting is moved (clause M4)."""

    day = forms.ChoiceField(
        label=_("New day"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the new day")},
    )
    other = DateInputField(label=_("Another day"), earliest=today, required=False)
    reason = forms.CharField(
        label=_("Why is it postponed?"),
        help_text=_(
            "Everyone is told that the meeting moved, and reads this in the service. No names of people."
        ),
        widget=forms.Textarea,
        error_messages={"required": _("Say why it is postponed")},
    )
    looks = {
        "day": Look(legend="m", reveals={ANOTHER_DAY: "other"}, or_before=ANOTHER_DAY),
        "reason": Look(rows=3, max_characters=400),
    }

    def __init__(self, *args: Any, suggested: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(day.isoformat(), long_date(day)) for day in suggested]
        self.fields["day"].choices = [*days, (ANOTHER_DAY, _("Another day"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("day") == ANOTHER_DAY and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", _("Enter the new day"))
        return cleaned

    def to_on(self) -> date:
        """Return the day that was chosen; call after ``is_valid()``."""
        chosen: str = self.cleaned_data["day"]
        other: date | None = self.cleaned_data["other"]
        return other if chosen == ANOTHER_DAY and other is not None else date.fromisoformat(chosen)


class SafetyForm(GovukForm):
    """How a child is kept safe until the postponed meeting (clause M4)."""

    what = forms.CharField(
        label=_("How is the child kept safe until then?"),
        help_text=_("Who sees the child, what is in place, and whom to ring."),
        widget=forms.Textarea,
    )
    looks = {"what": Look(rows=5)}
