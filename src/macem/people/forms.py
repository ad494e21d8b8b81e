"""What is recorded about who somebody is and who holds their case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.govuk.forms import DateInputField, GovukForm, Look, YesNoField, today
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind

NOT_LISTED = ""


class CaseHolderForm(GovukForm):
    """Which agency and which worker: somebody with an account, or a name (clause P9)."""

    agency = forms.ChoiceField(label=_("Agency"))
    worker = forms.ChoiceField(
        label=_("Worker with an account here"),
        help_text=_("They can then open this record for as long as they hold the case."),
        required=False,
    )
    worker_name = forms.CharField(
        label=_("Worker without an account"), help_text=_("Their full name."), max_length=120, required=False
    )
    open_to_social_care = YesNoField(label=_("Is the case open to children’s social care?"))

    looks = {"open_to_social_care": Look(inline=True), "worker_name": Look(width=30)}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in Agency.objects.filter(places__panel=panel)}
        self.memberships = list(
            Membership.objects.current(clock.now()).at_panel(panel).select_related("user", "agency")
        )
        self.workers = {str(row.user_id): row.user for row in self.memberships}
        named = {str(row.user_id): f"{row.user.full_name}, {row.agency.name}" for row in self.memberships}
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an agency")),
            *((key, a.name) for key, a in self.agencies.items()),
        ]
        self.fields["worker"].choices = [  # type: ignore[attr-defined]
            (NOT_LISTED, _("Nobody on this list")),
            *sorted(named.items(), key=lambda item: item[1]),
        ]

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]

    def clean_worker(self) -> User | None:
        return self.workers.get(self.cleaned_data["worker"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        worker, agency = cleaned.get("worker"), cleaned.get("agency")
        if worker is None:
            if not cleaned.get("worker_name"):
                self.add_error("worker_name", _("Choose the worker who holds the case, or enter their name"))
            return cleaned
        cleaned["worker_name"] = worker.full_name
        theirs = {row.agency_id for row in self.memberships if row.user_id == worker.pk}
        if agency is not None and agency.pk not in theirs:
            self.add_error("worker", _("This worker belongs to another agency: choose one of the two again"))
        return cleaned


class NameForm(GovukForm):
    """A further name. A new legal or preferred name makes the one before it a former name."""

    kind = forms.ChoiceField(
        label=_("What kind of name is it?"), choices=NameKind.choices(), widget=forms.RadioSelect
    )
    forename = forms.CharField(label=_("Forename"), max_length=120, required=False)
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)

    looks = {
        "kind": Look(
            item_hints={
                NameKind.LEGAL: _("The legal name before it becomes a former name."),
                NameKind.PREFERRED: _("Shown first. Leave the surname empty if it is the legal one."),
            }
        ),
        "forename": Look(width=30, optional=False),
        "surname": Look(width=30, optional=False),
    }

    def clean_kind(self) -> NameKind:
        return NameKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("forename") or cleaned.get("surname") or self.errors):
            self.add_error("forename", _("Enter a forename or a surname"))
        return cleaned


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


class BirthForm(GovukForm):
    """When somebody was born: exactly, about how old today, or not known."""

    birth_basis = forms.ChoiceField(
        label=_("How is the date of birth known?"), choices=BirthBasis.choices(), widget=forms.RadioSelect
    )
    date_of_birth = DateInputField(
        label=_("Date of birth"), help_text=_("For example, 27 3 2012."), latest=today, required=False
    )
    estimated_age = forms.IntegerField(
        label=_("About how old today?"), min_value=0, max_value=110, required=False
    )

    looks = {
        "birth_basis": Look(
            reveals={BirthBasis.EXACT: "date_of_birth", BirthBasis.ESTIMATED: "estimated_age"}
        ),
        "estimated_age": Look(suffix=_("years")),
    }

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
        return cleaned
