"""The decision about one person, in their row of the list or on a page of its own (clause P5)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.models import Agency, Panel
from macem.gate import clock
from macem.govuk.dates import day
from macem.govuk.forms import DateInputField, GovukForm, Look, today
from macem.nominations.services import Proposed, Seen
from macem.protocol.part_two import part_two_decision
from macem.protocol.pathway import ramm_decision
from macem.protocol.vocabulary import Body, Decision, MashLevel, Part, RammOutcome, Role
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.models import Meeting
from macem.schedule.reading import coming_meetings, stage_of

MEETINGS_OFFERED = 3

BEFORE_COMPILING = (MeetingStage.PLANNED, MeetingStage.NAMES_SENT)
"""Whoever goes to a meeting whose agenda has been compiled comes as a late item (M2)."""

LACKS = {
    "the part, 1a or 1b": ("goes_to", _("choose the part and the meeting")),
    "a meeting still to come": ("goes_to", _("choose the part and the meeting")),
    "a reason": ("reason", _("enter the reason")),
    "a service manager's reason": ("manager_reason", _("enter the service manager’s reason")),
    "a reason given by somebody who is a service manager": (
        "manager",
        _("choose the service manager who decided"),
    ),
    "from whom": ("more_from", _("choose whom to ask")),
    "by when, not in the past": ("more_by", _("enter by when, today or later")),
    "what to ask": ("question", _("enter what to ask")),
}
"""What the protocol finds missing: at which field it is said, and how."""


@dataclass(frozen=True)
class Choices:
    """What a panel offers in every row: meetings to come, service managers, agencies."""

    meetings: list[Meeting]
    managers: list[User]
    agencies: list[Agency]

    @classmethod
    def at(cls, panel: Panel) -> "Choices":
        return cls(
            meetings=list(coming_meetings(panel, clock.today())[:MEETINGS_OFFERED]),
            managers=list(holders(panel, Role.SERVICE_MANAGER)),
            agencies=list(Agency.objects.filter(places__panel=panel)),
        )

    @property
    def next_meeting(self) -> Meeting | None:
        """The meeting to which somebody goes as things stand: the first whose agenda is not compiled yet."""
        open_ones = (one for one in self.meetings if stage_of(one) in BEFORE_COMPILING)
        return next(open_ones, self.meetings[0] if self.meetings else None)


class DecisionForm(GovukForm):
    """What the RAMM (or for Part 2 the intelligence DS) decides about one person.

    ``name`` is in the sentences of the errors, as a page has a row for each person; "" leaves it out.
    ``strict``: "not now" needs a service manager. ``part``: the one offered first. Nothing chosen is no
    fault: whoever is not decided stays on the list.
    """

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=RammOutcome.choices(), widget=forms.RadioSelect, required=False
    )
    goes_to = forms.ChoiceField(label=_("Part and meeting"), choices=[], required=False)
    more_from = forms.ChoiceField(label=_("From whom"), choices=[], required=False)
    more_by = DateInputField(label=_("By when"), earliest=today, required=False)
    question = forms.CharField(label=_("What to ask"), required=False, max_length=2_000)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2_000)
    manager = forms.ChoiceField(label=_("Service manager who decided"), choices=[], required=False)
    manager_reason = forms.CharField(label=_("Service manager’s reason"), required=False, max_length=2_000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    looks = {
        "outcome": Look(hidden_label=True),
        **{
            name: Look(legend="", optional=False)
            for name in (
                "goes_to",
                "more_from",
                "more_by",
                "question",
                "reason",
                "manager",
                "manager_reason",
            )
        },
    }

    def __init__(
        self,
        *args: Any,
        body: Body,
        choices: Choices,
        strict: bool = True,
        name: str = "",
        part: Part = Part.CHILD_1A,
        **kwargs: Any,
    ) -> None:
        self.body, self.strict, self.name = body, strict and body is Body.RAMM, name
        self.offered = choices
        super().__init__(*args, **kwargs)
        blank = [("", _("Choose"))]
        self._choose("goes_to", _places(choices.meetings, body, part))
        self._choose("more_from", blank + [(str(row.pk), row.name) for row in choices.agencies])
        self._choose("manager", blank + [(str(row.pk), row.full_name) for row in choices.managers])

    @property
    def chosen(self) -> RammOutcome | None:
        """The outcome that was chosen; call after ``is_valid()``."""
        value = self.cleaned_data.get("outcome")
        return RammOutcome(value) if value else None

    @property
    def seen_then(self) -> Seen | None:
        """What stood in the row when it was drawn."""
        return Seen.read(self.cleaned_data.get("seen", ""))

    def stand_on(self, seen: Seen) -> None:
        """Take note of what stands in the row now: what is sent next is decided upon that."""
        self.data = {**{key: self.data[key] for key in self.data}, self.add_prefix("seen"): str(seen)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.chosen is not None and not self.errors:
            for lack in self._ask_the_protocol().missing:
                field, words = LACKS[lack]
                if field not in self.errors:
                    self.add_error(field, self._said(words))
        return cleaned

    def proposed(self) -> Proposed:
        """Return what was typed, as the service takes it; what belongs to another outcome is left out."""
        typed = self.cleaned_data
        outcome = RammOutcome(typed["outcome"])
        to_macem, not_now = outcome is RammOutcome.TO_MACEM, outcome is RammOutcome.NOT_NOW
        more = outcome is RammOutcome.MORE_INFORMATION
        part, _colon, meeting = typed.get("goes_to", "").partition(":")
        return Proposed(
            outcome=outcome,
            part=Part(part) if to_macem and part else None,
            meeting=_by_key(self.offered.meetings, meeting) if to_macem else None,
            reason=typed.get("reason", "") if not_now else "",
            manager=_by_key(self.offered.managers, typed.get("manager", "")) if not_now else None,
            manager_reason=typed.get("manager_reason", "") if not_now else "",
            more_from=_by_key(self.offered.agencies, typed.get("more_from", "")) if more else None,
            more_by=typed.get("more_by") if more else None,
            question=typed.get("question", "") if more else "",
        )

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _said(self, words: Any) -> str:
        words = str(words)
        if self.name:
            return _now("%(name)s: %(what)s") % {"name": self.name, "what": words}
        return words[:1].upper() + words[1:]

    def _ask_the_protocol(self) -> Decision:
        proposed, today = self.proposed(), clock.today()
        if self.body is Body.INTELLIGENCE_DS:
            return part_two_decision(proposed.for_part_two(proposed.meeting), today=today)
        managers = (Role.SERVICE_MANAGER,) if proposed.manager else ()
        return ramm_decision(
            proposed.for_ramm(proposed.meeting, manager_roles=managers),
            mash_level=MashLevel.STATUTORY if self.strict else None,
            criteria_met=(),
            today=today,
        )


class ChangeForm(DecisionForm):
    """Another decision in the place of one, with the reason for it."""

    why = forms.CharField(label=_("Why is the decision changed?"), widget=forms.Textarea, max_length=2_000)

    looks = {**DecisionForm.looks, "why": Look(rows=2)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "outcome" not in self.errors and self.chosen is None:
            self.add_error("outcome", _now("Choose the decision"))
        return cleaned


def _places(meetings: list[Meeting], body: Body, first: Part) -> list[tuple[str, str]]:
    """Return where somebody may go, the part that the evidence speaks for first, late items last."""
    parts = [Part.ADULT_2] if body is Body.INTELLIGENCE_DS else [first, _other(first)]
    late = [meeting for meeting in meetings if stage_of(meeting) not in BEFORE_COMPILING]
    return [
        (f"{part.value}:{meeting.pk}", _place(part, meeting, late=meeting in late))
        for meeting in [*(one for one in meetings if one not in late), *late]
        for part in parts
    ]


def _place(part: Part, meeting: Meeting, *, late: bool) -> str:
    words = f"{part.label}, {day(meeting.on)}"
    return _now("Late item: %(where)s") % {"where": words} if late else words


def _other(part: Part) -> Part:
    return Part.CHILD_1B if part is Part.CHILD_1A else Part.CHILD_1A


def _by_key(rows: list[Any], key: str) -> Any:
    return next((row for row in rows if str(row.pk) == key), None)
