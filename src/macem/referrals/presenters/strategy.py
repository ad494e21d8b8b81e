"""Strategy meetings and section 47 enquiries in words (clause P3)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.govuk.dates import full_date
from macem.protocol.enquiries import EnquiryStanding, conference_due, enquiry_standing
from macem.referrals.models import StrategyMeeting


def standing_of(meeting: StrategyMeeting, panel: Panel, today: date) -> EnquiryStanding | None:
    """Return where the enquiry stands that a meeting opened, by a panel's settings; None: it opened none."""
    if not meeting.section_47:
        return None
    settings = settings_of(panel)
    working_days = settings.section_47.conference_working_days
    due = conference_due(meeting.held_on, working_days, settings.calendar.working_days)
    conclusion = getattr(meeting, "conclusion", None)
    return enquiry_standing(
        due,
        today,
        outcome=conclusion.outcome if conclusion else None,
        concluded=conclusion.concluded_on if conclusion else None,
    )


@dataclass(frozen=True)
class StrategyPresenter:
    """One strategy meeting as it stands on ``today``."""

    meeting: StrategyMeeting
    panel: Panel
    today: date

    @property
    def held(self) -> str:
        return full_date(self.meeting.held_on)

    @property
    def chaired_by(self) -> str:
        return self.meeting.chaired_by

    @cached_property
    def agencies(self) -> str:
        """Who was there, in one line."""
        return ", ".join(one.agency.name for one in self.meeting.agencies.all())

    @cached_property
    def standing(self) -> EnquiryStanding | None:
        return standing_of(self.meeting, self.panel, self.today)

    @property
    def section_47(self) -> str:
        """ "Open, outcome due 7 January 2027", "Ended 5 January 2027: ...", or "Not opened"."""
        return self.standing.words if self.standing else _("Not opened")

    @property
    def is_open(self) -> bool:
        """Whether the outcome of an enquiry is still to be recorded."""
        return self.standing is not None and self.standing.due is not None

    @property
    def is_late(self) -> bool:
        return self.standing is not None and self.standing.overdue

    @property
    def is_due_today(self) -> bool:
        return self.standing is not None and self.standing.due == self.today

    @property
    def outcome(self) -> str:
        return self.meeting.outcome

    @property
    def enquiry_url(self) -> str:
        """The form on which the outcome of its enquiry is recorded."""
        kwargs = {"reference": self.meeting.subject.reference, "pk": self.meeting.pk}
        return reverse("referrals:enquiry", kwargs=kwargs)
