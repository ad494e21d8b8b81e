"""What is known already about the children in a file, whether or not whoever sent it may see them."""

from collections.abc import Iterable

from macem.confidentiality.policies import barred_among
from macem.gate.actor import Actor
from macem.imports.plan import Known, KnownChild, KnownEpisode, Span
from macem.missing.finding import versions_of
from macem.missing.models import Episode
from macem.people.finding import Bearer, bearers
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind


def known_about(written: Iterable[str], numbers_of: IdentifierKind, *, by: Actor) -> Known:
    """Return the bearers of the numbers as they are ``written`` in the file, with all their absences.

    Somebody from whom ``by`` is barred, or who is known here as an adult who poses a risk, looks to them like
    a number that two people bear.
    """
    found = bearers(numbers_of, written)
    subject_ids = {bearer.subject_id for several in found.values() for bearer in several}
    barred = barred_among(by, subject_ids)
    episodes = _episodes(subject_ids)
    return {
        number: tuple(_child(bearer, barred, episodes.get(bearer.subject_id, ())) for bearer in several)
        for number, several in found.items()
    }


def episode_of(row: Episode, *, earlier: tuple[Span, ...] = ()) -> KnownEpisode:
    """Return a recorded absence as plans compare it."""
    return KnownEpisode(row.pk, row.kind, _span(row), earlier)


def _child(bearer: Bearer, barred: set[int], episodes: tuple[KnownEpisode, ...]) -> KnownChild:
    return KnownChild(
        subject_id=bearer.subject_id,
        born=bearer.born,
        is_child=bearer.kind is PersonKind.CHILD,
        barred=bearer.subject_id in barred,
        episodes=episodes,
    )


def _episodes(subject_ids: set[int]) -> dict[int, tuple[KnownEpisode, ...]]:
    rows = {row.pk: row for row in versions_of(subject_ids)}
    replaced = {row.replaces_id for row in rows.values()}
    found: dict[int, tuple[KnownEpisode, ...]] = {}
    for row in rows.values():
        if row.pk not in replaced:
            known = episode_of(row, earlier=tuple(_earlier(row, rows)))
            found[row.subject_id] = (*found.get(row.subject_id, ()), known)
    return found


def _earlier(row: Episode, rows: dict[int, Episode]) -> Iterable[Span]:
    while row.replaces_id:
        row = rows[row.replaces_id]
        yield _span(row)


def _span(row: Episode) -> Span:
    return Span(row.started_on, row.started_at, row.ended_on, row.ended_at)
