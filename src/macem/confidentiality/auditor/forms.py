"""What an auditor narrows the logs by."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.auditor.reading import SYSTEM, events, subject_of
from macem.govuk.forms import DateInputField, GovukForm, Look


class OpeningsFilter(GovukForm):
    """Who looked, at which record, when."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    reference = forms.CharField(label=_("Record"), max_length=12, required=False)
    since = DateInputField(label=_("From"), required=False)
    until = DateInputField(label=_("To"), required=False)

    mark_optional = False
    looks: ClassVar = {"reference": Look(width=10)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = [(str(pk), name) for pk, name in User.objects.values_list("pk", "full_name")]
        choices = [("", _("Anybody")), (SYSTEM, _("Jobs and commands")), *users]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def clean_reference(self) -> int | None:
        """Return the number of the record, or None where none was asked for."""
        typed = self.cleaned_data["reference"].strip().upper()
        if not typed:
            return None
        found = subject_of(typed)
        if found is None:
            raise ValidationError(_("There is no record with this reference"))
        return found

    def narrowing(self) -> dict[str, Any]:
        """Return what the filter says, in the words of ``reading``."""
        if not (self.is_bound and self.is_valid()):
            return {}
        wanted = dict(self.cleaned_data)
        wanted["subject_id"] = wanted.pop("reference")
        return wanted


class ChangesFilter(OpeningsFilter):
    """Who did what, to which record, when."""

    event = forms.ChoiceField(label=_("What"), required=False)

    field_order = ("who", "event", "reference", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, in_words(name)) for name in events()]
        self.fields["event"].choices = [("", _("Anything")), *named]  # type: ignore[attr-defined]


def in_words(event: str) -> str:
    """Return the name of an event as a reader reads it: "Agenda circulated"."""
    return event.replace("_", " ").capitalize()
