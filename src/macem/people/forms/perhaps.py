from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukForm, Look
from macem.people.finding import Candidate
from macem.people.models import Person
from macem.people.presenters import PersonPresenter

NEW = "new"


def offered(people: Sequence[Candidate]) -> list[tuple[str, str]]:
    """Return a choice for each record: name, age and reference."""
    shown = [PersonPresenter(one.person) for one in people]
    return [(one.reference, f"{one.name}, {one.age_words}, {one.reference}") for one in shown]


def what_speaks_for(people: Sequence[Candidate]) -> dict[str, str]:
    """Return the hint under each choice: "Likely the same person. Same name, same date of birth."."""
    return {
        one.person.subject.reference: f"{one.compared.likeness.label}. {one.compared.words}."
        for one in people
    }


def wants_a_word(people: Sequence[Candidate]) -> bool:
    """Say whether a new record needs a word why it is none of these."""
    return any(one.compared.likeness.wants_a_word for one in people)


class PerhapsHereForm(GovukForm):
    """Whether somebody about to be registered is here already: none is chosen beforehand."""

    asked = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    person = forms.ChoiceField(
        label=_("Is it one of these?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is one of these")},
    )  # fmt: skip
    why_new = forms.CharField(
        label=_("Why is this none of those above?"),
        help_text=_("Kept with both records, so that nobody asks again."),
        max_length=500,
        required=False,
    )

    looks = {"person": Look(reveals={NEW: "why_new"})}

    def __init__(self, *args: Any, people: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [*offered(people), (NEW, _("Nobody above: make a new record"))]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("person") == NEW and wants_a_word(self.people) and not typed.get("why_new"):
            self.add_error("why_new", _("Somebody here is likely the same person: say why this is another"))
        return typed

    def look(self, name: str) -> Look:
        look = super().look(name)
        if name != "person":
            return look
        return replace(look, or_before=NEW, item_hints=what_speaks_for(self.people))

    @property
    def chosen(self) -> Person | None:
        """The person chosen; None for a new one."""
        by_reference = {one.person.subject.reference: one.person for one in self.people}
        return by_reference.get(self.cleaned_data["person"])
