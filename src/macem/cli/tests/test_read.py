"""`macem read`, as a person at a terminal meets it."""

import json
from pathlib import Path

import pytest

from macem.cli.main import main

FILE = b"CHILD,DOB,MISSING,MIS_START,MIS_END\n900001,15/06/2010,M,03/06/2025,04/06/2025\n"


def test_read_prints_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "missing.csv").write_bytes(FILE)
    assert main(["read", "ssda903-missing", str(tmp_path / "missing.csv")]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out) == {
        "encoding": "utf-8",
        "header_row": 1,
        "columns": {
            "child": "CHILD",
            "dob": "DOB",
            "type": "MISSING",
            "start": "MIS_START",
            "end": "MIS_END",
        },
        "ignored_columns": [],
        "rows": [
            {
                "line": 2,
                "child": "900001",
                "dob": "2010-06-15",
                "ref": None,
                "type": "missing",
                "start": "2025-06-03",
                "end": "2025-06-04",
            }
        ],
        "rejected": [],
        "warnings": [],
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"NAME\nx\n"])
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_2(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "missing.csv").write_bytes(data)
    assert main(["read", "ssda903-missing", str(tmp_path / "missing.csv")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith(".\n")
    assert printed.err.count("\n") == 1


def test_an_unknown_kind_and_an_absent_file_are_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "tea-leaves", "-"]) == 2
    assert main(["read", "ssda903-missing", "no-such-file.csv"]) == 2
    assert capsys.readouterr().out == ""
