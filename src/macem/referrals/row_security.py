from macem.confidentiality.row_security import (
    ME,
    TablePolicy,
    about_subject,
    holds_role,
    sees_subject,
    through,
)

MASH = holds_role("referrals_referral.panel_id", "mash_decision_maker")

# A draft is its author's, and of those whom the author let write in it.
DRAFT = f"""({sees_subject("referrals_assessmentdraft.subject_id")}
    AND (referrals_assessmentdraft.author_id = {ME} OR EXISTS (SELECT 1 FROM referrals_drafthelper h
        WHERE h.draft_id = referrals_assessmentdraft.id AND h.user_id = {ME} AND h.ended_at IS NULL)))"""

POLICIES = [
    about_subject(
        "referrals_referral",
        or_else=(
            f"referrals_referral.submitted_by_id = {ME} OR (referrals_referral.subject_id IS NULL AND {MASH})"
        ),
    ),
    # A referrer reads the outcome in a word through the function below, never the decision with its reasons.
    TablePolicy(
        "referrals_mashdecision",
        "EXISTS (SELECT 1 FROM referrals_referral contact "
        "WHERE contact.id = referrals_mashdecision.referral_id "
        f"AND {sees_subject('contact.subject_id')})",
    ),
    about_subject("referrals_earlyhelp"),
    through("referrals_earlyhelpwork", "early_help_id", "referrals_earlyhelp"),
    through("referrals_earlyhelplead", "early_help_id", "referrals_earlyhelp"),
    through("referrals_earlyhelpreview", "early_help_id", "referrals_earlyhelp"),
    through("referrals_earlyhelpworkreview", "review_id", "referrals_earlyhelpreview"),
    about_subject("referrals_riskassessment"),
    through("referrals_assessmentnote", "assessment_id", "referrals_riskassessment"),
    through("referrals_assessmentwriter", "assessment_id", "referrals_riskassessment"),
    through("referrals_attachedassessment", "assessment_id", "referrals_riskassessment"),
    TablePolicy("referrals_assessmentdraft", DRAFT),
    through("referrals_draftanswer", "draft_id", "referrals_assessmentdraft"),
    about_subject("referrals_drafthelper"),
    through("referrals_assessmentreview", "assessment_id", "referrals_riskassessment"),
    about_subject("referrals_nrmreferral"),
    through("referrals_nrmdecision", "nrm_id", "referrals_nrmreferral"),
    through("referrals_nrmreconsideration", "decision_id", "referrals_nrmdecision"),
    through("referrals_nrmnote", "nrm_id", "referrals_nrmreferral"),
    about_subject("referrals_strategymeeting"),
    through("referrals_strategymeetingagency", "meeting_id", "referrals_strategymeeting"),
    through("referrals_enquiryconclusion", "meeting_id", "referrals_strategymeeting"),
]

ROOM_FUNCTIONS = [
    # Its answer changed once: a function's answer cannot be replaced, only made anew.
    "DROP FUNCTION IF EXISTS macem_referral_outcomes()",
    """
    CREATE FUNCTION macem_referral_outcomes()
    RETURNS TABLE (referral_id bigint, path text) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS
    $$ SELECT DISTINCT ON (d.referral_id) d.referral_id, d.path::text
         FROM referrals_mashdecision d JOIN referrals_referral r ON r.id = d.referral_id
        WHERE r.submitted_by_id = macem_me() ORDER BY d.referral_id, d.decided_at DESC, d.id DESC $$
    """,
    "REVOKE ALL ON FUNCTION macem_referral_outcomes() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_referral_outcomes() TO macem_web, macem_worker",
]
