"""The world that the matrix walks through: the demonstration's, with a record for each address to name."""

from dataclasses import dataclass, field
from typing import Any

from macem.demo import partnership as invented
from macem.demo.partnership import Partnership
from macem.demo.story import tell
from tests.meta import places
from tests.meta.more import TODAY, More
from tests.meta.visitors import Visitor, invite, visitors


@dataclass(frozen=True)
class World:
    """What stands in the world's database: who looks, and what the addresses' parameters are."""

    partnership: Partnership
    visitors: list[Visitor]
    places: dict[str, dict[str, Any]] = field(default_factory=dict)


def build() -> None:
    """Fill the database with the demonstration, what it leaves out, and the visitors. Run as the worker."""
    partnership = invented.existing()
    tell(partnership, TODAY)
    latecomer = invite(partnership)
    More(partnership).add(latecomer)


def look() -> World:
    """Return what :func:`build` made. Run as the worker."""
    partnership = invented.existing()
    return World(partnership, visitors(), places.find(partnership))
