"""What a room's ``nav.py`` lists."""

from dataclasses import dataclass

from django.utils.functional import Promise

from macem.protocol.vocabulary import Role


@dataclass(frozen=True)
class NavEntry:
    """One entry of the navigation. ``roles`` None: everybody with a role. ``section``: URL namespace."""

    label: str | Promise
    view: str
    section: str
    rank: int
    roles: frozenset[Role] | None = None
