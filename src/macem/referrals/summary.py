"""How a child stands with regard to safeguarding, for their page and the lists that name them (clause P3)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.protocol.referral import needs_strategy_meeting
from macem.referrals.models import NrmReferral, RiskAssessment, StrategyMeeting


@dataclass(frozen=True)
class Safeguarding:
    """Strategy meeting, section 47 enquiry and NRM in a few words each; empty where nothing is recorded.

    ``prompt`` says that the level is significant and no strategy meeting is recorded; else it is empty.
    """

    strategy_meeting: str
    section_47: str
    nrm: str
    prompt: str


def safeguarding(subject_id: int, user: Any) -> Safeguarding:
    """Return how a child stands, from what ``user`` may see."""
    meetings = list(StrategyMeeting.objects.visible_to(user).filter(subject_id=subject_id))
    nrm = NrmReferral.objects.visible_to(user).filter(subject_id=subject_id, withdrawn_on=None).last()
    signed = RiskAssessment.objects.visible_to(user).filter(subject_id=subject_id).signed_off()
    latest = signed.newest_first().first()
    wanted = needs_strategy_meeting(latest.level if latest else None, [one.held_on for one in meetings])
    enquiries = [one for one in meetings if one.section_47]
    return Safeguarding(
        strategy_meeting=full_date(meetings[-1].held_on) if meetings else "",
        section_47=_("Opened %(day)s") % {"day": full_date(enquiries[-1].held_on)} if enquiries else "",
        nrm=_("Referred %(day)s") % {"day": full_date(nrm.submitted_on)} if nrm else "",
        prompt=wanted.reason if wanted.met else "",
    )
