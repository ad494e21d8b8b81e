"""Records sorted into distinct absences (C2), with a note on everything that a person should look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from macem.protocol.criteria.facts import Episode
from macem.protocol.criteria.spans import Ending, Link, Span, groups, link, spans
from macem.protocol.moments import Moment
from macem.protocol.vocabulary import AbsenceType


class ReviewCode(StrEnum):
    """What a person is asked to look at. Nothing is dropped, joined or put right silently."""

    POSSIBLE_DUPLICATE = "possible_duplicate"
    POSSIBLE_OVERLAP = "possible_overlap"
    CONSECUTIVE_ROWS = "consecutive_rows_may_be_one_absence"
    AMBIGUOUS_LOCAL_TIME = "ambiguous_local_time"
    OPEN_FOLLOWED = "open_episode_followed_by_later_episode"
    END_BEFORE_START = "end_before_start"


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """One question about one or more records, named by where they stood among those given, from 0."""

    code: ReviewCode
    episodes: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Absence:
    """One distinct absence: the records that speak of it, and the local day on which it began."""

    day: date
    records: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Absences:
    """Everything that was recorded about a person's absences as at a time."""

    records: tuple[Span, ...]
    missing: tuple[Absence, ...]
    away: tuple[Absence, ...]
    joined: tuple[tuple[Span, ...], ...]
    """Missing records that are, or may be, one absence: two or more each."""
    review: tuple[ReviewNote, ...]


Links = Mapping[tuple[int, int], Link]


def sort_out(episodes: Sequence[Episode], as_of: Moment) -> Absences:
    """Distinct absences among `episodes` as at `as_of`. The order of the episodes is immaterial."""
    records = spans(episodes, as_of)
    ordered = sorted(records, key=lambda record: record.order)
    pairs = [(first, second, link(first, second)) for first, second in combinations(ordered, 2)]
    linked = [(first, second, found) for first, second, found in pairs if found]
    links = {(first.index, second.index): found for first, second, found in linked}
    distinct = _distinct(ordered, links)
    missing_groups = groups(ordered, [(first, second) for first, second, _ in linked])
    return Absences(
        records=records,
        missing=tuple(one for one in distinct if one.records[0].type is AbsenceType.MISSING),
        away=tuple(one for one in distinct if one.records[0].type is AbsenceType.AWAY),
        joined=tuple(
            tuple(group)
            for group in missing_groups
            if len(group) > 1 and group[0].type is AbsenceType.MISSING
        ),
        review=_review(records, linked),
    )


def _distinct(ordered: Sequence[Span], links: Links) -> list[Absence]:
    """Distinct absences, in the order of their days.

    Records that are certainly the same make one absence. A record that only may be the same joins one other,
    but never joins two that are distinct: two short absences in one evening stay two, although a day alone
    may be either of them.
    """
    by_index = {record.index: record for record in ordered}
    certain = [
        (by_index[first], by_index[second]) for (first, second), found in links.items() if found is Link.SAME
    ]
    kept: list[tuple[list[Span], list[Span]]] = []
    for group in sorted(groups(ordered, certain), key=lambda group: min(one.order for one in group)):
        home = next((joined for core, joined in kept if _name_the_same_night(core, group, links)), None)
        if home is None:
            kept.append((group, list(group)))
        else:
            home.extend(group)
    absences = [Absence(min(one.start.day for one in records), tuple(records)) for _, records in kept]
    return sorted(absences, key=lambda absence: absence.day)


def _name_the_same_night(first: Sequence[Span], second: Sequence[Span], links: Links) -> bool:
    return any(
        Link.SAME_NIGHT in (links.get((a.index, b.index)), links.get((b.index, a.index)))
        for a in first
        for b in second
    )


def _review(records: Sequence[Span], linked: Sequence[tuple[Span, Span, Link]]) -> tuple[ReviewNote, ...]:
    once = [(first, second) for first, second, found in linked if found in {Link.SAME, Link.SAME_NIGHT}]
    repeats = [sorted(one.index for one in group) for group in groups(records, once) if len(group) > 1]
    notes = [
        _note(
            ReviewCode.POSSIBLE_DUPLICATE,
            indexes,
            "may describe the same absence and are not counted twice: please confirm.",
        )
        for indexes in repeats
    ]
    for first, second, found in linked:
        indexes = sorted((first.index, second.index))
        if any(set(indexes) <= set(repeat) for repeat in repeats):
            continue
        if found is Link.CONSECUTIVE:
            notes.append(
                _note(
                    ReviewCode.CONSECUTIVE_ROWS,
                    indexes,
                    "touch on one day and may be one longer absence; they are counted apart: please say.",
                )
            )
        elif found is Link.MAY_OVERLAP:
            notes.append(
                _note(
                    ReviewCode.POSSIBLE_OVERLAP,
                    indexes,
                    "may overlap; they are counted apart: please say whether they are one absence.",
                )
            )
    for record in records:
        notes.extend(_about(record))
    return tuple(sorted(notes, key=lambda note: (note.episodes, note.code)))


def _about(record: Span) -> list[ReviewNote]:
    """What one record alone gives reason to ask."""
    notes = []
    if record.start.is_ambiguous or (record.end is not None and record.end.is_ambiguous):
        notes.append(
            _note(
                ReviewCode.AMBIGUOUS_LOCAL_TIME,
                [record.index],
                "has a clock time that happens twice or never on the night the clocks change: "
                "please say which is meant.",
            )
        )
    if record.followed_by is not None:
        notes.append(
            ReviewNote(
                ReviewCode.OPEN_FOLLOWED,
                (record.index, record.followed_by),
                f"Record {record.index} has no end, but record {record.followed_by} began later: "
                "please say when the first absence ended.",
            )
        )
    if record.ending is Ending.BEFORE_START:
        notes.append(
            _note(
                ReviewCode.END_BEFORE_START,
                [record.index],
                "ends before it starts: its start is counted, its length is not known: please correct it.",
            )
        )
    return notes


def _note(code: ReviewCode, indexes: Sequence[int], rest: str) -> ReviewNote:
    numbers = [str(index) for index in indexes]
    last = numbers.pop()
    named = f"Records {', '.join(numbers)} and {last}" if numbers else f"Record {last}"
    return ReviewNote(code, tuple(indexes), f"{named} {rest}")
