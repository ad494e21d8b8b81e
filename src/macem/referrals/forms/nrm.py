"""Forms of an NRM referral and of what follows it (clause C1)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmNoteKind, NrmOutcome
from macem.referrals.forms.choices import offer

ANOTHER = "another"
NOT_KNOWN = "not_known"
NOTE_HINTS = {
    NrmNoteKind.GUARDIAN: _("An independent guardian was asked for, and by whom."),
    NrmNoteKind.AGE_UNCERTAIN: _("Until an age assessment says otherwise, the child is treated as under 18."),
    NrmNoteKind.AGE_ASSESSED: _("What the assessment found."),
    NrmNoteKind.DUTY_TO_NOTIFY: _("Which public authority notified, or why that was not needed."),
}


def _body(value: str) -> NrmBody | None:
    return None if value == NOT_KNOWN else NrmBody(value)


class NrmForm(GovukForm):
    """A referral to the National Referral Mechanism (clause C1). Any organisation may be named."""

    submitted_on = DateInputField(label=_("Day on which it was submitted"), latest=today)
    responder = forms.ChoiceField(
        label=_("First responder"),
        help_text=_("The organisation that made the referral. Schools and the NHS in England are none."),
        error_messages={"required": _("Choose the first responder")},
    )
    other_responder = forms.CharField(
        label=_("If it is another organisation: its name"), max_length=160, required=False
    )
    number = forms.CharField(label=_("NRM reference"), max_length=60, required=False)
    body = forms.TypedChoiceField(
        label=_("Who decides?"),
        choices=[*NrmBody.choices(), (NOT_KNOWN, _("Not known yet"))],
        coerce=_body,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who decides, or that it is not known yet")},
    )

    looks = {
        "number": Look(width=20),
        "other_responder": Look(width="two-thirds", optional=False),
        "body": Look(or_before=NOT_KNOWN),
    }

    def __init__(self, *args: Any, responders: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["responder"]).choices = [
            ("", _("Choose a first responder")),
            *((one, one) for one in responders),
            (ANOTHER, _("Another organisation")),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("responder") == ANOTHER and not typed.get("other_responder"):
            self.add_error("other_responder", _("Enter the name of the organisation"))
        return typed

    @property
    def given(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        other = typed["responder"] == ANOTHER
        return {name: typed[name] for name in ("submitted_on", "number", "body")} | {
            "responder": typed["other_responder"] if other else typed["responder"]
        }


class WithdrawalForm(GovukForm):
    """The day on which an NRM referral was withdrawn."""

    withdrawn_on = DateInputField(label=_("Day on which it was withdrawn"), latest=today)


class NrmDecisionForm(GovukForm):
    """A decision on reasonable or conclusive grounds."""

    kind = forms.TypedChoiceField(
        label=_("Which decision?"),
        choices=NrmDecisionKind.choices,
        coerce=NrmDecisionKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which decision it is")},
    )
    outcome = forms.TypedChoiceField(
        label=_("What was decided?"),
        choices=NrmOutcome.choices,
        coerce=NrmOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what was decided")},
    )
    body = forms.TypedChoiceField(
        label=_("Who decided?"),
        choices=NrmBody.choices,
        coerce=NrmBody,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who decided")},
    )
    decided_on = DateInputField(label=_("Day of the decision"), latest=today)

    looks = {
        "outcome": Look(item_hints={NrmOutcome.WITHDRAWN.value: _("The referral is withdrawn with it.")})
    }


class ReconsiderationForm(GovukForm):
    """The day on which somebody asked for a decision to be reconsidered."""

    requested_on = DateInputField(label=_("Day on which it was asked for"), latest=today)


class NrmNoteForm(GovukForm):
    """Guardian, uncertain age, or the duty to notify."""

    kind = forms.TypedChoiceField(
        label=_("What do you note?"),
        choices=NrmNoteKind.choices,
        coerce=NrmNoteKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you note")},
    )
    on = DateInputField(label=_("Day"), latest=today)
    words = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)

    looks = {
        "kind": Look(item_hints={kind.value: hint for kind, hint in NOTE_HINTS.items()}),
        "words": Look(rows=4),
    }
