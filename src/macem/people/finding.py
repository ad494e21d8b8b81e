"""Looking somebody up by a number before making a second record of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from macem.people import numbers
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind


@dataclass(frozen=True)
class Bearer:
    """Somebody who bears a number now; ``born`` only where the date of birth is known exactly."""

    subject_id: int
    kind: PersonKind
    born: date | None


def subjects_with_identifier(kind: IdentifierKind, value: str) -> list[int]:
    """Return the keys of everybody who bears this very number now, whether or not the reader may see them.

    For services only, which must not make a second record of a child; what is found is never shown to
    somebody without a grant. A number that identifies nobody (blank, or a code for "unknown") finds nobody.
    """
    if not numbers.identifies(kind, value):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM macem_subject_with_identifier(%s, %s)",
            [kind.value, numbers.normalised(kind, value)],
        )
        return sorted(row[0] for row in cursor.fetchall())


def bearers(kind: IdentifierKind, values: Iterable[str]) -> dict[str, list[Bearer]]:
    """Return who bears each of these numbers now, by the number as it is compared, seen by the reader or not.

    For services only, under the same conditions as :func:`subjects_with_identifier`, in one query.
    """
    sought = sorted({numbers.normalised(kind, value) for value in values if numbers.identifies(kind, value)})
    found: dict[str, list[Bearer]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM macem_bearers(%s, %s) ORDER BY 1, 2", [kind.value, sought])
        for number, subject_id, person_kind, born in cursor.fetchall():
            found.setdefault(number, []).append(Bearer(subject_id, PersonKind(person_kind), born))
    return found
