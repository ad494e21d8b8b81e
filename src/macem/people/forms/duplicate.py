from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look


class SameOrNotForm(GovukForm):
    """Whether two records are of one person, and why."""

    same_person = forms.ChoiceField(
        label=_("Are these two the same person?"),
        choices=[("yes", _("The same person")), ("no", _("Two people: keep apart"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the two are the same person")},
    )
    why = forms.CharField(
        label=_("Why?"), help_text=_("Kept with the answer."), widget=forms.Textarea,
        error_messages={"required": _("Say why")},
    )  # fmt: skip

    looks = {
        "same_person": Look(
            item_hints={
                "yes": _("Both records stay as they are until they are joined."),
                "no": _("Nobody asks again."),
            }
        ),
        "why": Look(rows=4),
    }

    def clean_same_person(self) -> Any:
        return self.cleaned_data["same_person"] == "yes"
