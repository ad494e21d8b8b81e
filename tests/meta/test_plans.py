"""A policy that reads guarded tables is planned together with theirs: what one row costs must stay small."""

import re

import pytest
from django.db import connection

from macem.config.row_security import policies

pytestmark = pytest.mark.django_db

MOST_SUBPLANS = 300
"""About six milliseconds of planning. At a thousand it is a tenth of a second for every query."""


@pytest.mark.parametrize("table", sorted({policy.table for policy in policies()}))
def test_reading_one_row_is_planned_quickly(table, acting):
    with acting("chair"), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM {table} LIMIT 1")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    numbers = [int(number) for number in re.findall(r"(?:Sub|Init)Plan (\d+)", plan)]
    assert max(numbers, default=0) <= MOST_SUBPLANS, table
