from macem.confidentiality.row_security import (
    ME,
    NOW,
    TablePolicy,
    about_subject,
    not_barred,
    sees_in_part,
    through,
)
from macem.protocol.vocabulary import Part

# The agency that is asked reads the question, which holds all that it is told, and sees nothing else of the
# person; in Part 2 only those of its contacts who hold that right. Exclusions and restrictions beat it.
ASKED_OF_ME = f"""(EXISTS (SELECT 1 FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.user_id = {ME} AND u.disabled_at IS NULL AND m.since <= {NOW}
      AND (m.until IS NULL OR m.until > {NOW})
      AND m.role IN ('spoc', 'representative', 'deputy') AND m.agency_id = nominations_question.agency_id
      AND m.panel_id = nominations_question.panel_id
      AND (m.part_two OR nominations_question.part <> '{Part.ADULT_2.value}'))
  AND {not_barred("nominations_question.subject_id")})"""

SEES_THE_PERSON = sees_in_part("nominations_question.subject_id", "nominations_question.part")

POLICIES = [
    about_subject("nominations_nomination", part="part"),
    about_subject("nominations_nominationdecision", part="part"),
    through("nominations_decidednomination", "nomination_id", "nominations_nomination"),
    TablePolicy(
        "nominations_question", f"({SEES_THE_PERSON} OR {ASKED_OF_ME})", check=f"({SEES_THE_PERSON})"
    ),
    through("nominations_questionanswer", "question_id", "nominations_question"),
]
