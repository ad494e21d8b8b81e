"""The only writers of referrals, the MASH's decisions, early help, assessments, NRM referrals and strategy
meetings.
"""

from macem.referrals.services.assessing import record_assessment, review_assessment
from macem.referrals.services.deciding import decide_referral, open_same_number
from macem.referrals.services.early_help import begin_early_help, end_early_help
from macem.referrals.services.recording import (
    record_nrm_referral,
    record_strategy_meeting,
    withdraw_nrm_referral,
)
from macem.referrals.services.referring import stop_for_emergency, submit_referral

__all__ = [
    "begin_early_help",
    "decide_referral",
    "end_early_help",
    "open_same_number",
    "record_assessment",
    "record_nrm_referral",
    "record_strategy_meeting",
    "review_assessment",
    "stop_for_emergency",
    "submit_referral",
    "withdraw_nrm_referral",
]
