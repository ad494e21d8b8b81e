"""A file in words: what each row says, what becomes of it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from macem.govuk.dates import clock_time, full_date, moment
from macem.govuk.parts import Fact, Link, Step
from macem.imports.kinds import KINDS
from macem.imports.models import Upload
from macem.imports.plan import PlannedRow, Span
from macem.imports.reading import Looked
from macem.imports.reasons import Reason
from macem.imports.sentences import HEADINGS, SENTENCES
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.states import ImportRowOutcome

ADDED, KNOWN, CHANGED = ImportRowOutcome.ADDED, ImportRowOutcome.ALREADY_KNOWN, ImportRowOutcome.CHANGED
WAITS, REJECTED = ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED
CHILDREN = "children"
STRIP, GAP = 640, 5
TITLES = {
    REJECTED.value: (gettext_lazy("Left out: what is wrong"), gettext_lazy("Left out"), "c-ochre"),
    WAITS.value: (gettext_lazy("Needs a person"), gettext_lazy("Needs a person"), "c-against"),
    CHANGED.value: (gettext_lazy("Changed: old and new"), gettext_lazy("Changed"), "c3"),
    CHILDREN: (gettext_lazy("Children not yet known"), gettext_lazy("Children not yet known"), "c2"),
    ADDED.value: (gettext_lazy("New episodes"), gettext_lazy("New"), "c4"),
    KNOWN.value: (gettext_lazy("Already known"), gettext_lazy("Already known"), "c1"),
}
"""The groups in which rows are shown, in order: heading, short name, colour in the strip."""


@dataclass(frozen=True)
class Cell:
    """One cell of the row as it came; ``marked`` where the sentence is about it."""

    heading: str
    value: str
    marked: bool = False


@dataclass(frozen=True)
class Change:
    """Old and new; ``was`` is empty where the reader does not see the child."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class LinePresenter:
    """One row of the file."""

    line: int
    group: str
    heading: str = ""
    url: str = ""
    says: Sequence[str] = ()
    changes: Sequence[Change] = ()
    cells: Sequence[Cell] = ()
    withheld: bool = False


@dataclass(frozen=True)
class GroupPresenter:
    """Rows with the same fate."""

    key: str
    lines: Sequence[LinePresenter]

    @property
    def title(self) -> Any:
        return TITLES[self.key][0]

    @property
    def short(self) -> Any:
        return TITLES[self.key][1]

    @property
    def colour(self) -> str:
        return str(TITLES[self.key][2])


@dataclass(frozen=True)
class Strip:
    """One piece of the strip that shows how the rows are shared out."""

    colour: str
    x: int
    width: int


@dataclass(frozen=True)
class ListedFile:
    """A file in the list: who sent it, and what became of it. Bring ``with_outcomes()`` along."""

    upload: Any

    @property
    def name(self) -> str:
        return str(self.upload.file_name)

    @property
    def url(self) -> str:
        return reverse("imports:file", kwargs={"pk": self.upload.pk})

    @property
    def kind(self) -> Any:
        return KINDS[self.upload.kind].title

    @property
    def sent(self) -> str:
        return moment(self.upload.uploaded_at)

    @property
    def sender(self) -> str:
        return str(self.upload.uploaded_by.full_name)

    @property
    def applied(self) -> bool:
        return self.upload.applied_at is not None

    @property
    def state(self) -> str:
        return _("Applied") if self.applied else _("To look at")

    @property
    def outcome(self) -> str:
        if not self.applied:
            return _("%(rows)s read") % {"rows": _rows(self.upload.rows_read)}
        return _("%(written)s recorded, %(left)d not") % {
            "written": _rows(self.upload.written),
            "left": self.upload.not_recorded,
        }


@dataclass(frozen=True)
class FilePresenter:
    """A file that somebody looks at. ``people`` are those of its children whom they may see."""

    looked: Looked
    people: Mapping[int, PersonPresenter]

    @property
    def upload(self) -> Upload:
        return self.looked.upload

    @property
    def applied(self) -> bool:
        return self.upload.applied_at is not None

    @property
    def digest(self) -> str:
        return self.looked.plan.digest

    @cached_property
    def lines(self) -> list[LinePresenter]:
        faults: dict[int, list[Any]] = {}
        for fault in self.looked.reading.rejected:
            faults.setdefault(fault.lines[0], []).append(fault)
        lines = [self._faulty(line, found) for line, found in faults.items()]
        lines += [self._row(row) for row in self.looked.plan.rows]
        return sorted(lines, key=lambda line: line.line)

    @cached_property
    def groups(self) -> list[GroupPresenter]:
        """The groups that have rows."""
        found: dict[str, list[LinePresenter]] = {key: [] for key in TITLES}
        for line in self.lines:
            found[line.group].append(line)
        return [GroupPresenter(key, lines) for key, lines in found.items() if lines]

    def title_of(self, key: str) -> Any:
        return TITLES[key][0]

    def count(self, *keys: str) -> int:
        return sum(len(group.lines) for group in self.groups if group.key in keys)

    @property
    def to_write(self) -> int:
        """How many rows change something."""
        return self.count(ADDED.value, CHILDREN, CHANGED.value)

    @property
    def asking(self) -> int:
        """How many rows wait or are left out."""
        return self.count(REJECTED.value, WAITS.value)

    @property
    def lede(self) -> str:
        rows = len(self.lines)
        read = ngettext("%(count)d row read", "%(count)d rows read", rows) % {"count": rows}
        if self.asking:
            asks = ngettext("%(count)d asks", "%(count)d ask", self.asking) % {"count": self.asking}
            return _("%(read)s, nothing applied yet. %(asks)s something of you.") % {
                "read": read,
                "asks": asks,
            }
        return _("%(read)s, nothing applied yet.") % {"read": read}

    @property
    def will_do(self) -> list[str]:
        """What applying does, each as a sentence."""
        new, known = self.count(ADDED.value, CHILDREN), self.count(KNOWN.value)
        children = len(self.looked.plan.new_children)
        changed = self.count(CHANGED.value)
        found = [ngettext("%(count)d new episode.", "%(count)d new episodes.", new) % {"count": new}]
        if children:
            found.append(
                ngettext(
                    "%(count)d child who is not yet known is registered by number.",
                    "%(count)d children who are not yet known are registered by number.",
                    children,
                )
                % {"count": children}
            )
        found += [
            ngettext(
                "%(count)d episode changes; what stood before is kept.",
                "%(count)d episodes change; what stood before is kept.",
                changed,
            )
            % {"count": changed},
            ngettext(
                "%(count)d row is known already: nothing happens.",
                "%(count)d rows are known already: nothing happens.",
                known,
            )
            % {"count": known},
        ]
        if self.asking:
            found.append(
                ngettext(
                    "%(count)d row that is left out or needs a person stays listed here.",
                    "%(count)d rows that are left out or need a person stay listed here.",
                    self.asking,
                )
                % {"count": self.asking}
            )
        return found

    @property
    def facts(self) -> list[Fact]:
        """What became of an applied file."""
        new, changed = self.count(ADDED.value, CHILDREN), self.count(CHANGED.value)
        return [
            Fact(
                _("Applied"),
                _rows(self.to_write),
                [_("%(new)d new, %(changed)d changed") % {"new": new, "changed": changed}],
            ),
            Fact(_("Already known"), _rows(self.count(KNOWN.value)), [_("Nothing changed")]),
            Fact(_("Needs a person"), _rows(self.count(WAITS.value)), [_("Not recorded")]),
            Fact(_("Left out"), _rows(self.count(REJECTED.value)), [_("Not recorded")]),
        ]

    @property
    def history(self) -> list[Step]:
        upload = self.upload
        sent = _("%(when)s by %(who)s") % {
            "when": moment(upload.uploaded_at),
            "who": upload.uploaded_by.full_name,
        }
        if upload.applied_at is None:
            return [Step(_("Sent"), "done", [sent]), Step(_("Applied"), "now", [_("Not yet")])]
        who = upload.applied_by.full_name if upload.applied_by else ""
        applied = _("%(when)s by %(who)s") % {"when": moment(upload.applied_at), "who": who}
        return [Step(_("Sent"), "done", [sent]), Step(_("Applied"), "done", [applied])]

    @property
    def warnings(self) -> list[str]:
        """What the reader noticed about rows that it took, with the lines of each."""
        found = []
        for caution in self.looked.reading.warnings:
            if caution.code == "duplicate_row" or self.looked.withheld & set(caution.lines):
                continue
            lines = ", ".join(str(line) for line in caution.lines[:10])
            more = len(caution.lines) - 10
            if more > 0:
                lines = _("%(lines)s and %(more)d more") % {"lines": lines, "more": more}
            which = _(" Lines: %(lines)s.") % {"lines": lines} if lines else ""
            found.append(f"{caution.message}{which}")
        return found

    @property
    def strip(self) -> list[Strip]:
        """A piece for each group, about as wide as it has rows; the chips below say the same."""
        found: list[Strip] = []
        x = 0
        for group in self.groups:
            width = max(8, round(STRIP * len(group.lines) / len(self.lines)))
            found.append(Strip(group.colour, x, width))
            x += width + GAP
        return found

    def chips(self, shown: str) -> list[Link]:
        """Which rows to show."""
        here = reverse("imports:file", kwargs={"pk": self.upload.pk})
        every = Link(_("All"), here, current=not shown, count=len(self.lines))
        return [
            every,
            *(
                Link(
                    group.short,
                    f"{here}?show={group.key}",
                    current=shown == group.key,
                    count=len(group.lines),
                )
                for group in self.groups
            ),
        ]

    # One row

    def _faulty(self, line: int, faults: list[Any]) -> LinePresenter:
        if line in self.looked.withheld:
            return LinePresenter(line, REJECTED.value, withheld=True)
        return LinePresenter(
            line,
            REJECTED.value,
            says=[fault.message for fault in faults],
            cells=self._cells(line, tuple(fault.field for fault in faults)),
        )

    def _row(self, row: PlannedRow) -> LinePresenter:
        group = CHILDREN if row.reason is Reason.NEW_CHILD else row.outcome.value
        if row.line in self.looked.withheld:
            return LinePresenter(row.line, group, withheld=True)
        person = self.people.get(row.subject_id) if row.subject_id is not None else None
        return LinePresenter(
            line=row.line,
            group=group,
            heading=person.caption if person else _("Number %(number)s") % {"number": row.number},
            url=person.url if person else "",
            says=[says for says in (_span(row), str(SENTENCES[row.reason])) if says],
            changes=_changes(row, visible=person is not None),
            cells=self._cells(row.line, HEADINGS.get(row.reason, ())),
        )

    def _cells(self, line: int, marked: Sequence[str]) -> list[Cell]:
        headings = {self.looked.reading.columns.get(name) for name in marked}
        return [
            Cell(heading, value, heading in headings) for heading, value in self.looked.cells.get(line, ())
        ]


def _rows(count: int) -> str:
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}


def _span(row: PlannedRow) -> str:
    words = {"kind": row.kind.label, "start": _start(row.span), "end": _end(row.span)}
    if row.span.ended_on is None:
        return _("%(kind)s since %(start)s; not yet returned.") % words
    return _("%(kind)s from %(start)s until %(end)s.") % words


def _changes(row: PlannedRow, *, visible: bool) -> list[Change]:
    if row.replaces is None:
        return []
    before = row.replaces.span
    found = []
    if _start(before) != _start(row.span):
        found.append(Change(_("Missing from"), _start(before) if visible else "", _start(row.span)))
    if _end(before) != _end(row.span):
        found.append(Change(_("Returned"), _end(before) if visible else "", _end(row.span)))
    return found


def _start(span: Span) -> str:
    return _when(span.started_on, span.started_at)


def _end(span: Span) -> str:
    return _("not yet") if span.ended_on is None else _when(span.ended_on, span.ended_at)


def _when(day: Any, at: Any) -> str:
    return f"{full_date(day)}, {clock_time(at)}" if at is not None else full_date(day)
