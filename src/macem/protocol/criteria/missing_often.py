"""C2: reported missing 5 or more times in 90 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from macem.protocol.criteria.absences import Absence, Absences
from macem.protocol.criteria.facts import Facts
from macem.protocol.dates import in_words
from macem.protocol.moments import Moment, is_later
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Clause, Decision, Figure, refused, satisfied, undecided

RECENT_DAYS = 31
"""Where there is no previous agenda: the days, ending on the as-at day, within which something must be
new.
"""


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive days, the absences that began in them, and whether any of it is new."""

    start: date
    end: date
    absences: tuple[Absence, ...]
    is_fresh: bool

    @property
    def fullness(self) -> tuple[int, date]:
        """Sorts windows: the most absences, then the latest."""
        return len(self.absences), self.end


def missing_often(facts: Facts, absences: Absences | None, settings: MissingSettings) -> Decision:
    """Whether a window of consecutive London days holds enough absence starts and anything new (C2).

    Figures: `count` distinct absences, `rows` records of them, `away` beside them, `window_start`,
    `window_end` (the local day of the last start) and `starts`: of the fullest window that qualifies, else
    the fullest of all, the latest of equals.
    """
    if absences is None:
        return undecided(
            Clause.C2,
            "Whether the person was reported missing is not known.",
            missing=("the record of missing episodes",),
        )
    found = windows(facts, absences.missing, settings.window_days)
    qualifying = [window for window in found if window.is_fresh and is_enough(window, settings)]
    if not found:
        figures = _figures(None, absences.away, facts.as_of.day, settings)
        return refused(Clause.C2, "No missing episode is recorded." + _away(figures), figures)
    window = max(qualifying or found, key=lambda window: window.fullness)
    figures = _figures(window, absences.away, facts.as_of.day, settings)
    counted = f"Reported missing {_times(len(window.absences))} in the {settings.window_days} days to "
    counted += in_words(window.end)
    if qualifying:
        return satisfied(
            Clause.C2, f"{counted}; {settings.episodes} or more are needed.{_away(figures)}", figures
        )
    if is_enough(window, settings):
        since = (
            "since the previous agenda was compiled"
            if facts.previous_agenda
            else f"in the {RECENT_DAYS} days to {in_words(facts.as_of.day)}"
        )
        return refused(Clause.C2, f"{counted}, but nothing in it is new {since}.{_away(figures)}", figures)
    return refused(
        Clause.C2, f"{counted}, fewer than the {settings.episodes} needed.{_away(figures)}", figures
    )


def is_enough(window: Window, settings: MissingSettings) -> bool:
    """Whether the window holds as many absences as C2 asks for."""
    return len(window.absences) >= settings.episodes


def windows(facts: Facts, absences: Sequence[Absence], days: int) -> list[Window]:
    """One window for each day on which an absence began, that day being its last."""
    found = []
    for end in sorted({absence.day for absence in absences}):
        start = end - timedelta(days=days - 1)
        inside = tuple(absence for absence in absences if start <= absence.day <= end)
        found.append(Window(start, end, inside, any(is_fresh(absence, facts) for absence in inside)))
    return found


def is_fresh(absence: Absence, facts: Facts) -> bool:
    """Whether the absence began, or any record of it arrived or changed here, after the previous agenda.

    A second report of the same absence that gives a later start must have arrived later too.
    """
    return any(
        _is_new(when, facts) for record in absence.records for when in (record.start, *record.received)
    )


def _is_new(when: Moment, facts: Facts) -> bool:
    if facts.previous_agenda is not None:
        return is_later(when, facts.previous_agenda)
    today = facts.as_of.day
    return today - timedelta(days=RECENT_DAYS - 1) <= when.day <= today


def _figures(
    window: Window | None, away: Sequence[Absence], today: date, settings: MissingSettings
) -> dict[str, Figure]:
    absences = window.absences if window else ()
    last = window.end if window else today
    first = last - timedelta(days=settings.window_days - 1)
    figures: dict[str, Figure] = {
        "count": len(absences),
        "rows": sum(len(absence.records) for absence in absences),
        "away": sum(first <= absence.day <= last for absence in away),
        "window_start": window.start if window else None,
        "window_end": window.end if window else None,
        "starts": [absence.day.isoformat() for absence in absences],
    }
    if not settings.show_away:
        del figures["away"]
    return figures


def _away(figures: dict[str, Figure]) -> str:
    count = figures.get("away", 0)
    if not isinstance(count, int) or count == 0:
        return ""
    return f" Away from placement without authorisation {_times(count)} beside that, which is not counted."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
