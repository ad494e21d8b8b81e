from macem.referrals.models.assessment import (
    AssessmentNote,
    AssessmentReview,
    AssessmentWriter,
    AttachedAssessment,
    RiskAssessment,
)
from macem.referrals.models.assessment_draft import AssessmentDraft, DraftAnswer, DraftHelper
from macem.referrals.models.early_help import (
    EarlyHelp,
    EarlyHelpLead,
    EarlyHelpReview,
    EarlyHelpWork,
    EarlyHelpWorkReview,
)
from macem.referrals.models.emergency import EmergencyFollowUp
from macem.referrals.models.mash import MashDecision
from macem.referrals.models.nrm import NrmDecision, NrmNote, NrmReconsideration, NrmReferral
from macem.referrals.models.referral import EmergencyStop, Referral
from macem.referrals.models.strategy import EnquiryConclusion, StrategyMeeting, StrategyMeetingAgency

__all__ = [
    "AssessmentDraft",
    "AssessmentNote",
    "AssessmentReview",
    "AssessmentWriter",
    "AttachedAssessment",
    "DraftAnswer",
    "DraftHelper",
    "EarlyHelp",
    "EarlyHelpLead",
    "EarlyHelpReview",
    "EarlyHelpWork",
    "EarlyHelpWorkReview",
    "EmergencyFollowUp",
    "EmergencyStop",
    "EnquiryConclusion",
    "MashDecision",
    "NrmDecision",
    "NrmNote",
    "NrmReconsideration",
    "NrmReferral",
    "Referral",
    "RiskAssessment",
    "StrategyMeeting",
    "StrategyMeetingAgency",
]
