"""The invented SSDA903 Missing file that other tests import is what its script says."""

import runpy
from collections import Counter
from datetime import date
from pathlib import Path

from macem.readers import read_ssda903_missing

DATA = Path(__file__).parents[4] / "tests" / "data"


def test_the_file_is_the_one_its_script_writes() -> None:
    script = runpy.run_path(str(DATA / "make_ssda903_missing_example.py"))
    assert (DATA / "ssda903_missing_example.csv").read_bytes() == script["content"]().encode("ascii")


def test_the_file_reads_as_its_script_says() -> None:
    found = read_ssda903_missing((DATA / "ssda903_missing_example.csv").read_bytes(), today=date(2026, 6, 30))
    assert Counter(row.type for row in found.rows) == {"missing": 21, "away": 7}
    assert [row.line for row in found.rows if row.end is None] == [21]
    assert [(fault.lines, fault.reason) for fault in found.rejected] == [((15,), "end_before_start")]
    assert found.warnings == ()
    starts = [row.start for row in found.rows if (row.child, row.type) == ("900001", "missing")]
    assert len(starts) == 5
    assert (max(starts) - min(starts)).days == 75
