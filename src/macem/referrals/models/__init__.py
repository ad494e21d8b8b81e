from macem.referrals.models.assessment import AssessmentReview, RiskAssessment
from macem.referrals.models.early_help import (
    EarlyHelp,
    EarlyHelpLead,
    EarlyHelpReview,
    EarlyHelpWork,
    EarlyHelpWorkReview,
)
from macem.referrals.models.mash import MashDecision
from macem.referrals.models.nrm import NrmReferral
from macem.referrals.models.referral import EmergencyStop, Referral
from macem.referrals.models.strategy import StrategyMeeting

__all__ = [
    "AssessmentReview",
    "EarlyHelp",
    "EarlyHelpLead",
    "EarlyHelpReview",
    "EarlyHelpWork",
    "EarlyHelpWorkReview",
    "EmergencyStop",
    "MashDecision",
    "NrmReferral",
    "Referral",
    "RiskAssessment",
    "StrategyMeeting",
]
