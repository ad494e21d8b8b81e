"""Who takes part: agencies and roles."""

from macem.protocol.vocabulary.words import Word


class AgencyName(Word):
    """The core partners as the protocol names them (W1). A panel's own list comes from its protocol file."""

    CSC = "CSC", "Children's Social Care"
    POLICE = "Police", "Police"
    HEALTH = "Health", "Health"
    PROBATION = "Probation", "Probation"
    LAT = "LAT", "Local Area Team"
    YJS = "YJS", "Youth Justice Service"
    EDUCATION = "Education", "Education"


class Role(Word):
    """What somebody does for a panel (W2, W3, W4)."""

    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice chair"
    BUSINESS_SUPPORT = "business_support", "Business support"
    ANALYST = "analyst", "Analyst"
    SPOC = "spoc", "Single point of contact"
    REPRESENTATIVE = "representative", "Representative"
    DEPUTY = "deputy", "Deputy"
    SOCIAL_CARE_WORKER = "social_care_worker", "Social care worker"
    SERVICE_MANAGER = "service_manager", "Service manager"
    CE_COORDINATOR = "ce_coordinator", "CSE/CCE coordinator"
    MASH_DECISION_MAKER = "mash_decision_maker", "MASH decision maker"
    INTELLIGENCE_DS = "intelligence_ds", "Intelligence DS"
    LOCAL_OFFICER = "local_officer", "Appointed local officer"
    EXPLOITATION_TEAM = "exploitation_team", "Exploitation team"
    ATTENDANCE_OFFICER = "attendance_officer", "Attendance officer"
    INCLUSION_ADVISER = "inclusion_adviser", "Inclusion adviser"
    RETURN_INTERVIEW_WORKER = "return_interview_worker", "Return-interview worker"
    REFERRER = "referrer", "Referrer"
    GUEST = "guest", "Guest"
    CSC_SENIOR_MANAGEMENT = "csc_senior_management", "Children's social care senior management"
    SUB_GROUP_MEMBER = "sub_group_member", "Sub-group member"
    INFORMATION_GOVERNANCE = "information_governance", "Information-governance officer"
    AUDITOR = "auditor", "Auditor"
    INSPECTOR = "inspector", "Inspector"
    OUTSIDE_ACTION_OWNER = "outside_action_owner", "Action owner outside the panel"
    ADMINISTRATOR = "administrator", "Administrator"
