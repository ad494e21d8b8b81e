"""Short ways to write facts down in tests."""

from datetime import UTC, date, datetime
from importlib.resources import files

from macem.protocol.criteria import Episode, Evaluation, Facts, evaluate
from macem.protocol.dates import parse_when
from macem.protocol.moments import Moment, end_of, moment
from macem.protocol.protocol_file import read
from macem.protocol.vocabulary import AbsenceType, Clause, Decision

YORK_TEXT = files("macem.protocol").joinpath("york.toml").read_text("utf-8")
YORK = read(YORK_TEXT)


def at(written: str, **kwargs: bool) -> Moment:
    """The moment that ISO text means."""
    return moment(parse_when(written), **kwargs)


def until(written: str) -> Moment:
    """An as-at time; a bare date is 23:59 of that day."""
    when = parse_when(written)
    return moment(when) if isinstance(when, datetime) else end_of(when)


def episode(
    start: str, end: str | None = None, *, away: bool = False, received: str | None = None, **kwargs: bool
) -> Episode:
    """An absence as recorded."""
    return Episode(
        start=at(start, **kwargs),
        end=None if end is None else at(end, **kwargs),
        type=AbsenceType.AWAY if away else AbsenceType.MISSING,
        received=() if received is None else (at(received),),
    )


def evening(day: str, **kwargs) -> Episode:
    """A missing episode of two hours on the evening of `day`."""
    return episode(f"{day}T20:00", f"{day}T22:00", **kwargs)


def judged(*episodes: Episode, as_of: str = "2027-03-31", agenda: str | None = None, **facts) -> Evaluation:
    """Every criterion for these episodes."""
    previous = None if agenda is None else at(agenda)
    return evaluate(
        Facts(as_of=until(as_of), previous_agenda=previous, episodes=episodes, **facts), YORK.missing
    )


def c2(*episodes: Episode, **kwargs) -> Decision:
    return judged(*episodes, **kwargs)[Clause.C2]


def c3(*episodes: Episode, **kwargs) -> Decision:
    return judged(*episodes, **kwargs)[Clause.C3]


def codes(*episodes: Episode, **kwargs) -> list[tuple[str, tuple[int, ...]]]:
    """What a person is asked to look at."""
    return [(str(note.code), note.episodes) for note in judged(*episodes, **kwargs).review]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def day(written: str) -> date:
    return date.fromisoformat(written)
