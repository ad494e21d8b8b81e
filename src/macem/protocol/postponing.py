"""M4: a meeting that does not go ahead is moved to another day, and each child is safe until then."""

from collections.abc import Container
from datetime import date, timedelta

from macem.protocol.vocabulary import Clause, Decision, Part, refused, satisfied
from macem.protocol.working_days import Calendar

SUGGESTED = 3


def suggested_days(calendar: Calendar, after: date, taken: Container[date]) -> tuple[date, ...]:
    """The next working days after `after` on which the panel does not meet already (M3, M4)."""
    found: list[date] = []
    day = after
    while len(found) < SUGGESTED:
        day += timedelta(days=1)
        if calendar.is_working_day(day) and day not in taken:
            found.append(day)
    return tuple(found)


def may_be_moved(*, to: date, meeting: date, today: date, reason: str) -> Decision:
    """Whether a meeting may be moved to another day: one still to come, other than its own, with a reason."""
    if not reason.strip():
        return refused(
            Clause.M4, "Say why the meeting is postponed: everyone is told.", missing=("a reason",)
        )
    if to <= today or to == meeting:
        return refused(Clause.M4, "Choose another day that is still to come.", missing=("a later day",))
    return satisfied(Clause.M4, "The meeting may be moved.")


def needs_interim_safety(part: Part) -> bool:
    """Whether somebody has to confirm how the person is kept safe until then: each child (M4)."""
    return part is not Part.ADULT_2


def may_confirm_safety(*, part: Part, what: str) -> Decision:
    """Whether a confirmation of interim safety says enough (M4)."""
    if not needs_interim_safety(part):
        return refused(Clause.M4, "Interim safety is confirmed for children.")
    if not what.strip():
        return refused(Clause.M4, "Say how the child is kept safe until then.", missing=("how",))
    return satisfied(Clause.M4, "The child’s safety until then is confirmed.")
