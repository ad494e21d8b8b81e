from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look
from macem.protocol.vocabulary.states import NameKind


class NameForm(GovukForm):
    """A further name. A new legal or preferred name makes the one before it a former name."""

    kind = forms.ChoiceField(
        label=_("What kind of name is it?"), choices=NameKind.choices(), widget=forms.RadioSelect
    )
    forename = forms.CharField(label=_("Forename"), max_length=120, required=False)
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)
    told_by = forms.CharField(
        label=_("Who said so, or where is it recorded?"), max_length=200, required=False
    )

    looks = {
        "kind": Look(
            item_hints={
                NameKind.LEGAL: _("The legal name before it becomes a former name."),
                NameKind.PREFERRED: _("Shown first. Leave the surname empty if it is the legal one."),
            }
        ),
        "forename": Look(width=30, optional=False),
        "surname": Look(width=30, optional=False),
        "told_by": Look(width=30),
    }

    def clean_kind(self) -> NameKind:
        return NameKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("forename") or cleaned.get("surname") or self.errors):
            self.add_error("forename", _("Enter a forename or a surname"))
        return cleaned
