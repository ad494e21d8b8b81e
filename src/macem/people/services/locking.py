"""One writer at a time."""

from django.db import connection

from macem.people.models import Person

MAKING_RECORDS = 7_036_501
"""Number of the lock that whoever makes a record holds to the end of the transaction."""


def take_turns_making_records() -> None:
    """Wait until nobody else makes a record: whoever looks afterwards for the same person finds theirs.

    Take it before looking. In an import that makes many, nobody looks for a name.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING_RECORDS])


def lock(person: Person) -> Person:
    """Let one writer at a time change who somebody is."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
