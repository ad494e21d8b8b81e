"""One writer at a time."""

from macem.people.models import Person


def lock(person: Person) -> Person:
    """Let one writer at a time change who somebody is."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
