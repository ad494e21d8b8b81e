"""The only writers of referrals, the MASH's decisions, early help, assessments, NRM referrals and strategy
meetings.
"""

from macem.referrals.services.assessing import record_assessment, review_assessment
from macem.referrals.services.attaching import attach_assessment
from macem.referrals.services.deciding import EarlyHelpOffer, decide_referral
from macem.referrals.services.drafting import (
    begin_assessment,
    delete_assessment_draft,
    save_assessment_answers,
    send_assessment,
    share_assessment,
    stop_sharing_assessment,
)
from macem.referrals.services.early_help import begin_early_help, end_early_help, name_lead_person
from macem.referrals.services.early_help_reviews import (
    let_early_help_go_on,
    review_early_help,
    step_up_early_help,
)
from macem.referrals.services.emergencies import follow_up_emergency
from macem.referrals.services.identifying import open_to_compare
from macem.referrals.services.nrm import (
    note_for_nrm,
    record_nrm_decision,
    record_nrm_referral,
    record_reconsideration,
    withdraw_nrm_referral,
)
from macem.referrals.services.referring import stop_for_emergency, submit_referral, submit_screening
from macem.referrals.services.strategy import conclude_enquiry, record_strategy_meeting

__all__ = [
    "EarlyHelpOffer",
    "attach_assessment",
    "begin_assessment",
    "begin_early_help",
    "conclude_enquiry",
    "decide_referral",
    "delete_assessment_draft",
    "end_early_help",
    "follow_up_emergency",
    "let_early_help_go_on",
    "name_lead_person",
    "note_for_nrm",
    "open_to_compare",
    "record_assessment",
    "record_nrm_decision",
    "record_nrm_referral",
    "record_reconsideration",
    "record_strategy_meeting",
    "review_assessment",
    "review_early_help",
    "save_assessment_answers",
    "send_assessment",
    "share_assessment",
    "step_up_early_help",
    "stop_for_emergency",
    "stop_sharing_assessment",
    "submit_referral",
    "submit_screening",
    "withdraw_nrm_referral",
]
