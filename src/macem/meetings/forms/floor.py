"""Moving the shared display: one small form for all its buttons."""

from enum import StrEnum

from django import forms

from macem.govuk.forms import GovukForm


class Move(StrEnum):
    """What a button of the meeting's bar does."""

    SHOW = "show"
    HOLD = "hold"
    COVER = "cover"
    UNCOVER = "uncover"


class MoveForm(GovukForm):
    """Which move, about which item, and to which window the answer leads back."""

    to = forms.TypedChoiceField(choices=[(move.value, move.value) for move in Move], coerce=Move)
    item = forms.IntegerField(min_value=1, required=False)
    display = forms.BooleanField(required=False)
