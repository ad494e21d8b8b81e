from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look
from macem.protocol.vocabulary.states import IdentifierKind


class IdentifierForm(GovukForm):
    """A number of another system. An odd one is kept, and something is said about it."""

    kind = forms.ChoiceField(
        label=_("Whose number is it?"), choices=IdentifierKind.choices(), widget=forms.RadioSelect
    )
    value = forms.CharField(
        label=_("Number"),
        help_text=_("As it stands in their records, with its leading zeros."),
        max_length=60,
    )

    looks = {"value": Look(width=20)}

    def clean_kind(self) -> IdentifierKind:
        return IdentifierKind(self.cleaned_data["kind"])
