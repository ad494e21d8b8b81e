"""C3: missing over a 48-hour period."""

from datetime import timedelta

from macem.protocol.criteria.absences import Absences
from macem.protocol.criteria.spans import Ending, Span
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import (
    AbsenceType,
    Answer,
    Clause,
    Decision,
    Figure,
    refused,
    satisfied,
    undecided,
)

_LONG = timedelta(days=7)
"""From here on a length is told in days and hours."""

_SERIOUSNESS = (Answer.NOT_MET, Answer.MAY_BE_MET, Answer.MET)


def missing_long(absences: Absences | None, settings: MissingSettings) -> Decision:
    """Whether one absence lasted, in real elapsed time, strictly over the hours set (C3).

    Figures, of the longest episode among those that bear the answer out: `episode` (where it stood, from 0),
    `ongoing`, `elapsed_hours_min`, `elapsed_hours_max`. Where only several records taken as one absence may
    be over the hours, `joined_episodes` and `joined_hours_max` as well.
    """
    if absences is None:
        return undecided(
            Clause.C3,
            "Whether the person was reported missing is not known.",
            missing=("the record of missing episodes",),
        )
    limit = timedelta(hours=settings.over_hours)
    missing = [record for record in absences.records if record.type is AbsenceType.MISSING]
    if not missing:
        return refused(Clause.C3, "No missing episode is recorded.", _figures(None))
    record = max(missing, key=lambda one: _weight(one, limit))
    answer, figures = _answer(record, limit), _figures(record)
    if answer is Answer.MET:
        return satisfied(Clause.C3, _sentence(record, settings, "which is over"), figures)
    if answer is Answer.MAY_BE_MET:
        return undecided(
            Clause.C3,
            _sentence(record, settings, "which may be over"),
            figures,
            missing=("the times at which the absence began and ended",),
        )
    joined = max(
        ((_joined_length(group), group) for group in absences.joined),
        key=lambda found: (found[0], [one.order for one in found[1]]),
        default=None,
    )
    if joined and joined[0] > limit:
        indexes = sorted(one.index for one in joined[1])
        return undecided(
            Clause.C3,
            f"No single record is over {settings.over_hours} hours, but {len(indexes)} of them may be one "
            f"absence of up to {_spoken(joined[0])}.",
            {**figures, "joined_episodes": indexes, "joined_hours_max": _hours(joined[0])},
            missing=("whether the records that touch or overlap are one absence",),
        )
    return refused(Clause.C3, _sentence(record, settings, "which is not over"), figures)


def _answer(record: Span, limit: timedelta) -> Answer:
    if record.shortest > limit:
        return Answer.MET
    return Answer.MAY_BE_MET if record.longest > limit else Answer.NOT_MET


def _weight(record: Span, limit: timedelta) -> tuple[object, ...]:
    """The most serious answer first, then the longest, then the latest; equal records by where they stood."""
    seriousness = _SERIOUSNESS.index(_answer(record, limit))
    length = (record.longest, record.shortest)
    return (seriousness, *length, record.start.earliest, record.ending, -record.index)


def _joined_length(group: tuple[Span, ...]) -> timedelta:
    return max(one.latest_end for one in group) - min(one.start.earliest for one in group)


def _figures(record: Span | None) -> dict[str, Figure]:
    return {
        "episode": record.index if record else None,
        "ongoing": record is not None and record.ending is Ending.ONGOING,
        "elapsed_hours_min": _hours(record.shortest) if record else None,
        "elapsed_hours_max": _hours(record.longest) if record else None,
    }


def _sentence(record: Span, settings: MissingSettings, verdict: str) -> str:
    shortest, longest = _spoken(record.shortest), _spoken(record.longest)
    length = shortest if shortest == longest else f"between {shortest} and {longest}"
    lead = {
        Ending.ONGOING: "The longest absence, not recorded as ended, has lasted ",
        Ending.LEFT_OPEN: "The longest absence has no recorded end although a later one began; it lasted ",
        Ending.BEFORE_START: "The longest absence is recorded as ending before it began; it lasted ",
        Ending.RECORDED: "The longest absence lasted ",
    }[record.ending]
    return f"{lead}{length}, {verdict} {settings.over_hours} hours."


def _hours(length: timedelta) -> float:
    return round(length / timedelta(hours=1), 4)


def _spoken(length: timedelta) -> str:
    """ "55 hours 30 minutes"; an absence of a week or more in days and hours, which is all it is known to."""
    if length >= _LONG:
        return _counted([(length.days, "day"), (length.seconds // 3600, "hour")])
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return _counted([(hours, "hour"), (minutes, "minute"), (seconds, "second")]) or "no time"


def _counted(parts: list[tuple[int, str]]) -> str:
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)
