from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import Look
from macem.people import lists
from macem.people.forms.record import KnownField, RecordForm
from macem.protocol.vocabulary.facts import AddressKind


class AddressForm(RecordForm):
    """Where somebody lives: at home, in a placement, or where else they stay."""

    kind = forms.ChoiceField(
        label=_("What is it to them?"), choices=AddressKind.choices(), widget=forms.RadioSelect
    )
    placement = forms.ChoiceField(label=_("What kind of placement?"), required=False)
    carer = forms.CharField(label=_("Who runs it, or cares for them there?"), max_length=200, required=False)
    lines = forms.CharField(label=_("Address"), widget=forms.Textarea, max_length=400, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    suitable = KnownField(label=_("Is it suitable for them?"))
    suitable_why = forms.CharField(
        label=_("Why is it not suitable?"), widget=forms.Textarea, max_length=400, required=False
    )

    def __init__(self, *args: Any, kinds: list[AddressKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["placement"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *lists.choices("placement"),
        ]
        self.put_last("since", "told_by")

    looks = {
        **RecordForm.looks,
        "kind": Look(reveals={AddressKind.PLACEMENT: ["placement", "carer"]}),
        "placement": Look(optional=False),
        "carer": Look(width=30),
        "lines": Look(rows=3),
        "postcode": Look(width=10),
        "suitable": Look(reveals={"no": "suitable_why"}, optional=False),
        "suitable_why": Look(rows=2, optional=False),
    }

    def clean_kind(self) -> AddressKind:
        return AddressKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        placed = cleaned.get("kind") is AddressKind.PLACEMENT
        if placed and not cleaned.get("placement"):
            self.add_error("placement", _("Choose what kind of placement it is"))
        if not placed:
            cleaned["placement"] = cleaned["carer"] = ""
            if not (cleaned.get("lines") or cleaned.get("postcode") or self.errors):
                self.add_error("lines", _("Enter the address, or at least the postcode"))
        if cleaned.get("suitable") is False and not cleaned.get("suitable_why"):
            self.add_error("suitable_why", _("Say why it is not suitable"))
        if cleaned.get("suitable") is not False:
            cleaned["suitable_why"] = ""
        return cleaned
