"""Strategy meetings in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.referrals.models import (
    StrategyMeeting,
)


@dataclass(frozen=True)
class StrategyPresenter:
    """One strategy meeting (clause P3)."""

    meeting: StrategyMeeting

    @property
    def held(self) -> str:
        return full_date(self.meeting.held_on)

    @property
    def section_47(self) -> str:
        return _("Opened") if self.meeting.section_47 else _("Not opened")

    @property
    def outcome(self) -> str:
        return self.meeting.outcome
