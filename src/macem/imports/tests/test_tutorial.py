"""The file of the tutorial does what the tutorial says."""

import re
from datetime import date
from pathlib import Path

from macem.imports.plan import KnownChild, KnownEpisode, Span, plan
from macem.protocol.vocabulary import AbsenceType
from macem.protocol.vocabulary.states import IdentifierKind, ImportRowOutcome
from macem.readers import read

TUTORIAL = Path(__file__).resolve().parents[4] / "docs" / "tutorial" / "first-month.md"
TODAY = date(2026, 12, 1)


def planned(text, known):
    reading = read("ssda903-missing", text.encode(), today=TODAY)
    found = plan(reading, known, numbers_of=IdentifierKind.CSC, today=TODAY)
    return [row.outcome for row in found.rows], [fault.lines for fault in reading.rejected], found


def test_two_children_and_a_fault_then_one_known_one_changed_one_new():
    lines = re.findall(r"^    (CHILD,.*|\d{6},.*)$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 4
    outcomes, rejected, found = planned("\n".join(lines), {})
    assert outcomes == [ImportRowOutcome.ADDED, ImportRowOutcome.ADDED]
    assert rejected == [(4,)]
    assert list(found.new_children) == ["990001", "990002"]
    known = {
        row.compared: (
            KnownChild(number, None, episodes=(KnownEpisode(number, AbsenceType.MISSING, row.span),)),
        )
        for number, row in enumerate(found.rows, start=1)
    }
    assert known["990002"][0].episodes[0].span == Span(date(2025, 10, 3))
    mended = [lines[0], lines[1], lines[2] + "04/10/2025", lines[3].replace("08/10/2025", "10/10/2025")]
    outcomes, rejected, _found = planned("\n".join(mended), known)
    assert outcomes == [ImportRowOutcome.ALREADY_KNOWN, ImportRowOutcome.CHANGED, ImportRowOutcome.ADDED]
    assert rejected == []
