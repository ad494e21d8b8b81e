"""Every model of macem, classified: does it name a person, does it change in place, how long is it kept.

A model without a row here fails the suite, and so does a row without a model. Retention and subject access
(clause S6, S7) work from this table.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """How long rows are kept."""

    WITH_THE_PERSON = "as long as the person's record"
    WITH_THE_MEETING = "as long as the meeting's minutes"
    AS_EVIDENCE = "as long as the logs, longer than any record"
    WHILE_MACEM_RUNS = "while the panel uses macem"
    A_WHILE = "until it has done its work"


@dataclass(frozen=True)
class ModelClass:
    """What is known of one model.

    ``changing`` names the columns that a service overwrites; everything else is set once, and a change is a
    new row. ``names_a_person``: a row may say, in words, who a child or an adult is or what befell them.
    """

    kept: Kept
    leads_to_a_person: bool = False
    names_a_person: bool = False
    changing: tuple[str, ...] = ()


def _about(*changing: str) -> ModelClass:
    """Hangs on a person and holds words about them."""
    return ModelClass(Kept.WITH_THE_PERSON, leads_to_a_person=True, names_a_person=True, changing=changing)


def _bare(*changing: str) -> ModelClass:
    """Hangs on a person and holds numbers, dates and states only."""
    return ModelClass(Kept.WITH_THE_PERSON, leads_to_a_person=True, changing=changing)


def _meeting(*changing: str) -> ModelClass:
    """Belongs to a meeting and says nothing of a person."""
    return ModelClass(Kept.WITH_THE_MEETING, changing=changing)


def _staff(*changing: str) -> ModelClass:
    """Says who works for the panel and how."""
    return ModelClass(Kept.WHILE_MACEM_RUNS, changing=changing)


RECORD = ("until", "withdrawn_at", "withdrawn_by", "withdrawn_reason")
"""What changes in a dated fact about a person: that it ended, or that it was a mistake."""

CLASSES: dict[str, ModelClass] = {
    "audit.AuditEvent": ModelClass(Kept.AS_EVIDENCE),
    "audit.AccessEntry": ModelClass(Kept.AS_EVIDENCE),
    "accounts.User": _staff("full_name", "job_title", "telephone", "password", "disabled_at"),
    "accounts.Invitation": _staff(
        "code_hash", "wrong_codes", "expires_at", "invited_by", "opened_at", "used_at", "ended_at"
    ),
    "agencies.Agency": _staff("name", "is_police", "is_social_care"),
    "agencies.Panel": _staff("name", "mash_telephone"),
    "agencies.PanelAgency": _staff("is_core"),
    "agencies.Membership": _staff("until"),
    "agencies.MembershipEnding": ModelClass(Kept.A_WHILE, changing=("handled_at",)),
    "notices.Notice": ModelClass(Kept.A_WHILE, changing=("attempts", "tried_at", "failure", "sent_at")),
    "confidentiality.Subject": _bare(),
    "confidentiality.AccessGrant": _bare("until"),
    "confidentiality.Exclusion": _bare(),
    "confidentiality.Restriction": _bare(),
    "confidentiality.RestrictionMember": _bare(),
    "schedule.Meeting": _meeting(),
    "schedule.StageReached": _meeting(),
    "schedule.DatesReckoned": _meeting(),
    "attachments.StoredFile": _about("used_at"),
    "attachments.FileContent": _about(),
    "people.Person": _about(
        "date_of_birth", "birth_basis", "estimated_age", "estimated_on", "standing", "standing_on"
    ),
    "people.PersonName": _about("until", "withdrawn_at", "withdrawn_reason"),
    "people.PersonNameKey": _about(),
    "people.Identifier": _about("until"),
    "people.CaseHolder": _about("until"),
    "people.FactsChanged": _bare("handled_at"),
    "people.PossibleDuplicate": _bare(),
    "people.DuplicateAnswer": _about(),
    "people.BirthRecord": _about(),
    "people.Fact": _about(*RECORD),
    "people.Address": _about(*RECORD),
    "people.Schooling": _about(*RECORD),
    "people.Contact": _about(*RECORD),
    "people.HomeAuthority": _about(*RECORD),
    "people.Link": _about(*RECORD),
    "people.PeerMember": _about(*RECORD),
    "people.PeerGroup": ModelClass(Kept.WITH_THE_PERSON, names_a_person=True),
    "sharing.Awareness": _about(),
    "sharing.Basis": _about("until"),
    "sharing.SharingStop": _about(),
    "sharing.SharingAgreement": _about("told_at", "told_recorded_by"),
    "cases.Case": _bare("closed_at", "taken_back_at"),
    "cases.AgreedLevel": _about(),
    "cases.Closure": _about(),
    "actions.Action": _about("owner", "owner_name", "agency", "version"),
    "actions.ActionPerson": _bare(),
    "actions.ActionUpdate": _about(),
    "actions.ActionResult": _about(),
    "actions.FormerOwner": _bare(),
    "actions.OwnerLeft": _bare("cleared_at"),
    "screening.Screening": _bare("subject", "sent_at", "no_danger_at"),
    "screening.ScreeningAnswer": _about("choice", "words", "source", "facts", "version", "saved_at"),
    "screening.ScreeningInvitation": _staff(),
    "referrals.EmergencyStop": ModelClass(Kept.AS_EVIDENCE),
    "referrals.EmergencyFollowUp": ModelClass(Kept.AS_EVIDENCE),
    "referrals.Referral": _about("subject"),
    "referrals.MashDecision": _about(),
    "referrals.EarlyHelp": _bare(),
    "referrals.EarlyHelpWork": _about(),
    "referrals.EarlyHelpLead": _bare(),
    "referrals.EarlyHelpReview": _about(),
    "referrals.EarlyHelpWorkReview": _about(),
    "referrals.RiskAssessment": _about(),
    "referrals.AssessmentReview": _about(),
    "referrals.AssessmentNote": _about(),
    "referrals.AssessmentWriter": _bare(),
    "referrals.AttachedAssessment": _about(),
    "referrals.AssessmentDraft": ModelClass(Kept.A_WHILE, leads_to_a_person=True),
    "referrals.DraftAnswer": ModelClass(
        Kept.A_WHILE,
        leads_to_a_person=True,
        names_a_person=True,
        changing=("choice", "words", "version", "saved_by", "saved_at"),
    ),
    "referrals.DraftHelper": ModelClass(
        Kept.A_WHILE, leads_to_a_person=True, changing=("ended_at", "wrote_at")
    ),
    "referrals.NrmReferral": _about("withdrawn_on"),
    "referrals.NrmDecision": _bare(),
    "referrals.NrmReconsideration": _bare(),
    "referrals.NrmNote": _about(),
    "referrals.StrategyMeeting": _about(),
    "referrals.StrategyMeetingAgency": _bare(),
    "referrals.EnquiryConclusion": _about(),
    "missing.Episode": _about(),
    "intelligence.PoliceAssessment": _about(),
    "nominations.Nomination": _about(),
    "nominations.NominationDecision": _about(),
    "nominations.DecidedNomination": _bare(),
    "nominations.Question": _about("closed_at"),
    "nominations.QuestionAnswer": _about(),
    "meetings.AgendaItem": _about(
        "meeting", "position", "presenter", "presenter_name", "removed_by", "removed_at", "removed_reason"
    ),
    "meetings.AgendaVersion": _meeting(),
    "meetings.AgendaEntry": _about(),
    "meetings.AgendaApproval": _meeting(),
    "meetings.Circulation": _meeting(),
    "meetings.AgendaReceipt": _meeting(),
    "meetings.AgencyReturn": _about(),
    "meetings.ReturnDraft": _about(
        "choice", "information", "withheld_reason", "solutions", "subject", "saved_at"
    ),
    "meetings.Attendance": _meeting(
        "arrived_at", "left_at", "confirmed_by", "confirmed_at", "confidentiality_accepted_at", "replaced_at"
    ),
    "meetings.Recusal": _bare(),
    "meetings.Postponement": _meeting(),
    "meetings.InterimSafety": _about(),
    "meetings.ItemRecord": _about(),
    "meetings.InformationGiven": _about(),
    "meetings.FloorStep": _bare(),
    "meetings.Concern": _about("action"),
    "meetings.Dissent": _about(),
    "meetings.ItemAction": _bare(),
    "meetings.ItemSharing": _bare(),
    "meetings.ItemDecision": _about("closure"),
    "meetings.EarlierMinutesAgreed": _meeting(),
    "meetings.Minutes": _meeting(),
    "meetings.MinutesSection": _about(),
    "meetings.MinutesReview": _meeting(),
    "meetings.MinutesDistribution": _meeting(),
    "meetings.MinutesReceipt": _meeting(),
    "imports.Upload": ModelClass(Kept.A_WHILE, names_a_person=True, changing=("applied_by", "applied_at")),
    "imports.UploadRow": _about(),
}
