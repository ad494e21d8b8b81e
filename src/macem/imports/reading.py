"""A file as it can be looked at: what it says, what it would do or has done, and what is not shown of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from macem.gate import clock
from macem.gate.actor import Actor
from macem.imports.kinds import KINDS, Cells
from macem.imports.known import episode_of, known_about
from macem.imports.models import Upload, UploadRow
from macem.imports.plan import Plan, PlannedRow, plan, span_of
from macem.imports.reasons import Reason
from macem.missing.models import Episode
from macem.people import numbers
from macem.protocol.vocabulary import AbsenceType
from macem.protocol.vocabulary.states import ImportRowOutcome
from macem.readers import MissingRow, Reading


@dataclass(frozen=True)
class Looked:
    """One file before somebody's eyes. ``cells`` are its rows as they came; ``withheld`` lines are unseen."""

    upload: Upload
    reading: Reading[MissingRow]
    plan: Plan
    cells: dict[int, Cells]
    withheld: frozenset[int]


def reading_of(upload: Upload, *, at: datetime | None = None) -> Reading[MissingRow]:
    """Return the rows of a file that was taken in, as they read on the day of ``at`` (default: now)."""
    return KINDS[upload.kind].read(bytes(upload.content), today=clock.local_date(at or clock.now()))


def plan_of(upload: Upload, *, by: Actor, at: datetime | None = None) -> Plan:
    """Return what applying the file would do now for ``by``, compared with all that is known."""
    at = at or clock.now()
    reading = reading_of(upload, at=at)
    numbers_of = KINDS[upload.kind].numbers
    known = known_about({row.child for row in reading.rows}, numbers_of, by=by)
    return plan(reading, known, numbers_of=numbers_of, today=clock.local_date(at))


def look_at(upload: Upload, *, user: Any) -> Looked:
    """Return the file as ``user`` may see it: what it would do or, where it has been applied, what it did.

    Somebody else's file gives nothing away about a child from whom the reader is barred (clause S1).
    """
    reading = reading_of(upload, at=upload.applied_at)
    cells = KINDS[upload.kind].cells(bytes(upload.content))
    done = plan_of(upload, by=Actor.user(user)) if upload.applied_at is None else _done(upload, reading, user)
    hidden = frozenset() if upload.uploaded_by_id == user.pk else _withheld(upload, reading, cells, user)
    return Looked(upload, reading, done, cells, hidden)


def _withheld(
    upload: Upload, reading: Reading[MissingRow], cells: dict[int, Cells], user: Any
) -> frozenset[int]:
    numbers_of = KINDS[upload.kind].numbers
    written = {line: dict(row).get(reading.columns["child"], "") for line, row in cells.items()}
    known = known_about(set(written.values()), numbers_of, by=Actor.user(user))
    barred = {number for number, bearers in known.items() if any(bearer.barred for bearer in bearers)}
    return frozenset(
        line for line, value in written.items() if numbers.normalised(numbers_of, value) in barred
    )


def _done(upload: Upload, reading: Reading[MissingRow], user: Any) -> Plan:
    """What became of the rows, in the shape of a plan; the reader's faults stand in ``reading``."""
    read = {row.line: row for row in reading.rows}
    for caution in reading.warnings:
        if caution.code == "duplicate_row":
            read |= dict.fromkeys(caution.lines[1:], read[caution.lines[0]])
    rows = list(UploadRow.objects.visible_to(user).filter(upload=upload, line__in=read))
    corrected = {
        episode.pk: episode.replaces
        for episode in Episode.objects.visible_to(user)
        .filter(pk__in=[row.object_id for row in rows if row.outcome is ImportRowOutcome.CHANGED])
        .select_related("replaces")
    }
    numbers_of = KINDS[upload.kind].numbers
    planned = []
    for row in rows:
        source, before = read[row.line], corrected.get(row.object_id)
        planned.append(
            PlannedRow(
                line=row.line,
                number=source.child,
                compared=numbers.normalised(numbers_of, source.child),
                kind=AbsenceType(source.type),
                span=span_of(source),
                outcome=row.outcome,
                reason=Reason(row.reason),
                subject_id=row.subject_id,
                replaces=episode_of(before) if before else None,
            )
        )
    return Plan(tuple(planned))
