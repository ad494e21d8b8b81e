from macem.confidentiality.row_security import ME, TablePolicy, holds_role, sees_subject, through
from macem.screening.querysets import INVITERS, MASH, READERS

FORM = f"""(screening_screening.begun_by_id = {ME} OR (screening_screening.sent_at IS NOT NULL AND (
    (screening_screening.subject_id IS NULL AND {holds_role("screening_screening.panel_id", *MASH)})
    OR ({sees_subject("screening_screening.subject_id")}
        AND {holds_role("screening_screening.panel_id", *READERS)}))))"""

# An answer is written by whoever began the form, and never after it was sent.
DRAFT = f"""EXISTS (SELECT 1 FROM screening_screening s WHERE s.id = screening_screeninganswer.screening_id
    AND s.begun_by_id = {ME} AND s.sent_at IS NULL)"""

INVITED = f"""EXISTS (SELECT 1 FROM accounts_invitation i
    WHERE i.id = screening_screeninginvitation.invitation_id AND i.user_id = {ME})"""

POLICIES = [
    TablePolicy("screening_screening", FORM),
    # Says nothing of a child, but that somebody is worried about one: for those who invite and the invited.
    TablePolicy(
        "screening_screeninginvitation",
        f"({holds_role('screening_screeninginvitation.panel_id', *INVITERS)} OR {INVITED})",
        check=holds_role("screening_screeninginvitation.panel_id", *INVITERS),
    ),
    TablePolicy(
        "screening_screeninganswer",
        through("screening_screeninganswer", "screening_id", "screening_screening").using,
        check=DRAFT,
    ),
]
