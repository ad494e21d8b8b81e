"""How long each absence may have lasted, and which records may speak of the same one (C2, C3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from macem.protocol.criteria.facts import Episode
from macem.protocol.moments import Moment
from macem.protocol.vocabulary import AbsenceType

_NOTHING = timedelta(0)


class Ending(StrEnum):
    """What is known of an absence's end."""

    RECORDED = "recorded"
    ONGOING = "ongoing"
    LEFT_OPEN = "left_open"
    """No end recorded, although a later absence began: it ended, nobody wrote down when."""
    BEFORE_START = "before_start"
    """The end recorded lies before the start: one of the two is wrong."""


class Link(StrEnum):
    """How two records of the same type may be related (C2)."""

    SAME = "same"
    """They certainly overlap, or repeat the same start and end: one absence."""
    SAME_NIGHT = "same_night"
    """They may overlap and name the same night: counted once, and asked."""
    CONSECUTIVE = "consecutive"
    """Days alone that touch: counted separately, and asked whether they are one absence."""
    MAY_OVERLAP = "may_overlap"
    """They may overlap but name different nights: counted separately, and asked."""


@dataclass(frozen=True, slots=True)
class Span:
    """One record as at the as-at time: where it stood among the records given, and when it may have ended."""

    index: int
    start: Moment
    type: AbsenceType
    ending: Ending
    earliest_end: datetime
    latest_end: datetime
    end: Moment | None
    received: tuple[Moment, ...]
    followed_by: int | None = None

    @property
    def shortest(self) -> timedelta:
        """The shortest real time that the absence may have lasted."""
        return max(_NOTHING, self.earliest_end - self.start.latest)

    @property
    def longest(self) -> timedelta:
        """The longest real time that the absence may have lasted."""
        return max(_NOTHING, self.latest_end - self.start.earliest)

    @property
    def order(self) -> tuple[bool, datetime, datetime, datetime, datetime]:
        """Sorts records by what they say, never by where they stood: clock times first, then days alone."""
        return (self.start.is_day, self.start.earliest, self.start.latest, self.earliest_end, self.latest_end)


def spans(episodes: Sequence[Episode], as_of: Moment) -> tuple[Span, ...]:
    """Each episode that began by `as_of`, in the order given. One that ends later is still going on."""
    begun = [(index, one) for index, one in enumerate(episodes) if one.start.earliest <= as_of.latest]
    return tuple(_span(index, one, begun, as_of) for index, one in begun)


def _span(index: int, one: Episode, begun: Iterable[tuple[int, Episode]], as_of: Moment) -> Span:
    followed_by = None
    if one.end is None:
        later = [(other.start.earliest, number) for number, other in begun if _is_after(other, one)]
        followed_by = min(later)[1] if later else None
        ending = Ending.ONGOING if followed_by is None else Ending.LEFT_OPEN
    elif one.end.latest < one.start.earliest:
        ending = Ending.BEFORE_START
    elif one.end.earliest > as_of.latest:
        ending = Ending.ONGOING
    else:
        ending = Ending.RECORDED
    earliest_end, latest_end = one.start.earliest, as_of.latest
    if ending is Ending.RECORDED and one.end is not None:
        earliest_end, latest_end = one.end.earliest, min(one.end.latest, as_of.latest)
    elif ending is Ending.ONGOING:
        earliest_end = as_of.earliest
    return Span(
        index=index,
        start=one.start,
        type=one.type,
        ending=ending,
        earliest_end=earliest_end,
        latest_end=latest_end,
        end=one.end,
        received=one.received,
        followed_by=followed_by,
    )


def _is_after(other: Episode, one: Episode) -> bool:
    """Whether `other` certainly began after `one` did."""
    return other.start.earliest > one.start.latest


def link(first: Span, second: Span) -> Link | None:
    """How two records, in either order, may be related; None: two absences, nothing to ask."""
    if first.type is not second.type:
        return None
    if _repeat(first, second) or _overlap_certainly(first, second):
        return Link.SAME
    may_overlap = _overlap_possibly(first, second)
    if may_overlap and first.start.day == second.start.day:
        return Link.SAME_NIGHT
    if _touch(first, second) or _touch(second, first):
        return Link.CONSECUTIVE
    return Link.MAY_OVERLAP if may_overlap else None


def _repeat(first: Span, second: Span) -> bool:
    """The same start to the instant, or the same start and end as far as recorded."""
    if first.start != second.start:
        return False
    exact = first.start.earliest == first.start.latest
    return exact or first.end == second.end


def _overlap_certainly(first: Span, second: Span) -> bool:
    """However the uncertain times fell, both absences were going on at one time."""
    return first.start.latest < second.earliest_end and second.start.latest < first.earliest_end


def _overlap_possibly(first: Span, second: Span) -> bool:
    return first.start.earliest < _reach(second) and second.start.earliest < _reach(first)


def _reach(span: Span) -> datetime:
    """How far an absence reaches towards others: without a known end, no further than its start."""
    if span.ending in {Ending.LEFT_OPEN, Ending.BEFORE_START}:
        return span.start.latest
    return span.latest_end


def _touch(earlier: Span, later: Span) -> bool:
    """The earlier record ends, and the later one begins, some time on the same day."""
    end = earlier.end
    return (
        end is not None
        and end.is_day
        and later.start.is_day
        and end.day == later.start.day
        and earlier.start.day < later.start.day
    )


def groups(members: Sequence[Span], joined: Iterable[tuple[Span, Span]]) -> list[list[Span]]:
    """`members` in groups, so that two who are joined, directly or through others, share one."""
    leader = {member.index: member.index for member in members}

    def find(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    for first, second in joined:
        leader[find(first.index)] = find(second.index)
    found: dict[int, list[Span]] = {}
    for member in members:
        found.setdefault(find(member.index), []).append(member)
    return list(found.values())
