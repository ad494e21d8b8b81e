"""What a file of missing episodes would do, row by row: a pure function of the file and of what is known.

Preview and apply both ask it, so that what was shown is what is done. The order of the rows never matters,
and a file applied twice does what it did once.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from macem.imports.reasons import Reason
from macem.people import numbers
from macem.protocol.dates import LONDON
from macem.protocol.vocabulary import AbsenceType
from macem.protocol.vocabulary.states import IdentifierKind, ImportRowOutcome
from macem.readers import MissingRow, Moment, Reading

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z/_.]{0,59}")
_NOT_YET = (date.max, time.max)


@dataclass(frozen=True)
class Span:
    """From when until when, as days in London and, where they were recorded, times of day."""

    started_on: date
    started_at: time | None = None
    ended_on: date | None = None
    ended_at: time | None = None

    def agrees(self, other: "Span") -> bool:
        """Whether both may be the same record: same days, and no two times of day that differ."""
        return (self.started_on, self.ended_on) == (other.started_on, other.ended_on) and not any(
            one is not None and two is not None and one != two
            for one, two in ((self.started_at, other.started_at), (self.ended_at, other.ended_at))
        )

    def into(self, standing: "Span") -> "Span":
        """This span with the times of day that only ``standing`` has: a correction does not lose them."""
        ended_at = standing.ended_at if self.ended_on == standing.ended_on else None
        return Span(
            self.started_on, self.started_at or standing.started_at, self.ended_on, self.ended_at or ended_at
        )

    @property
    def end(self) -> tuple[date, time]:
        """When it ends, for comparing: a span without an end comes last."""
        return _NOT_YET if self.ended_on is None else (self.ended_on, self.ended_at or time.min)


@dataclass(frozen=True)
class KnownEpisode:
    """An absence that stands here, and what it said before it was corrected."""

    id: int
    kind: AbsenceType
    span: Span
    earlier: tuple[Span, ...] = ()


@dataclass(frozen=True)
class KnownChild:
    """Somebody who bears a number. ``barred``: whoever asks may not know about them, whatever they hold."""

    subject_id: int
    born: date | None = None
    is_child: bool = True
    barred: bool = False
    episodes: tuple[KnownEpisode, ...] = ()


Known = Mapping[str, tuple[KnownChild, ...]]
"""Who bears which number, as numbers are compared."""


@dataclass(frozen=True)
class PlannedRow:
    """What becomes of one row, and why. ``replaces`` is what stands now and would be corrected.

    ``number`` is the child's as written, ``compared`` as numbers are compared.
    """

    line: int
    number: str
    compared: str
    kind: AbsenceType
    span: Span
    outcome: ImportRowOutcome
    reason: Reason
    subject_id: int | None = None
    replaces: KnownEpisode | None = None
    reference: str = ""
    same_as: int | None = None


@dataclass(frozen=True)
class Plan:
    """What the whole file would do. ``rows`` stand in the order of their lines."""

    rows: tuple[PlannedRow, ...]
    new_children: Mapping[str, date | None] = field(default_factory=dict)

    def count(self, *outcomes: ImportRowOutcome) -> int:
        """How many rows have one of these outcomes."""
        counted = Counter(row.outcome for row in self.rows)
        return sum(counted[outcome] for outcome in outcomes)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same: what was previewed and what would be done now."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()


def plan(reading: Reading[MissingRow], known: Known, *, numbers_of: IdentifierKind, today: date) -> Plan:
    """Say what each row of ``reading`` does, given what is ``known`` about the bearers of its numbers."""
    together: dict[tuple[str, ...] | tuple[int, ...], list[MissingRow]] = {}
    for row in sorted(reading.rows, key=lambda row: row.line):
        number = numbers.normalised(numbers_of, row.child)
        bearers = known.get(number, ())
        # A child may bear two numbers: then the rows of both are theirs.
        whose = tuple(bearer.subject_id for bearer in bearers) or (number,)
        together.setdefault(whose, []).append(row)
    planned: list[PlannedRow] = []
    new_children: dict[str, date | None] = {}
    for rows in together.values():
        number = numbers.normalised(numbers_of, rows[0].child)
        here = _Rows(rows, known.get(number, ()), numbers_of, today).planned()
        planned += here
        if any(row.outcome is ImportRowOutcome.ADDED and row.subject_id is None for row in here):
            new_children[number] = next((row.dob for row in rows if row.dob), None)
    planned += _copies(reading, planned)
    return Plan(tuple(sorted(planned, key=lambda row: row.line)), dict(sorted(new_children.items())))


class _Rows:
    """The rows of one child, or of one number that nobody bears, in the order of their lines."""

    def __init__(
        self,
        rows: list[MissingRow],
        bearers: tuple[KnownChild, ...],
        numbers_of: IdentifierKind,
        today: date,
    ) -> None:
        self.rows = rows
        self.bearers = bearers
        self.child = bearers[0] if bearers else None
        self.numbers_of = numbers_of
        self.today = today
        self.births = {row.dob for row in rows if row.dob}

    def planned(self) -> list[PlannedRow]:
        found: list[PlannedRow] = []
        together: dict[tuple[AbsenceType, date], list[MissingRow]] = {}
        for row in self.rows:
            if reason := self._fault(row):
                found.append(self._row(row, ImportRowOutcome.REJECTED, reason))
            elif reason := self._doubt(row):
                found.append(self._row(row, ImportRowOutcome.WAITS, reason))
            else:
                together.setdefault((AbsenceType(row.type), span_of(row).started_on), []).append(row)
        for (kind, day), rows in together.items():
            found += self._settle(kind, day, rows)
        return found

    def _fault(self, row: MissingRow) -> Reason | None:
        """What keeps a row out whoever it is about."""
        span = span_of(row)
        compared = numbers.normalised(self.numbers_of, row.child)
        if not (_NUMBER.fullmatch(compared) and numbers.identifies(self.numbers_of, row.child)):
            return Reason.NUMBER
        if span.started_on > self.today:
            return Reason.FUTURE_START
        if span.ended_on is not None and span.ended_on > self.today:
            return Reason.FUTURE_END
        return None

    def _doubt(self, row: MissingRow) -> Reason | None:
        """What a person has to say before the row may count: whom it is about."""
        if any(bearer.barred or not bearer.is_child for bearer in self.bearers) or len(self.bearers) > 1:
            return Reason.WHICH_CHILD
        if self.child and self.child.born:
            return Reason.BORN_DIFFERS if row.dob and row.dob != self.child.born else None
        return Reason.BORN_TWICE if len(self.births) > 1 else None

    def _settle(self, kind: AbsenceType, day: date, rows: list[MissingRow]) -> list[PlannedRow]:
        """Match the rows of one kind and first day with what is known of that kind from that day."""
        found: list[PlannedRow] = []
        left: dict[Span, MissingRow] = {}
        episodes = [
            episode
            for episode in (self.child.episodes if self.child else ())
            if episode.kind is kind and episode.span.started_on == day
        ]
        free = {episode.id: episode for episode in episodes}
        for row in rows:
            span = span_of(row)
            standing = [episode for episode in episodes if span.agrees(episode.span)]
            for episode in standing:
                free.pop(episode.id, None)
            if standing:
                found.append(self._row(row, ImportRowOutcome.ALREADY_KNOWN, Reason.SAME))
            elif any(span.agrees(earlier) for episode in episodes for earlier in episode.earlier):
                found.append(self._row(row, ImportRowOutcome.ALREADY_KNOWN, Reason.EARLIER))
            elif span in left:
                same_as = left[span].line
                found.append(self._row(row, ImportRowOutcome.ALREADY_KNOWN, Reason.COPY, same_as=same_as))
            else:
                left[span] = row
        return found + self._pair(left, list(free.values()))

    def _pair(self, rows: dict[Span, MissingRow], episodes: list[KnownEpisode]) -> list[PlannedRow]:
        """Take what ends last for the same absence; rows that find no other are new."""
        found: list[PlannedRow] = []
        latest = sorted(rows.items(), key=lambda item: (item[0].end, item[1].line), reverse=True)
        standing = sorted(episodes, key=lambda episode: (episode.span.end, episode.id), reverse=True)
        for place, (span, row) in enumerate(latest):
            episode = standing[place] if place < len(standing) else None
            if episode is None:
                reason = Reason.NEW if self.child else Reason.NEW_CHILD
                found.append(self._row(row, ImportRowOutcome.ADDED, reason))
            elif span.ended_on is None and episode.span.ended_on is not None:
                found.append(self._row(row, ImportRowOutcome.ALREADY_KNOWN, Reason.RETURNED))
            else:
                reason = Reason.RETURN if episode.span.ended_on is None else Reason.OTHERWISE
                found.append(self._row(row, ImportRowOutcome.CHANGED, reason, replaces=episode))
        return found

    def _row(
        self,
        row: MissingRow,
        outcome: ImportRowOutcome,
        reason: Reason,
        *,
        replaces: KnownEpisode | None = None,
        same_as: int | None = None,
    ) -> PlannedRow:
        span = span_of(row)
        settled = outcome not in (ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED)
        return PlannedRow(
            line=row.line,
            number=row.child,
            compared=numbers.normalised(self.numbers_of, row.child),
            kind=AbsenceType(row.type),
            span=span.into(replaces.span) if replaces else span,
            outcome=outcome,
            reason=reason,
            subject_id=self.child.subject_id if self.child and settled else None,
            replaces=replaces,
            reference=row.ref or "",
            same_as=same_as,
        )


def _copies(reading: Reading[MissingRow], planned: Iterable[PlannedRow]) -> list[PlannedRow]:
    """Rows that stand in the file word for word more than once: the reader kept the first of each."""
    by_line = {row.line: row for row in planned}
    found = []
    for caution in reading.warnings:
        if caution.code != "duplicate_row":
            continue
        first = by_line[caution.lines[0]]
        refused = first.outcome in (ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED)
        for line in caution.lines[1:]:
            found.append(
                PlannedRow(
                    line=line,
                    number=first.number,
                    compared=first.compared,
                    kind=first.kind,
                    span=first.span,
                    outcome=first.outcome if refused else ImportRowOutcome.ALREADY_KNOWN,
                    reason=Reason.COPY,
                    subject_id=first.subject_id,
                    same_as=first.line,
                )
            )
    return found


def span_of(row: MissingRow) -> Span:
    """The row's days and times of day in London; a time that was not recorded is None."""
    started_on, started_at = _parts(row.start)
    ended_on, ended_at = _parts(row.end) if row.end is not None else (None, None)
    return Span(started_on, started_at, ended_on, ended_at)


def _parts(moment: Moment) -> tuple[date, time | None]:
    if not isinstance(moment, datetime):
        return moment, None
    local = moment.astimezone(LONDON) if moment.tzinfo else moment
    return local.date(), local.time()
