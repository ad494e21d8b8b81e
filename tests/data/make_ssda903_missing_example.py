"""Writes `ssda903_missing_example.csv` beside this script: invented children, the same bytes each time.

    python tests/data/make_ssda903_missing_example.py

Dates are fixed: early 2026. Expected, worked out by hand: 29 rows under the headings, of which 28 can be
read (21 missing, 7 away, 1 still open) and one can't (line 15, whose end is before its start).
Child 900001 has five missing episodes that start within 90 days (4 January to 20 March 2026); 900002's
second, 6 to 10 February, lasts longer than 48 hours however its days are taken.
"""

from __future__ import annotations

from pathlib import Path

HEADINGS = "CHILD,DOB,MISSING,MIS_START,MIS_END"
BIRTHS = {
    "900001": "14/05/2010",
    "900002": "02/11/2009",
    "900003": "27/08/2011",
    "900004": "29/02/2012",
    "900005": "09/01/2009",
    "900006": "30/06/2010",
}
# Child, code, start, end (empty: not back yet), in the order of the file.
EPISODES = """
900001 M 04/01/2026 05/01/2026
900001 M 19/01/2026 19/01/2026
900001 A 25/01/2026 25/01/2026
900001 M 07/02/2026 08/02/2026
900001 M 28/02/2026 01/03/2026
900001 M 20/03/2026 21/03/2026
900002 M 11/01/2026 12/01/2026
900002 M 06/02/2026 10/02/2026
900002 A 15/02/2026 15/02/2026
900002 M 14/03/2026 15/03/2026
900003 M 03/01/2026 04/01/2026
900003 A 17/01/2026 18/01/2026
900003 M 30/01/2026 31/01/2026
900003 M 22/02/2026 21/02/2026
900003 M 08/03/2026 09/03/2026
900004 A 10/01/2026 11/01/2026
900004 M 24/01/2026 24/01/2026
900004 A 13/02/2026 14/02/2026
900004 M 05/03/2026 06/03/2026
900004 M 27/03/2026
900005 M 02/01/2026 03/01/2026
900005 M 16/01/2026 16/01/2026
900005 M 21/02/2026 22/02/2026
900005 A 07/03/2026 07/03/2026
900005 M 18/03/2026 19/03/2026
900006 M 09/01/2026 09/01/2026
900006 M 26/01/2026 27/01/2026
900006 A 20/02/2026 21/02/2026
900006 M 12/03/2026 12/03/2026
"""


def content() -> str:
    """The file's text, with the line ends that Excel writes."""
    rows = [HEADINGS]
    for episode in EPISODES.split("\n"):
        if episode:
            child, code, start, *end = episode.split(" ")
            rows.append(",".join([child, BIRTHS[child], code, start, *(end or [""])]))
    return "".join(f"{row}\r\n" for row in rows)


if __name__ == "__main__":
    Path(__file__).with_name("ssda903_missing_example.csv").write_bytes(content().encode("ascii"))
