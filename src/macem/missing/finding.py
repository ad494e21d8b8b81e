"""Episodes that are known already, before a file records them again."""

from collections.abc import Iterable

from macem.missing.models import Episode


def versions_of(subject_ids: Iterable[int]) -> list[Episode]:
    """Return every version of every episode of these people, oldest first, seen by the reader or not.

    For services only, which must not record an absence twice; what is found is never shown to somebody
    without a grant.
    """
    return list(Episode.objects.raw("SELECT * FROM macem_episodes_of(%s)", [sorted(set(subject_ids))]))
