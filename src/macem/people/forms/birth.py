from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary.states import BirthBasis


class BirthForm(GovukForm):
    """When somebody was born: exactly, about how old on a day, or not known.

    What is known (``known``) is corrected for a reason.
    """

    birth_basis = forms.ChoiceField(
        label=_("How is the date of birth known?"), choices=BirthBasis.choices(), widget=forms.RadioSelect
    )
    date_of_birth = DateInputField(
        label=_("Date of birth"), help_text=_("For example, 27 3 2012."), latest=today, required=False
    )
    estimated_age = forms.IntegerField(label=_("About how old?"), min_value=0, max_value=110, required=False)
    estimated_on = DateInputField(
        label=_("On which day were they about that old?"),
        help_text=_("Leave it empty for today."),
        latest=today,
        required=False,
    )
    told_by = forms.CharField(
        label=_("Who said so, or where is it recorded?"),
        help_text=_("For example: birth certificate, passport, the young person."),
        max_length=200,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why is it corrected?"), widget=forms.Textarea, max_length=400, required=False
    )

    looks = {
        "birth_basis": Look(
            reveals={
                BirthBasis.EXACT: "date_of_birth",
                BirthBasis.ESTIMATED: ["estimated_age", "estimated_on"],
            }
        ),
        "estimated_age": Look(suffix=_("years")),
        "estimated_on": Look(optional=False),
        "told_by": Look(width=30),
        "reason": Look(rows=2, optional=False),
    }

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = known
        if not known:
            del self.fields["reason"]

    def clean_birth_basis(self) -> BirthBasis:
        return BirthBasis(self.cleaned_data["birth_basis"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        basis = cleaned.get("birth_basis")
        for field, belongs_to in (
            ("date_of_birth", BirthBasis.EXACT),
            ("estimated_age", BirthBasis.ESTIMATED),
        ):
            if basis is not belongs_to:
                cleaned[field] = None
            elif cleaned.get(field) is None and field not in self.errors:
                wanted = (
                    _("Enter the date of birth")
                    if field == "date_of_birth"
                    else _("Enter about how old they are")
                )
                self.add_error(field, wanted)
        if basis is not BirthBasis.ESTIMATED:
            cleaned["estimated_on"] = None
        return cleaned
