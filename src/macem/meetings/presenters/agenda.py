"""One frozen version of an agenda in words."""

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from macem.gate.actor import Actor
from macem.govuk.dates import clock_time, day, full_date, long_date, moment
from macem.meetings import reading
from macem.meetings.digests import is_intact
from macem.meetings.models import AgendaEntry, AgendaVersion
from macem.meetings.paths import meeting_path
from macem.meetings.presenters.lists import (
    AssessmentWords,
    assessment_of,
    name_of,
    person_path,
    presents,
)
from macem.meetings.presenters.meeting import abilities
from macem.protocol.vocabulary import Part
from macem.protocol.vocabulary.states import ApprovalOutcome, EntryKind
from macem.sharing.state import circulation_decisions


@dataclass(frozen=True)
class ActionWords:
    """An outstanding action, as it stood when the agenda was compiled."""

    content: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.content["text"])

    @property
    def owner(self) -> str:
        return f"{self.content['owner']}, {self.content['agency']}"

    @property
    def due(self) -> str:
        return full_date(date.fromisoformat(self.content["due"]))

    @property
    def is_overdue(self) -> bool:
        return bool(self.content["overdue"])


@dataclass(frozen=True)
class EntryWords:
    """One person of a frozen agenda. ``lacks``: what is missing before they may be circulated (S5)."""

    entry: AgendaEntry
    number: int
    lacks: tuple[str, ...] = ()

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.entry.content
        return content

    @property
    def reference(self) -> str:
        return str(self.content["reference"])

    @property
    def url(self) -> str:
        return person_path(self.reference)

    @property
    def name(self) -> str:
        return str(self.content["name"])

    @property
    def sub(self) -> str:
        return _("%(age)s, born %(born)s, %(reference)s") % {
            "age": self.content["age"], "born": self.content["born"], "reference": self.reference,
        }  # fmt: skip

    @property
    def part(self) -> Part:
        return Part(self.content["part"])

    @property
    def time(self) -> str:
        return clock_time(time.fromisoformat(self.content["time"]))

    @property
    def is_provisional(self) -> bool:
        return bool(self.content["provisional"])

    @property
    def late_reason(self) -> str:
        return str(self.content["late_reason"])

    @property
    def reasons(self) -> list[str]:
        return [f"{reason['label']} ({reason['clause']})" for reason in self.content["reasons"]]

    @property
    def presents(self) -> str:
        return presents(self.content)

    @property
    def nobody_holds(self) -> bool:
        """A fault that the chair sees (P9)."""
        return not self.content["held_by"]

    @property
    def held_by(self) -> str:
        """Who holds the case, where it is not who presents it."""
        held = str(self.content["held_by"])
        return held if held != self.presents else ""

    @property
    def assessment(self) -> AssessmentWords:
        return assessment_of(self.content)

    @property
    def actions(self) -> list[ActionWords]:
        return [ActionWords(action) for action in self.content["actions"]]

    @property
    def taken_off(self) -> str:
        return _("Taken off by %(who)s, %(day)s") % {"who": self.content["by"], "day": self._on}

    @property
    def reason(self) -> str:
        return str(self.content["reason"])

    @property
    def decided(self) -> str:
        """ "Not now, 3 December 2026. C2, C3. Beth Example-Crane:" and the manager's reason."""
        return _("%(clauses)s, %(day)s") % {"clauses": ", ".join(self.content["clauses"]), "day": self._on}

    @property
    def manager(self) -> str:
        return str(self.content["manager"])

    @property
    def manager_reason(self) -> str:
        return str(self.content["manager_reason"])

    @property
    def _on(self) -> str:
        return full_date(date.fromisoformat(self.content["on"]))


@dataclass(frozen=True)
class VersionPage:
    """A version of an agenda for one reader: the people whom they may see, and what they may do with it."""

    version: AgendaVersion
    can: frozenset[str]
    entries: list[AgendaEntry]
    lacks: dict[int, tuple[str, ...]]
    is_newest: bool

    @property
    def title(self) -> str:
        return _("Agenda for %(day)s, version %(n)d") % {
            "day": long_date(self.version.meeting.on), "n": self.version.number,
        }  # fmt: skip

    @property
    def meeting_url(self) -> str:
        return meeting_path("meeting", self.version.meeting)

    @property
    def lede(self) -> str:
        """How it stands, in one sentence."""
        if reading.is_circulated(self.version):
            sent = self.version.circulation
            return _("Circulated by %(who)s, %(when)s.") % {
                "who": name_of(sent.circulated_by), "when": moment(sent.circulated_at),
            }  # fmt: skip
        if reading.is_approved(self.version):
            return _("Approved, and not circulated yet.")
        return _("Compiled by %(who)s, %(when)s. The chair has not approved it.") % {
            "who": name_of(self.version.compiled_by), "when": moment(self.version.compiled_at),
        }  # fmt: skip

    @property
    def answers_due(self) -> str:
        return day(date.fromisoformat(self.version.general["dates"]["returns_due"]))

    @property
    def is_circulated(self) -> bool:
        return reading.is_circulated(self.version)

    @property
    def reason(self) -> str:
        return self.version.reason

    @property
    def decisions(self) -> list[str]:
        """What the chair decided on it, each in a line."""
        words = _("%(what)s by %(who)s, %(when)s")
        return [
            words
            % {"what": row.outcome.label, "who": name_of(row.decided_by), "when": moment(row.decided_at)}
            for row in self.version.approvals.all()
        ]

    @property
    def comments(self) -> list[str]:
        """The chair's comments where the agenda came back; for those who make it."""
        rows = self.version.approvals.all()
        return [row.comments for row in rows if row.outcome is ApprovalOutcome.RETURNED]

    @cached_property
    def listed(self) -> list[EntryWords]:
        rows = [entry for entry in self.entries if entry.kind is EntryKind.LISTED]
        return [
            EntryWords(entry, place, self.lacks.get(entry.subject_id, ()))
            for place, entry in enumerate(rows, start=1)
        ]

    @property
    def parts(self) -> list[tuple[Part, list[EntryWords]]]:
        found = [(part, [words for words in self.listed if words.part is part]) for part in Part]
        return [(part, words) for part, words in found if words]

    @property
    def removed(self) -> list[EntryWords]:
        return [EntryWords(entry, 0) for entry in self.entries if entry.kind is EntryKind.REMOVED]

    @property
    def not_now(self) -> list[EntryWords]:
        return [EntryWords(entry, 0) for entry in self.entries if entry.kind is EntryKind.NOT_NOW]

    @property
    def agencies_actions(self) -> list[ActionWords]:
        return [ActionWords(action) for action in self.version.general["actions"]]

    @property
    def waiting(self) -> list[EntryWords]:
        """Who lacks a lawful basis: circulation waits for the chair (S5)."""
        return [words for words in self.listed if words.lacks] if "office" in self.can else []

    @property
    def may_decide(self) -> bool:
        return (
            "decide" in self.can
            and self.is_newest
            and not self.is_circulated
            and not reading.is_approved(self.version)
        )

    @property
    def is_to_be_made_again(self) -> bool:
        """The chair returned it, and the reader is one of those who make the next version."""
        return "compile" in self.can and self.is_newest and bool(self.comments) and not self.may_circulate

    @property
    def may_circulate(self) -> bool:
        return (
            "circulate" in self.can
            and self.is_newest
            and not self.is_circulated
            and reading.is_approved(self.version)
        )

    @property
    def may_answer(self) -> bool:
        return "answer" in self.can and self.is_circulated

    def path(self, view: str) -> str:
        return meeting_path(view, self.version.meeting, number=self.version.number)

    @cached_property
    def is_intact(self) -> bool:
        return is_intact(self.version, self.entries)

    @property
    def digest(self) -> str:
        return self.version.digest


def version_page(version: AgendaVersion, user: Any) -> VersionPage:
    """Return ``version`` for ``user``: those entries that they may see."""
    entries = list(AgendaEntry.objects.visible_to(user).filter(version=version).order_by("position"))
    can = abilities(Actor.user(user), version.meeting)
    listed = [entry.subject_id for entry in entries if entry.kind is EntryKind.LISTED]
    decisions = (
        circulation_decisions(listed) if "office" in can and not reading.is_circulated(version) else {}
    )
    latest = reading.latest_version(version.meeting)
    return VersionPage(
        version=version,
        can=can,
        entries=entries,
        lacks={pk: decision.missing for pk, decision in decisions.items() if not decision.met},
        is_newest=latest is not None and latest.pk == version.pk,
    )
