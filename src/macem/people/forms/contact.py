from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import Look
from macem.people import lists
from macem.people.forms.record import KnownField, RecordForm
from macem.protocol.vocabulary.facts import SafeToContact

WHY = {SafeToContact.ASK_FIRST: "ask_why", SafeToContact.NO: "no_why"}


class ContactForm(RecordForm):
    """Somebody in the person's life. Whether they may be contacted is asked before their number."""

    name = forms.CharField(label=_("Their name"), max_length=120)
    relation = forms.ChoiceField(label=_("What are they to the young person?"))
    safe = forms.ChoiceField(
        label=_("Is it safe to contact them?"), choices=SafeToContact.choices(), widget=forms.RadioSelect
    )
    ask_why = forms.CharField(
        label=_("Whom to ask first, and why"), widget=forms.Textarea, max_length=400, required=False
    )
    no_why = forms.CharField(
        label=_("Why must nobody contact them?"), widget=forms.Textarea, max_length=400, required=False
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    responsible = KnownField(label=_("Do they have parental responsibility?"))

    def __init__(self, *args: Any, may_read_phone: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *lists.choices("relation"),
        ]
        if not may_read_phone:
            del self.fields["telephone"]
        self.put_last("since", "told_by")

    looks = {
        **RecordForm.looks,
        "name": Look(width=30),
        "safe": Look(
            reveals=WHY, item_hints={SafeToContact.ASK_FIRST: _("Also where nobody has asked yet.")}
        ),
        "ask_why": Look(rows=2, optional=False),
        "no_why": Look(rows=2, optional=False),
        "telephone": Look(width=20),
        "responsible": Look(inline=True, optional=False),
    }

    def clean_safe(self) -> SafeToContact:
        return SafeToContact(self.cleaned_data["safe"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        whys = {safe: cleaned.pop(field, "") for safe, field in WHY.items()}
        safe = cleaned.get("safe")
        cleaned["safe_why"] = whys.get(safe, "") if safe else ""
        if safe in WHY and not cleaned["safe_why"]:
            self.add_error(WHY[safe], _("Say why, so that nobody contacts them by mistake"))
        return cleaned
