"""What stands beside each child on the RAMM list, for all of them at once (clauses C1, C8, P2, P3, P6)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.protocol.nrm import NrmStanding
from macem.protocol.pathway import AssessmentStanding, assessment_standing
from macem.protocol.referral import needs_strategy_meeting
from macem.protocol.vocabulary import MashLevel, RiskLevel, Strand
from macem.referrals.models import MashDecision, Referral, RiskAssessment, StrategyMeeting
from macem.referrals.nrm_cases import nrm_standings
from macem.referrals.reading import days_assessed
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates


@dataclass(frozen=True)
class Surroundings:
    """What is known beside one child's nominations.

    ``mash``: the MASH's latest level and when it was decided. ``lacks_strategy_meeting``: P3 prompts for one.
    ``assessment``: how the risk assessment stands for the next meeting (P6); None without a meeting.
    ``strands``: what referrals are about, in the order of the vocabulary (C8). ``nrm``: where the NRM
    referral stands (C1); None without one.
    """

    mash: tuple[MashLevel, datetime] | None
    lacks_strategy_meeting: bool
    assessment: AssessmentStanding | None
    strands: tuple[Strand, ...]
    nrm: NrmStanding | None = None


def surroundings(
    subject_ids: Iterable[int], user: Any, panel: Panel, meeting: Meeting | None
) -> dict[int, Surroundings]:
    """Return what ``user`` may see beside each child, in a constant number of queries."""
    ids = list(subject_ids)
    levels, held, signed = _mash_levels(ids, user), _strategy_meetings(ids, user), _signed_levels(ids, user)
    strands, assessed = _strands(ids, user), _assessed(ids, meeting)
    nrm = nrm_standings(ids, user, panel, clock.today())
    found = {}
    for subject_id in ids:
        mash = levels.get(subject_id)
        prompt = needs_strategy_meeting(
            signed.get(subject_id), held[subject_id], mash_level=mash[0] if mash else None
        )
        found[subject_id] = Surroundings(
            mash=mash,
            lacks_strategy_meeting=prompt.met,
            assessment=assessed.get(subject_id),
            strands=tuple(strand for strand in Strand if strand in strands[subject_id]),
            nrm=nrm.get(subject_id),
        )
    return found


def _mash_levels(ids: list[int], user: Any) -> dict[int, tuple[MashLevel, datetime]]:
    """Return by child the latest of the decisions that stand on their referrals."""
    rows = MashDecision.objects.visible_to(user).filter(referral__subject_id__in=ids)
    rows = rows.order_by("decided_at", "pk")
    latest = rows.values_list("referral__subject_id", "level", "decided_at")
    return {subject_id: (MashLevel(level), at) for subject_id, level, at in latest}


def _strategy_meetings(ids: list[int], user: Any) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    rows = StrategyMeeting.objects.visible_to(user).filter(subject_id__in=ids)
    for subject_id, day in rows.values_list("subject_id", "held_on"):
        found[subject_id].append(day)
    return found


def _signed_levels(ids: list[int], user: Any) -> dict[int, RiskLevel]:
    """Return by child the level of the latest signed-off assessment."""
    rows = RiskAssessment.objects.visible_to(user).filter(subject_id__in=ids).signed_off()
    rows = rows.order_by("completed_on", "sent_at", "pk")
    return {subject_id: RiskLevel(level) for subject_id, level in rows.values_list("subject_id", "level")}


def _strands(ids: list[int], user: Any) -> dict[int, set[Strand]]:
    found: dict[int, set[Strand]] = defaultdict(set)
    rows = Referral.objects.visible_to(user).filter(subject_id__in=ids)
    for subject_id, strands in rows.values_list("subject_id", "strands"):
        found[subject_id] |= {Strand(strand) for strand in strands}
    return found


def _assessed(ids: list[int], meeting: Meeting | None) -> dict[int, AssessmentStanding]:
    if meeting is None:
        return {}
    due, settings = due_dates(meeting).risk_assessments_due, settings_of(meeting.panel).risk_assessment
    return {
        subject_id: assessment_standing(
            days, meeting=meeting.on, due=due, today=clock.today(), settings=settings
        )
        for subject_id, days in days_assessed(ids).items()
    }
