"""Whether each agency of a panel has the people that the protocol wants of it (clauses W1, M4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from macem.agencies.models import Membership, Panel, PanelAgency
from macem.protocol.vocabulary import Role


class Lack(Enum):
    """What a core partner is without."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    PART_TWO = "part two"


@dataclass(frozen=True)
class Coverage:
    """One agency's place and who holds it."""

    place: PanelAgency
    contacts: tuple[Membership, ...]
    deputies: tuple[Membership, ...]
    part_two: bool

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What a core partner is without; an invited agency lacks nothing."""
        if not self.place.is_core:
            return ()
        has = {Lack.CONTACT: self.contacts, Lack.DEPUTY: self.deputies, Lack.PART_TWO: self.part_two}
        return tuple(lack for lack, found in has.items() if not found)


def coverage(panel: Panel, at: datetime) -> list[Coverage]:
    """Return every agency with a place on ``panel``, by name, with who holds it at ``at``. Two queries."""
    held: dict[int, list[Membership]] = {}
    for membership in (
        Membership.objects.current(at).at_panel(panel).select_related("user", "deputy_for__user")
    ):
        held.setdefault(membership.agency_id, []).append(membership)
    places = PanelAgency.objects.filter(panel=panel).select_related("agency").order_by("agency__name")
    return [_of(place, held.get(place.agency_id, [])) for place in places]


def _of(place: PanelAgency, members: Iterable[Membership]) -> Coverage:
    members = list(members)
    return Coverage(
        place=place,
        contacts=tuple(m for m in members if Role(m.role) is Role.SPOC),
        deputies=tuple(m for m in members if Role(m.role) is Role.DEPUTY),
        part_two=any(m.part_two for m in members),
    )
