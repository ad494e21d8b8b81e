from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import Look
from macem.people.forms.record import RecordForm
from macem.people.models import Person
from macem.people.presenters.person import PersonPresenter
from macem.people.querysets import references
from macem.protocol.vocabulary.facts import LinkKind

Find = Callable[[str], list[Person]]


class CompanionForm(RecordForm):
    """Somebody else who is recorded here, found by name, reference or number.

    A name is no proof: whoever is found by one is shown, and has to be chosen. ``find`` finds none but people
    whom the reader may see.
    """

    who = forms.CharField(
        label=_("Who?"),
        help_text=_("A name, a reference or a number of somebody recorded here."),
        max_length=120,
    )
    chosen = forms.ChoiceField(label=_("Which of them?"), widget=forms.RadioSelect, required=False)

    looks = {**RecordForm.looks, "who": Look(width=30), "chosen": Look(optional=False)}

    def __init__(self, *args: Any, find: Find, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("who", "")).strip()
        self.found = {one.reference: one for one in map(PersonPresenter, find(typed))} if typed else {}
        if self.found:
            self.fields["chosen"].choices = [  # type: ignore[attr-defined]
                (key, f"{one.name}, {one.age_words}, {key}") for key, one in self.found.items()
            ]
        else:
            del self.fields["chosen"]
        self.put_last("since", "told_by")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, chosen = cleaned.pop("who", ""), cleaned.pop("chosen", "")
        exact = [key for key in self.found if key in references(typed)]
        key = chosen or (exact[0] if exact else "")
        if typed and not self.found:
            self.add_error("who", _("Nobody whom you may see is found by that: check how it is written"))
        elif typed and not key and "chosen" not in self.errors:
            self.add_error("chosen", _("Choose which of them it is"))
        elif key in self.found:
            cleaned["other"] = self.found[key].person
        return cleaned


class PeerMemberForm(CompanionForm):
    """One more child of a group that is named already."""

    who = forms.CharField(
        label=_("Who else belongs to it?"),
        help_text=_("A name, a reference or a number of a child recorded here."),
        max_length=120,
    )

    field_order = ["who", "chosen", "since", "told_by"]


class LinkForm(CompanionForm):
    """What two people recorded here are to each other."""

    kind = forms.ChoiceField(
        label=_("What are they to each other?"), choices=LinkKind.choices(), widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("Anything more"), max_length=300, required=False)

    looks = {**CompanionForm.looks, "words": Look(width="two-thirds")}

    def clean_kind(self) -> LinkKind:
        return LinkKind(self.cleaned_data["kind"])


class PeerGroupForm(CompanionForm):
    """A new group: its name, and the first other child in it."""

    name = forms.CharField(
        label=_("What is the group called?"),
        help_text=_("A name that says nothing against anybody, such as “Friday, the station”."),
        max_length=120,
    )
    words = forms.CharField(
        label=_("What brings them together?"), widget=forms.Textarea, max_length=400, required=False
    )

    field_order = ["name", "words", "who", "chosen", "since", "told_by"]
    looks = {**CompanionForm.looks, "name": Look(width=30), "words": Look(rows=3)}
