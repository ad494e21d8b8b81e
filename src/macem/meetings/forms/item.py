"""Forms of one item in the meeting: what is said, agreed, shared and decided (clauses M5-M8, P8, P10)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.meetings.models import Attendance, ItemRecord
from macem.meetings.services.decisions import ProposedClosure
from macem.meetings.services.record import FIELDS, Task
from macem.protocol.vocabulary import ActionOutcome, ClosureKind, RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome

VOICE = ("child_voice", "family_voice", "voice_asked_by", "voice_asked_on", "voice_not_asked")
LEVELS = [(level.value, level.label) for level in reversed(RiskLevel)]
OTHER = ""


class RecordForm(GovukForm):
    """The note-taker's record. ``version`` is the one that it edits."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    presented_by = forms.CharField(label=_("Who presented"), max_length=120, required=False)
    child_voice = forms.CharField(label=_("What the child says"), widget=forms.Textarea, required=False)
    family_voice = forms.CharField(label=_("What the family says"), widget=forms.Textarea, required=False)
    voice_asked_by = forms.CharField(label=_("Who asked"), max_length=120, required=False)
    voice_asked_on = DateInputField(label=_("When they were asked"), latest=today, required=False)
    voice_not_asked = forms.CharField(
        label=_("Why the child or the family was not asked"), widget=forms.Textarea, required=False
    )
    discussion = forms.CharField(label=_("Discussion"), widget=forms.Textarea, required=False)
    level = forms.ChoiceField(
        label=_("Level agreed"), choices=LEVELS, widget=forms.RadioSelect, required=False
    )
    level_reason = forms.CharField(label=_("Why this level"), widget=forms.Textarea, required=False)
    plan = forms.CharField(label=_("Agreed plan"), widget=forms.Textarea, required=False)
    all_agree = forms.BooleanField(
        label=_("Everybody present agrees, except who is named below"), required=False
    )
    mark_optional = False
    looks = {
        "presented_by": Look(width=20),
        "voice_asked_by": Look(width=20),
        "child_voice": Look(rows=2),
        "family_voice": Look(rows=2),
        "voice_not_asked": Look(rows=2),
        "discussion": Look(rows=4),
        "level": Look(small=True, inline=True),
        "level_reason": Look(rows=2),
        "plan": Look(rows=4),
    }

    def __init__(self, *args: Any, voice: bool, level: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if voice else VOICE:
            del self.fields[name]
        if not level:
            del self.fields["level"]

    def record(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it, ``version`` included."""
        return dict(self.cleaned_data)


def record_inputs(record: ItemRecord, *, prefix: str) -> dict[str, str]:
    """Return what ``record`` holds as the inputs of :class:`RecordForm` have it, by their names."""
    found: dict[str, str] = {}
    for name in FIELDS:
        value, key = getattr(record, name), f"{prefix}-{name}"
        if isinstance(value, bool):
            found[key] = "on" if value else ""
        elif name == "voice_asked_on":
            for part in ("day", "month", "year"):
                found[f"{key}_{part}"] = str(getattr(value, part)) if value else ""
        else:
            found[key] = str(getattr(value, "value", value) or "")
    return found


class InformationForm(GovukForm):
    """What one agency says, fact and opinion apart, and what it offers (clause M5)."""

    agency = forms.ChoiceField(label=_("Agency"), choices=[])
    fact = forms.CharField(label=_("Fact"), widget=forms.Textarea, required=False)
    opinion = forms.CharField(label=_("Opinion"), widget=forms.Textarea, required=False)
    offer = forms.CharField(label=_("What it offers"), widget=forms.Textarea, required=False)
    looks = {"fact": Look(rows=3), "opinion": Look(rows=3), "offer": Look(rows=2)}
    mark_optional = False

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        self.agencies = {str(agency.pk): agency for agency in agencies}
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = choose(self.agencies)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        return {**self.cleaned_data, "agency": self.agencies[self.cleaned_data["agency"]]}


class TaskForm(GovukForm):
    """Who does it, for which agency, by when: all three, or it is not saved (clause M6)."""

    owner = forms.ChoiceField(label=_("Who does it"), choices=[], required=False)
    owner_name = forms.CharField(
        label=_("Name of somebody without an account"), max_length=120, required=False
    )
    agency = forms.ChoiceField(label=_("Agency"), choices=[], required=False)
    due = DateInputField(
        label=_("By when"), earliest=today, error_messages={"required": _("Enter by when it is done")}
    )
    looks = {"owner_name": Look(width=20)}
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        members: Sequence[tuple[User, Agency]],
        agencies: Iterable[Agency],
        **kwargs: Any,
    ) -> None:
        self.members = {f"{user.pk}-{agency.pk}": (user, agency) for user, agency in members}
        self.agencies = {str(agency.pk): agency for agency in agencies}
        super().__init__(*args, **kwargs)
        named = [(key, f"{user.full_name}, {agency.name}") for key, (user, agency) in self.members.items()]
        self.fields["owner"].choices = [(OTHER, _("Somebody without an account")), *named]  # type: ignore[attr-defined]
        self.fields["agency"].choices = choose(self.agencies)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_asked(cleaned) and not cleaned.get("owner"):
            if not cleaned.get("owner_name"):
                self.add_error("owner", _("Choose who does it, or enter a name"))
            if not cleaned.get("agency"):
                self.add_error("agency", _("Choose the agency of whoever does it"))
        return cleaned

    def is_asked(self, cleaned: dict[str, Any]) -> bool:
        """Whether somebody has to be named: always, but where a form asks only for some answers."""
        return True

    def task(self) -> Task:
        """Return who does it and by when; call after ``is_valid()``."""
        typed = self.cleaned_data
        user, agency = self.members.get(typed["owner"], (None, self.agencies.get(typed["agency"])))
        return Task(
            owner=user,
            owner_name="" if user is not None else typed["owner_name"],
            agency=agency,
            due=typed["due"],
        )


class ActionForm(TaskForm):
    """A new action (clause M6)."""

    text = forms.CharField(label=_("What will be done"), widget=forms.Textarea)
    looks = {**TaskForm.looks, "text": Look(rows=2)}
    field_order = ("text", "owner", "owner_name", "agency", "due")


class ActionLineForm(GovukForm):
    """A new action in one line, read before it is saved."""

    said = forms.CharField(
        label=_("Type it as you would say it"),
        help_text=_("For example: police to visit Hope Street by Friday."),
        max_length=400,
    )


class DissentForm(TaskForm):
    """Who does not agree, and whether it goes up the escalation route (clause M7)."""

    dissenter_agency = forms.ChoiceField(label=_("Agency that does not agree"), choices=[])
    name = forms.CharField(label=_("Who does not agree"), max_length=120)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea)
    escalate = forms.BooleanField(label=_("Take it up the escalation route"), required=False)
    owner = forms.ChoiceField(label=_("Who takes it up"), choices=[], required=False)
    looks = {
        **TaskForm.looks,
        "name": Look(width=20),
        "reason": Look(rows=2),
        "escalate": Look(reveals={"on": ("owner", "owner_name", "agency", "due")}),
    }
    field_order = ("dissenter_agency", "name", "reason", "escalate", "owner", "owner_name", "agency", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dissenter_agency"].choices = choose(self.agencies)  # type: ignore[attr-defined]
        self.fields["due"].required = False

    def is_asked(self, cleaned: dict[str, Any]) -> bool:
        return bool(cleaned.get("escalate"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_asked(cleaned) and not cleaned.get("due") and "due" not in self.errors:
            self.add_error("due", _("Enter by when it is taken up"))
        return cleaned

    def dissent(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        typed = self.cleaned_data
        return {
            "agency": self.agencies[typed["dissenter_agency"]],
            "name": typed["name"],
            "reason": typed["reason"],
            "escalate": self.task() if typed["escalate"] else None,
        }


class ResultForm(GovukForm):
    """What became of an earlier action (clause M8). ``version`` is what the writer had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(
        label=_("What became of it?"), choices=ActionOutcome.choices(), widget=forms.RadioSelect
    )
    evidence = forms.CharField(label=_("How we know that it was done"), widget=forms.Textarea, required=False)
    effect = forms.CharField(label=_("What effect it had"), widget=forms.Textarea, required=False)
    circumstances_not_done = forms.CharField(
        label=_("Why it was not done"), widget=forms.Textarea, required=False
    )
    circumstances = forms.CharField(
        label=_("Why it is no longer possible"), widget=forms.Textarea, required=False
    )
    new_due = DateInputField(label=_("New date"), earliest=today, required=False)
    looks = {
        "outcome": Look(
            small=True,
            reveals={
                ActionOutcome.DONE.value: ("evidence", "effect"),
                ActionOutcome.NOT_DONE.value: "circumstances_not_done",
                ActionOutcome.NO_LONGER_POSSIBLE.value: "circumstances",
                ActionOutcome.CARRIED_FORWARD.value: "new_due",
            },
        ),
        "evidence": Look(rows=2),
        "effect": Look(rows=2),
        "circumstances_not_done": Look(rows=2),
        "circumstances": Look(rows=2),
    }

    def result(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it: only what belongs to the outcome chosen."""
        typed = self.cleaned_data
        outcome = ActionOutcome(typed["outcome"])
        evidence = {
            ActionOutcome.DONE: typed["evidence"],
            ActionOutcome.NOT_DONE: typed["circumstances_not_done"],
            ActionOutcome.NO_LONGER_POSSIBLE: typed["circumstances"],
        }.get(outcome, "")
        return {
            "outcome": outcome,
            "evidence": evidence,
            "effect": typed["effect"] if outcome is ActionOutcome.DONE else "",
            "new_due": typed["new_due"] if outcome is ActionOutcome.CARRIED_FORWARD else None,
        }


class ConcernForm(GovukForm):
    """A concern about a child who is not open to children's social care (clause P8)."""

    about = forms.CharField(
        label=_("Which child?"),
        help_text=_("The child discussed, or another who was spoken of."),
        max_length=200,
    )
    concern = forms.CharField(label=_("What is the concern?"), widget=forms.Textarea)
    looks = {"concern": Look(rows=3)}


class SharingForm(GovukForm):
    """What may be told to child and family, by whom, and what agencies may hold (clause S3)."""

    may_be_told = forms.CharField(
        label=_("What the person and the family may be told"), widget=forms.Textarea
    )
    told_by = forms.CharField(label=_("Who tells them"), max_length=160)
    tell_by = DateInputField(label=_("By when"), earliest=today, required=False)
    agencies_may_hold = forms.CharField(label=_("What each agency may hold"), widget=forms.Textarea)
    looks = {"may_be_told": Look(rows=3), "told_by": Look(width=20), "agencies_may_hold": Look(rows=3)}


class DecisionForm(GovukForm):
    """Continue, or close and why (clause P10). ``version`` is the decision that stood on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(label=_("Decision"), choices=ItemOutcome.choices(), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Why is the case closed?"),
        choices=ClosureKind.choices(),
        widget=forms.RadioSelect,
        required=False,
    )
    evidence = forms.CharField(
        label=_("Evidence that the risk has reduced"), widget=forms.Textarea, required=False
    )
    accepted_by = forms.CharField(
        label=_("Accepted by"),
        help_text=_("For a move, the receiving area; for an adult, the service that takes over."),
        max_length=160,
        required=False,
    )
    reason = forms.CharField(label=_("Reason for closing"), widget=forms.Textarea, required=False)
    looks = {
        "outcome": Look(
            small=True,
            reveals={ItemOutcome.CLOSE.value: ("kind", "evidence", "accepted_by", "reason")},
        ),
        "kind": Look(small=True),
        "evidence": Look(rows=2),
        "accepted_by": Look(width=20),
        "reason": Look(rows=2),
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == ItemOutcome.CLOSE.value and not cleaned.get("kind"):
            self.add_error("kind", _("Select why the case is closed"))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        typed = self.cleaned_data
        outcome = ItemOutcome(typed["outcome"])
        closure = None
        if outcome is ItemOutcome.CLOSE:
            closure = ProposedClosure(
                kind=ClosureKind(typed["kind"]),
                reason=typed["reason"],
                evidence=typed["evidence"],
                accepted_by=typed["accepted_by"],
            )
        return {"outcome": outcome, "version": typed["version"], "closure": closure}


class RecusalForm(GovukForm):
    """Who has a conflict of interest in this item (clauses M4, W2)."""

    attendance = forms.ChoiceField(label=_("Who takes no part in this item?"), choices=[])

    def __init__(self, *args: Any, attendance: Iterable[Attendance], **kwargs: Any) -> None:
        self.rows = {str(row.pk): row for row in attendance}
        super().__init__(*args, **kwargs)
        named = [(key, f"{row.name}, {row.comes_from}") for key, row in self.rows.items()]
        self.fields["attendance"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]

    def chosen(self) -> Attendance:
        return self.rows[self.cleaned_data["attendance"]]


def choose(agencies: dict[str, Agency]) -> list[tuple[str, Any]]:
    """Return the choices of agencies, "Choose" first."""
    return [("", _("Choose")), *((key, agency.name) for key, agency in agencies.items())]
