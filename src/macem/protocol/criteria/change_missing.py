"""What would change the answers of C2 and C3, from how often and how long somebody was missing."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from macem.protocol.criteria.absences import Absence, sort_out
from macem.protocol.criteria.change import Proposals, as_away, episodes_of, settled, tomorrow, withdrawn
from macem.protocol.criteria.facts import Episode, Facts
from macem.protocol.criteria.missing_long import missing_long
from macem.protocol.criteria.missing_often import (
    RECENT_DAYS,
    Window,
    is_enough,
    is_fresh,
    windows,
)
from macem.protocol.criteria.recorded import phrase
from macem.protocol.criteria.spans import Ending, Span
from macem.protocol.dates import LONDON, in_words
from macem.protocol.moments import end_of, moment
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import AbsenceType, Answer, NotKnown

_NOON = time(12, 0)
_AWAY = "recorded again as away from placement without authorisation"
_NEVER = "Recorded that the child was never reported missing"
_MINUTE = timedelta(minutes=1)

_Numbers = set[int]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way for records to count no longer, and whether it renumbers the others."""

    words: str
    applied: Callable[[Facts, Collection[int]], Facts]
    renumbers: bool


_WAYS = (_Way("withdrawn", withdrawn, True), _Way(_AWAY, as_away, False))


def changes_of_often(facts: Facts, settings: MissingSettings) -> Proposals:
    """C2: fewer absences, nothing new among them, or more of them."""
    if isinstance(facts.episodes, NotKnown):
        known = replace(facts, episodes=())
        yield _NEVER, known
        yield from _more_often(known, settings)
        return
    qualifying = _qualifying(facts, settings)
    if not qualifying:
        yield from _more_often(facts, settings)
        return
    for way in _WAYS:
        gone = _too_many(facts, settings, way)
        yield f"{_which(gone, qualifying, settings)} {way.words}", way.applied(facts, _numbers(gone))
    fresh = _united(qualifying, lambda absence: is_fresh(absence, facts))
    if len(fresh) < len(_united(qualifying)) - settings.episodes + 1:
        since = "since the previous agenda" if facts.previous_agenda else f"in the last {RECENT_DAYS} days"
        yield f"{_the(len(fresh))} new {since} withdrawn", withdrawn(facts, _numbers(fresh))
    yield "The next agenda compiled and nothing new after it", replace(facts, previous_agenda=facts.as_of)


def changes_of_long(facts: Facts, settings: MissingSettings) -> Proposals:
    """C3: an absence withdrawn or shorter, its times recorded, or an absence that goes on."""
    if isinstance(facts.episodes, NotKnown):
        known = replace(facts, episodes=())
        yield _NEVER, known
        yield from _longer(known, settings)
        return
    decision = missing_long(sort_out(facts.episodes, facts.as_of), settings)
    limit = timedelta(hours=settings.over_hours)
    if decision.answer is Answer.MET:
        yield from _shorter(facts, settings, limit)
    elif decision.answer is Answer.NOT_MET:
        yield from _longer(facts, settings)
    elif "joined_episodes" in decision.figures:
        yield from _joined(facts, settings)
    else:
        yield from _timed(facts, settings, limit)


def _qualifying(facts: Facts, settings: MissingSettings) -> list[Window]:
    absences = sort_out(episodes_of(facts), facts.as_of)
    found = windows(facts, absences.missing, settings.window_days)
    return [window for window in found if window.is_fresh and is_enough(window, settings)]


def _too_many(facts: Facts, settings: MissingSettings, way: _Way) -> list[Absence]:
    """The absences without which no window would qualify any more, numbered as in `facts`.

    Of the fullest window the latest go, until it holds one fewer than are needed; then the next is asked.
    """
    total = len(episodes_of(facts))
    gone: list[Absence] = []
    while found := _qualifying(way.applied(facts, _numbers(gone)), settings):
        kept = [index for index in range(total) if not way.renumbers or index not in _numbers(gone)]
        fullest = max(found, key=lambda window: window.fullness)
        gone += [_renumbered(absence, kept) for absence in fullest.absences[settings.episodes - 1 :]]
    return gone


def _renumbered(absence: Absence, kept: Sequence[int]) -> Absence:
    records = tuple(replace(record, index=kept[record.index]) for record in absence.records)
    return replace(absence, records=records)


def _which(gone: Sequence[Absence], qualifying: Sequence[Window], settings: MissingSettings) -> str:
    """Any "5 of the 9" where all stand in one window, else those of certain days."""
    together = len(_united(qualifying))
    if together == len(gone) + settings.episodes - 1:
        return f"{len(gone)} of the {together}"
    days = [in_words(day) for day in sorted({absence.day for absence in gone})]
    return f"{_the(len(gone))} that began on {phrase(days)}"


def _united(
    found: Iterable[Window], wanted: Callable[[Absence], bool] = lambda absence: True
) -> list[Absence]:
    """Every absence of these windows, once."""
    united: list[Absence] = []
    for window in found:
        united += [one for one in window.absences if wanted(one) and one not in united]
    return united


def _numbers(absences: Iterable[Absence]) -> _Numbers:
    return {record.index for absence in absences for record in absence.records}


def _more_often(facts: Facts, settings: MissingSettings) -> Proposals:
    """So many more times, by the day on which the oldest still needed falls out of the window."""
    base = settled(facts)
    next_day = facts.as_of.day + timedelta(days=1)
    first = next_day - timedelta(days=settings.window_days - 1)
    inside = [one for one in sort_out(episodes_of(base), facts.as_of).missing if first <= one.day <= next_day]
    more = max(1, settings.episodes - len(inside))
    still_needed = settings.episodes - more
    if still_needed:
        by = inside[-still_needed].day + timedelta(days=settings.window_days - 1)
        words = f"{'once more' if more == 1 else f'{more} more times'} by {in_words(by)}"
    else:
        by = next_day
        words = f"{'once' if more == 1 else f'{more} times'} within {settings.window_days} days"
    added = tuple(_outing(by, number) for number in range(more))
    yield f"Reported missing {words}", replace(base, as_of=end_of(by), episodes=episodes_of(base) + added)


def _outing(day: date, number: int) -> Episode:
    """A minute's absence on a day, apart from those of other numbers."""
    begins = datetime.combine(day, _NOON) + 2 * number * _MINUTE
    return Episode(moment(begins), moment(begins + _MINUTE))


def _shorter(facts: Facts, settings: MissingSettings, limit: timedelta) -> Proposals:
    for way in _WAYS:
        gone = _too_long(facts, settings, limit, way)
        yield f"{_absences(facts, gone, settings)} {way.words}", way.applied(facts, gone)
    short = _Way(f"found to have lasted {settings.over_hours} hours or less", _ending_after(limit), False)
    gone = _too_long(facts, settings, limit, short)
    yield f"{_absences(facts, gone, settings)} {short.words}", short.applied(facts, gone)


def _too_long(facts: Facts, settings: MissingSettings, limit: timedelta, way: _Way) -> _Numbers:
    """The records that are certainly over the limit, and those that become so once these are gone."""
    gone: _Numbers = set()
    total = len(episodes_of(facts))
    while True:
        changed = way.applied(facts, gone)
        kept = [index for index in range(total) if not way.renumbers or index not in gone]
        over = {kept[one.index] for one in _missing(changed) if one.shortest > limit}
        if not over:
            return gone
        gone |= over


def _ending_after(length: timedelta) -> Callable[[Facts, Collection[int]], Facts]:
    def ended(facts: Facts, numbers: Collection[int]) -> Facts:
        return replace(
            facts,
            episodes=tuple(
                replace(one, end=moment(one.start.earliest + length)) if index in numbers else one
                for index, one in enumerate(episodes_of(facts))
            ),
        )

    return ended


def _absences(facts: Facts, numbers: _Numbers, settings: MissingSettings) -> str:
    if len(numbers) == 1:
        return f"The absence that began on {in_words(episodes_of(facts)[min(numbers)].start.day)}"
    return f"{_the(len(numbers))} absences of more than {settings.over_hours} hours"


def _timed(facts: Facts, settings: MissingSettings, limit: timedelta) -> Proposals:
    """The clock times recorded that are not known: at their widest, and at their narrowest."""
    unsure = [one for one in _missing(facts) if one.longest > limit]
    words = "The times of the absence recorded, with {} {} hours between them"
    widest = _exactly(facts, [(one.index, one.start.earliest, one.latest_end) for one in unsure])
    yield words.format("more than", settings.over_hours), widest
    narrowest = _exactly(
        facts, [(one.index, one.start.latest, max(one.start.latest, one.earliest_end)) for one in unsure]
    )
    yield words.format("no more than", settings.over_hours), narrowest


def _joined(facts: Facts, settings: MissingSettings) -> Proposals:
    """Records that touch or overlap: one absence, or each apart from the next."""
    groups = sort_out(episodes_of(facts), facts.as_of).joined
    widest = max(
        groups, key=lambda group: max(o.latest_end for o in group) - min(o.start.earliest for o in group)
    )
    begins, ends = min(one.start.earliest for one in widest), max(one.latest_end for one in widest)
    first, rest = widest[0].index, {one.index for one in widest[1:]}
    as_one = withdrawn(_exactly(facts, [(first, begins, ends)]), rest)
    yield f"The {len(widest)} records that touch or overlap recorded as one absence", as_one
    apart = [
        (one.index, one.start.latest, max(one.start.latest, one.earliest_end))
        for group in groups
        for one in group
    ]
    yield "Their times recorded, with a return between one and the next", _exactly(facts, apart)


def _exactly(facts: Facts, times: Iterable[tuple[int, datetime, datetime]]) -> Facts:
    """The facts with these records' beginnings and ends known to the minute."""
    known = {index: (moment(begins), moment(ends)) for index, begins, ends in times}
    return replace(
        facts,
        episodes=tuple(
            replace(one, start=known[index][0], end=known[index][1]) if index in known else one
            for index, one in enumerate(episodes_of(facts))
        ),
    )


def _longer(facts: Facts, settings: MissingSettings) -> Proposals:
    """Whoever is missing now not coming back; else one more absence, which is long."""
    limit = timedelta(hours=settings.over_hours)
    ongoing = [one for one in _missing(facts) if one.ending is Ending.ONGOING]
    if ongoing:
        until = min(one.start.latest for one in ongoing) + limit
        begun = {one.index for one in sort_out(episodes_of(facts), facts.as_of).records}
        later = withdrawn(facts, set(range(len(episodes_of(facts)))) - begun)
        yield f"Still missing after {_clock(until)}", replace(later, as_of=moment(until + _MINUTE))
    base = tomorrow(settled(facts))
    begins = base.as_of.latest
    ends = begins + limit + _MINUTE
    added = Episode(moment(begins), moment(ends))
    yield (
        f"Missing once for more than {settings.over_hours} hours",
        replace(base, as_of=moment(ends + _MINUTE), episodes=(*episodes_of(base), added)),
    )


def _missing(facts: Facts) -> list[Span]:
    records = sort_out(episodes_of(facts), facts.as_of).records
    return [one for one in records if one.type is AbsenceType.MISSING]


def _the(count: int) -> str:
    return {1: "The one", 2: "Both"}.get(count, f"All {count}")


def _clock(instant: datetime) -> str:
    """ "2:10pm on 8 January 2027", London's clock."""
    local = instant.astimezone(LONDON)
    half = "am" if local.hour < 12 else "pm"
    return f"{(local.hour - 1) % 12 + 1}:{local.minute:02}{half} on {in_words(local.date())}"
