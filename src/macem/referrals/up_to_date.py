"""Whether a child's risk assessment is up to date for a meeting, in the same words on every page (P6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.cases.models import Case
from macem.govuk.dates import full_date
from macem.protocol.pathway import AssessmentStanding, Timeliness, assessment_standing, counts_until
from macem.referrals.reading import days_assessed
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, next_meeting


@dataclass(frozen=True)
class UpToDate:
    """How one child's assessment stands for one meeting: a state, a few words, and a tag's colour.

    ``due`` is the last day for it, ``until`` the last day of a meeting for which the latest one counts.
    """

    standing: AssessmentStanding
    meeting: Meeting
    due: date
    until: date | None
    today: date

    @property
    def state(self) -> Timeliness:
        return self.standing.state

    @property
    def words(self) -> str:
        """ "Up to date until 20 January 2027", "Due 1 January 2027", "Due today", "Missing"."""
        if self.state is Timeliness.UP_TO_DATE and self.until is not None:
            return _("Up to date until %(day)s") % {"day": full_date(self.until)}
        if self.state is Timeliness.MISSING:
            return _("Missing")
        return _("Due today") if self.due == self.today else _("Due %(day)s") % {"day": full_date(self.due)}

    @property
    def tag(self) -> str:
        """The colour of a tag: what waits and is not due today asks nothing of the reader, and has none."""
        if self.state is Timeliness.MISSING:
            return "stop"
        return "ask" if self.state is Timeliness.DUE and self.due == self.today else ""

    @property
    def latest(self) -> str:
        """ "The latest was completed on 20 December 2026"; or that there is none."""
        if self.standing.latest is None:
            return _("None is completed yet")
        return _("The latest was completed on %(day)s") % {"day": full_date(self.standing.latest)}


@dataclass(frozen=True)
class Coming:
    """The next meeting of the panel before which a child is, and the last day for an assessment (P6)."""

    panel: Panel
    meeting: Meeting
    due: date


def up_to_date(subject_ids: Iterable[int], meeting: Meeting, today: date) -> dict[int, UpToDate]:
    """Return how each child's assessment stands for ``meeting``. Unscoped: ask for whom one sees."""
    due, settings = due_dates(meeting).risk_assessments_due, settings_of(meeting.panel).risk_assessment
    found = {}
    for subject_id, days in days_assessed(subject_ids).items():
        standing = assessment_standing(days, meeting=meeting.on, due=due, today=today, settings=settings)
        until = counts_until(standing.latest, settings) if standing.latest else None
        found[subject_id] = UpToDate(standing, meeting, due, until, today)
    return found


def before_next_meeting(subject_ids: Iterable[int], user: Any, today: date) -> dict[int, UpToDate]:
    """Return how each child's assessment stands for the next meeting at which their case is open.

    Only children whose open case ``user`` sees; whoever is before no meeting is left out.
    """
    coming = coming_meetings(user, subject_ids, today)
    meetings = {one.meeting.pk: one.meeting for one in coming.values()}
    found: dict[int, UpToDate] = {}
    for key, meeting in meetings.items():
        found |= up_to_date([pk for pk, one in coming.items() if one.meeting.pk == key], meeting, today)
    return found


def coming_meetings(user: Any, subject_ids: Iterable[int], today: date) -> dict[int, Coming]:
    """Return the next meeting for each child with an open case; whoever has none is left out."""
    cases = Case.objects.visible_to(user).open().of_children().filter(subject_id__in=list(subject_ids))
    panels: dict[Panel, Coming | None] = {}
    found = {}
    for case in cases.select_related("panel"):
        if case.panel not in panels:
            meeting = next_meeting(case.panel, today)
            dates = due_dates(meeting) if meeting else None
            panels[case.panel] = (
                Coming(case.panel, meeting, dates.risk_assessments_due) if meeting and dates else None
            )
        coming = panels[case.panel]
        if coming is not None:
            found[case.subject_id] = coming
    return found
