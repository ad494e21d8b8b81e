"""The dates that a meeting's date sets: M2, M3, M5, M9, P6, I3. Dates only: no time of day takes part."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

from macem.protocol.settings import DayUnit, Settings
from macem.protocol.vocabulary import Clause
from macem.protocol.working_days import Calendar, is_weekend


class DeadlineWarning(StrEnum):
    """What somebody should know about a meeting's dates (M3). A warning never moves the meeting."""

    MEETING_ON_BANK_HOLIDAY = "meeting_on_bank_holiday"
    MEETING_ON_WEEKEND = "meeting_on_weekend"
    CALCULATED_NOT_PROCLAIMED = "calculated_not_proclaimed"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Each duty's last day. A day runs to its end in London."""

    meeting: date
    names_due: date
    agenda_due: date
    perpetrators_due: date
    returns_due: date
    risk_assessments_due: date
    actions_due: date
    actions_last_working_day: date
    warnings: tuple[DeadlineWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A due date that a changed calendar moved (M3)."""

    name: str
    was: date
    now: date


CLAUSES = {
    "names_due": Clause.M2,
    "agenda_due": Clause.M2,
    "perpetrators_due": Clause.I3,
    "returns_due": Clause.M5,
    "risk_assessments_due": Clause.P6,
    "actions_due": Clause.M9,
    "actions_last_working_day": Clause.M9,
}


def deadlines(meeting: date, settings: Settings, calendar: Calendar | None = None) -> Deadlines:
    """Every due date for a meeting on `meeting`.

    `calendar` defaults to the one in `settings`. Raises ValueError where the calendar does not reach (M3).
    """
    calendar = calendar or settings.calendar.working_days
    agenda = settings.agenda
    actions_due = meeting + timedelta(days=settings.actions.distributed_within_days)
    assessment = settings.risk_assessment
    dates = {
        "names_due": calendar.working_days_before(meeting, agenda.names_working_days),
        "agenda_due": calendar.working_days_before(meeting, agenda.circulated_working_days),
        "perpetrators_due": calendar.working_days_before(meeting, agenda.perpetrators_working_days),
        "returns_due": calendar.working_days_before(meeting, agenda.returns_working_days),
        "risk_assessments_due": (
            calendar.working_days_before(meeting, assessment.due_days)
            if assessment.due_unit is DayUnit.WORKING
            else meeting - timedelta(days=assessment.due_days)
        ),
        "actions_due": actions_due,
        "actions_last_working_day": calendar.last_working_day_by(actions_due),
    }
    return Deadlines(meeting=meeting, **dates, warnings=_warnings(meeting, max(dates.values()), calendar))


def moved(before: Deadlines, after: Deadlines) -> tuple[MovedDate, ...]:
    """Which due dates differ between two reckonings of one meeting, for the notice that M3 asks for."""
    return tuple(
        MovedDate(name, getattr(before, name), getattr(after, name))
        for name in (field.name for field in fields(Deadlines))
        if name in CLAUSES and getattr(before, name) != getattr(after, name)
    )


def _warnings(meeting: date, last: date, calendar: Calendar) -> tuple[DeadlineWarning, ...]:
    found = {
        DeadlineWarning.MEETING_ON_BANK_HOLIDAY: calendar.is_bank_holiday(meeting),
        DeadlineWarning.MEETING_ON_WEEKEND: is_weekend(meeting),
        DeadlineWarning.CALCULATED_NOT_PROCLAIMED: not calendar.is_confirmed(max(meeting, last)),
    }
    return tuple(warning for warning, holds in found.items() if holds)
