from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.govuk.forms import GovukForm, Look, YesNoField

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
