"""The generated reference is what the code says today, and reads citations as people write them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_committed_is_what_the_code_generates():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("Recorded as it came (clause C3).", ["C3"]),
        ("M6, M8, M9: what an action needs.", ["M6", "M8", "M9"]),
        ("A month goes forward (M2-M4, M10).", ["M2", "M3", "M4", "M10"]),
        ("P2, P4 to P6: the path.", ["P2", "P4", "P5", "P6"]),
        ("An H1, a level 2 heading, Part 1a, S3x and C9.", []),
        (None, []),
    ],
)
def test_clauses_are_found_in_what_descriptions_say(said, clauses, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from generating.clauses import ORDER, clauses_in

    assert sorted(clauses_in(said), key=ORDER.index) == clauses
