"""M4: a meeting does not go ahead without representation from all agreed agencies; nor does an item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from macem.protocol.settings import Settings, agency_key
from macem.protocol.vocabulary import AttendanceStatus, Clause, Decision, refused, satisfied

Clock = datetime | time
"""A time of the meeting; one meeting's times are all of one kind."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's part in a meeting. Somebody who came and went twice has two of these.

    `since` None: there from the start; `until` None: to the end; `until` itself is not included. An attendee
    who is no named representative or deputy counts only when the chair confirmed them as deputy.
    """

    name: str
    agency: str
    status: AttendanceStatus
    since: Clock | None = None
    until: Clock | None = None
    is_named: bool = True
    confirmed_by_chair: bool = False

    @property
    def leaves_before_arriving(self) -> bool:
        """Whether the times contradict each other."""
        return self.until is not None and _is_before(self.until, self.since)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether every required agency is represented, and which are not, spelled as they were required."""

    quorate: bool
    missing: tuple[str, ...]

    @property
    def decision(self) -> Decision:
        """The same, as a decision with its sentence."""
        if self.quorate:
            return satisfied(Clause.M4, "Every agreed agency is represented.")
        return refused(
            Clause.M4,
            f"Not every agreed agency is represented. Missing: {', '.join(self.missing)}.",
            {"missing": list(self.missing)},
            missing=tuple(f"a representative of {agency}" for agency in self.missing),
        )


def quorum(
    required: Iterable[str],
    attendance: Sequence[Attendance],
    settings: Settings,
    *,
    at: Clock | None = None,
    recused: Iterable[str] = (),
) -> Quorum:
    """Whether each of the `required` agencies has somebody in the room who represents it (M4).

    Heads are not agencies; an apology is not a representative; written information counts only where the
    protocol file says so. `at`: for an item, the time it is discussed (None: at any time of the meeting);
    `recused`: who, by name, takes no part in it. Agencies match by the file's names and aliases.
    """
    standing_back = {_person_key(name) for name in recused}
    represented = {
        _agency(one.agency, settings)
        for one in attendance
        if _represents(one, settings) and _is_there(one, at) and _person_key(one.name) not in standing_back
    }
    asked: dict[str, str] = {}
    for name in required:
        asked.setdefault(_agency(name, settings), name)
    missing = tuple(name for key, name in asked.items() if key not in represented)
    return Quorum(not missing, missing)


def _agency(written: str, settings: Settings) -> str:
    known = settings.agency_named(written)
    return agency_key(known.name if known else written)


def _represents(one: Attendance, settings: Settings) -> bool:
    if one.status is AttendanceStatus.WRITTEN:
        return settings.quorum.written_information_counts
    return one.status.in_the_room and (one.is_named or one.confirmed_by_chair)


def _is_there(one: Attendance, at: Clock | None) -> bool:
    if at is None or one.status is AttendanceStatus.WRITTEN:
        return True
    return not _is_before(at, one.since) and (one.until is None or _is_before(at, one.until))


def _is_before(moment: Clock, bound: Clock | None) -> bool:
    if bound is None:
        return False
    if isinstance(moment, datetime) and isinstance(bound, datetime):
        return moment < bound
    if isinstance(moment, time) and isinstance(bound, time):
        return moment < bound
    raise TypeError("The times of one meeting must be all clock times or all datetimes.")


def _person_key(name: str) -> str:
    return " ".join(name.split()).casefold()
