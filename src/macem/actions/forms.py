"""What is asked about an action. Which answers a result needs, the protocol says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.protocol.vocabulary import ActionOutcome

UPDATE = "update"
NOBODY_LISTED = "other"


class ProgressForm(GovukForm):
    """How an action goes: still under way, or one of the four results (clause M8)."""

    how = forms.ChoiceField(label=_("How did it go?"), widget=forms.RadioSelect)
    update = forms.CharField(label=_("How is it going?"), widget=forms.Textarea, required=False)
    evidence = forms.CharField(
        label=_("How do you know that it is done?"), widget=forms.Textarea, required=False
    )
    effect = forms.CharField(label=_("What changed for the child?"), widget=forms.Textarea, required=False)
    why_not = forms.CharField(label=_("Why was it not done?"), widget=forms.Textarea, required=False)
    circumstances = forms.CharField(
        label=_("What makes it impossible now?"), widget=forms.Textarea, required=False
    )
    why_later = forms.CharField(label=_("Why is more time needed?"), widget=forms.Textarea, required=False)
    new_due = DateInputField(label=_("New date"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    looks = {
        "how": Look(
            legend="m",
            reveals={
                UPDATE: "update",
                ActionOutcome.DONE.value: ("evidence", "effect"),
                ActionOutcome.NOT_DONE.value: "why_not",
                ActionOutcome.NO_LONGER_POSSIBLE.value: "circumstances",
                ActionOutcome.CARRIED_FORWARD.value: ("why_later", "new_due"),
            },
        ),
        "update": Look(max_characters=2000, rows=3),
        "evidence": Look(max_characters=2000, rows=3),
        "effect": Look(max_characters=2000, rows=3),
        "why_not": Look(max_characters=2000, rows=3),
        "circumstances": Look(max_characters=2000, rows=3),
        "why_later": Look(max_characters=2000, rows=3),
    }

    REASONS = {
        ActionOutcome.DONE: "evidence",
        ActionOutcome.NOT_DONE: "why_not",
        ActionOutcome.NO_LONGER_POSSIBLE: "circumstances",
        ActionOutcome.CARRIED_FORWARD: "why_later",
    }

    def __init__(self, *args: Any, is_open: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under_way = [(UPDATE, _("Still under way: add an update"))] if is_open else []
        self.fields["how"].choices = [*under_way, *ActionOutcome.choices()]  # type: ignore[attr-defined]

    @property
    def is_update(self) -> bool:
        return bool(self.cleaned_data["how"] == UPDATE)

    def result(self) -> dict[str, Any]:
        """Return what ``record_result`` takes; answers under other choices are left out."""
        outcome = ActionOutcome(self.cleaned_data["how"])
        return {
            "outcome": outcome,
            "evidence": self.cleaned_data[self.REASONS[outcome]],
            "effect": self.cleaned_data["effect"] if outcome is ActionOutcome.DONE else "",
            "new_due": self.cleaned_data["new_due"] if outcome is ActionOutcome.CARRIED_FORWARD else None,
        }

    def having_seen(self, version: int) -> None:
        """Let the form, sent again, speak of the version that now stands; everything typed stays."""
        self.data = {**self.data.dict(), self.add_prefix("version"): str(version)}  # type: ignore[attr-defined]


class OwnerForm(GovukForm):
    """Who will do it: a member of the panel's agencies, or somebody without an account (clause M6)."""

    who = forms.ChoiceField(label=_("Who will do it?"))
    name = forms.CharField(
        label=_("Their name"),
        help_text=_("Only for somebody who is not on the list. They cannot see or update the action here."),
        max_length=120,
        required=False,
    )
    agency = forms.ChoiceField(
        label=_("Their agency"), help_text=_("Only for somebody who is not on the list."), required=False
    )

    looks = {"name": Look(width=20, optional=False), "agency": Look(optional=False)}

    def __init__(self, *args: Any, panel: Panel, agency: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.current(clock.now()).at_panel(panel).select_related("user", "agency")
        if agency is not None:
            members = members.of_agency(agency)
        self.members = {f"{one.user_id}-{one.agency_id}": one for one in members}
        self.agencies = {str(one.pk): one for one in {one.agency for one in self.members.values()}}
        people = sorted(
            (f"{one.agency.name}: {one.user.full_name}", key) for key, one in self.members.items()
        )
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose somebody")),
            *((key, words) for words, key in people),
            (NOBODY_LISTED, _("Somebody who is not on this list")),
        ]
        if agency is not None:
            self.fields["agency"].disabled = True
            self.initial["agency"] = str(agency.pk)
        named = sorted((one.name, key) for key, one in self.agencies.items())
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an agency")),
            *((key, name) for name, key in named),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == NOBODY_LISTED:
            if not cleaned.get("name", "").strip():
                self.add_error("name", _("Enter the name of the person who will do it"))
            if not cleaned.get("agency"):
                self.add_error("agency", _("Select the agency they work for"))
        return cleaned

    def owner(self) -> dict[str, Any]:
        """Return ``owner``, ``owner_name`` and ``agency`` as the services take them."""
        member = self.members.get(self.cleaned_data["who"])
        if member is not None:
            return {"owner": member.user, "owner_name": member.user.full_name, "agency": member.agency}
        name = self.cleaned_data["name"].strip()
        return {"owner": None, "owner_name": name, "agency": self.agencies[self.cleaned_data["agency"]]}


class AgreeForm(OwnerForm):
    """An action agreed outside a meeting (clause M6)."""

    text = forms.CharField(label=_("What will be done?"), widget=forms.Textarea)
    due = DateInputField(label=_("By when?"), earliest=today)

    field_order = ["text", "who", "name", "agency", "due"]
    looks = {**OwnerForm.looks, "text": Look(max_characters=2000, rows=3)}


class FilterForm(GovukForm):
    """Which actions of the panel are listed."""

    mark_optional = False

    which = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("open", _("Open")),
            ("late", _("Late")),
            ("left", _("Owner has left")),
            ("closed", _("Closed")),
            ("all", _("All")),
        ],
    )
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    owner = forms.CharField(label=_("Who"), required=False, max_length=120)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(places__panel=panel)
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", _("All agencies")),
            *((str(agency.pk), agency.name) for agency in agencies),
        ]
