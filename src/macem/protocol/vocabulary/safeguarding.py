"""The National Referral Mechanism (C1), the law's enquiry into significant harm, and emergencies (P3)."""

from macem.protocol.vocabulary.words import Word


class NrmBody(Word):
    """Who decides on an NRM referral."""

    SCA = "sca", "Single Competent Authority"
    IECA = "ieca", "Immigration Enforcement Competent Authority"
    DEVOLVED = "devolved", "Devolved panel (pilot area)"


class NrmDecisionKind(Word):
    """The two decisions that follow an NRM referral, in order."""

    REASONABLE_GROUNDS = "reasonable_grounds", "Reasonable grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds", "Conclusive grounds"


class NrmOutcome(Word):
    """What was decided."""

    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"


class NrmNoteKind(Word):
    """What else the Modern Slavery Act 2015 asks to be remembered about a child."""

    GUARDIAN = "guardian", "Referred for a guardian (section 48)"
    AGE_UNCERTAIN = "age_uncertain", "Age uncertain: treated as under 18 (section 51)"
    AGE_ASSESSED = "age_assessed", "Age assessed"
    DUTY_TO_NOTIFY = "duty_to_notify", "Duty to notify (section 52)"


class EnquiryOutcome(Word):
    """How a section 47 enquiry ended (P3)."""

    CONFERENCE = "conference", "Child protection conference"
    SUPPORT = "support", "No conference; the child is supported in another way"
    NOT_SUBSTANTIATED = "not_substantiated", "The concerns were not substantiated"


class EmergencyCall(Word):
    """What was done after the emergency route was shown (P3)."""

    RANG_POLICE = "rang_police", "999 was rung"
    RANG_MASH = "rang_mash", "The MASH was rung"
    NOTHING_FURTHER = "nothing_further", "Nothing further was needed"
