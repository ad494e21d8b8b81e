"""The form of a decision of the MASH."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.govuk.forms import GovukForm, Look
from macem.people.presenters import PersonPresenter
from macem.protocol import pathway
from macem.protocol.vocabulary import MashLevel
from macem.referrals.forms.choices import PersonChoiceField, choose_from, offer
from macem.referrals.known import Candidate

NEW, OTHER = "new", "other"


def _path_hint(level: MashLevel) -> str:
    return " ".join(route.label for route in pathway.mash_routes(level)) + "."


class DecisionForm(GovukForm):
    """Who the child is, level, reason, work offered, and who holds the case (clause P2)."""

    person = forms.ChoiceField(label=_("Who is this?"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Their reference"), help_text=_("For example, 7K3F-QP."), max_length=12, required=False
    )
    level = forms.TypedChoiceField(
        label=_("Level of need"),
        choices=[(str(level.value), level.label) for level in MashLevel],
        coerce=int,
        widget=forms.RadioSelect,
    )
    worker = PersonChoiceField(
        label=_("Social care worker who will hold the case"),
        empty_label=_("Not allocated yet"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"), help_text=_("What the level rests on. It is kept with the child’s record."),
        widget=forms.Textarea,
    )  # fmt: skip
    work_offered = forms.MultipleChoiceField(
        label=_("Work offered with the Family Early Help Assessment"),
        help_text=_("For levels 2 and 3. At level 1 it means that low-level concerns lead to early help."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_work = forms.CharField(label=_("Other work offered"), max_length=200, required=False)
    decisions_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    looks = {
        "person": Look(reveals={OTHER: "reference"}),
        "reference": Look(width=10),
        "level": Look(
            reveals={MashLevel.STATUTORY.value: "worker"},
            item_hints={level.value: _path_hint(level) for level in MashLevel},
        ),
        "reason": Look(rows=5),
        "work_offered": Look(small=True),
    }

    def __init__(
        self,
        *args: Any,
        work: Iterable[str],
        workers: QuerySet[User],
        people: Sequence[Candidate] | None,
        **kwargs: Any,
    ) -> None:
        """``people`` None: an earlier decision says who the child is, so nobody asks."""
        super().__init__(*args, **kwargs)
        offer(self.fields["work_offered"]).choices = [(one, one) for one in work]
        choose_from(self.fields["worker"]).queryset = workers
        self.candidates = [PersonPresenter(one.person) for one in people or ()]
        if people is None:
            del self.fields["person"], self.fields["reference"]
            return
        self.because = {one.person.subject.reference: one.because_words for one in people}
        offer(self.fields["person"]).choices = [
            *((one.reference, f"{one.name}, {one.age_words}, {one.reference}") for one in self.candidates),
            (OTHER, _("Somebody else who is known here")),
            (NEW, _("Nobody known here: make a new record")),
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("person") == OTHER and not typed.get("reference"):
            self.add_error("reference", _("Enter the reference of their record"))
        return typed

    def look(self, name: str) -> Look:
        """Beside each candidate stands what speaks for it; the other answers come after an "or"."""
        look = super().look(name)
        if name != "person" or not self.candidates:
            return look
        return replace(look, or_before=OTHER, item_hints=self.because)

    @property
    def chosen_reference(self) -> str | None:
        """The reference of the known person chosen; None for a new one, or where nobody asks."""
        chosen = self.cleaned_data.get("person", NEW)
        if chosen == NEW:
            return None
        return (self.cleaned_data["reference"] if chosen == OTHER else chosen).strip().upper()

    @property
    def work_words(self) -> str:
        """The work offered, in one line."""
        typed = self.cleaned_data
        return "; ".join(one for one in [*typed["work_offered"], typed["other_work"]] if one)
