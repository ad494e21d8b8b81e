from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.dates import long_date
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.nominations.services.deciding import Proposed
from macem.protocol.vocabulary import Body, Part, RammOutcome


class DecisionForm(GovukForm):
    """What the RAMM (or for Part 2 the intelligence DS) decided about one person."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=RammOutcome.choices(), widget=forms.RadioSelect)
    part = forms.ChoiceField(
        label=_("Part of the meeting"), choices=[], widget=forms.RadioSelect, required=False
    )
    meeting = forms.ChoiceField(label=_("Meeting"), choices=[], required=False)
    manager = forms.ChoiceField(label=_("Service manager who decided"), choices=[], required=False)
    manager_reason = forms.CharField(
        label=_("Service manager’s reason"),
        help_text=_("Needed against a level 4 or a criterion of Part 1a. The chair sees it with the agenda."),
        widget=forms.Textarea,
        required=False,
    )
    more_from = forms.ChoiceField(label=_("From whom"), choices=[], required=False)
    more_by = DateInputField(label=_("By when"), earliest=today, required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea, required=False)

    looks = {
        "outcome": Look(
            legend="m",
            reveals={
                RammOutcome.TO_MACEM.value: ("part", "meeting"),
                RammOutcome.NOT_NOW.value: ("manager", "manager_reason"),
                RammOutcome.MORE_INFORMATION.value: ("more_from", "more_by"),
            },
        ),
        "manager_reason": Look(rows=3),
        "reason": Look(rows=3),
    }

    def __init__(
        self,
        *args: Any,
        body: Body,
        meetings: list[Any],
        managers: list[Any],
        agencies: list[Any],
        **kwargs: Any,
    ):
        self.rows = {
            "meeting": {str(row.pk): row for row in meetings},
            "manager": {str(row.pk): row for row in managers},
            "more_from": {str(row.pk): row for row in agencies},
        }
        super().__init__(*args, **kwargs)
        blank = [("", _("Choose"))]
        self.fields["meeting"].choices = [(str(row.pk), long_date(row.on)) for row in meetings]  # type: ignore[attr-defined]
        self.fields["manager"].choices = blank + [(str(row.pk), row.full_name) for row in managers]  # type: ignore[attr-defined]
        self.fields["more_from"].choices = blank + [(str(row.pk), row.name) for row in agencies]  # type: ignore[attr-defined]
        if body is Body.INTELLIGENCE_DS:
            for name in ("part", "manager", "manager_reason"):
                del self.fields[name]
        else:
            self.fields["part"].choices = [(p.value, p.label) for p in (Part.CHILD_1A, Part.CHILD_1B)]  # type: ignore[attr-defined]

    def proposed(self) -> Proposed:
        """Return what was typed, as the service takes it; call after ``is_valid()``."""
        typed = self.cleaned_data
        outcome = RammOutcome(typed["outcome"])
        to_macem, not_now = outcome is RammOutcome.TO_MACEM, outcome is RammOutcome.NOT_NOW
        more = outcome is RammOutcome.MORE_INFORMATION
        return Proposed(
            outcome=outcome,
            part=Part(typed["part"]) if to_macem and typed.get("part") else None,
            meeting=self.rows["meeting"].get(typed["meeting"]) if to_macem else None,
            reason=typed["reason"],
            manager=self.rows["manager"].get(typed.get("manager", "")) if not_now else None,
            manager_reason=typed.get("manager_reason", "") if not_now else "",
            more_from=self.rows["more_from"].get(typed["more_from"]) if more else None,
            more_by=typed["more_by"] if more else None,
        )
