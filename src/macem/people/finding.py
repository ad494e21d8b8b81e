"""Looking somebody up by a number before making a second record of them."""

from django.db import connection

from macem.people import numbers
from macem.protocol.vocabulary.states import IdentifierKind


def subjects_with_identifier(kind: IdentifierKind, value: str) -> list[int]:
    """Return the keys of everybody who bears this very number now, whether or not the reader may see them.

    For services only, which must not make a second record of a child; what is found is never shown to
    somebody without a grant. A number that identifies nobody (blank, or a code for "unknown") finds nobody.
    """
    if not numbers.identifies(kind, value):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM macem_subject_with_identifier(%s, %s)", [kind.value, numbers.normalised(kind, value)]
        )
        return sorted(row[0] for row in cursor.fetchall())
