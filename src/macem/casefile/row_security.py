"""This room has no tables; the auditor's one question about people is answered by the database."""

from macem.confidentiality.row_security import TablePolicy

POLICIES: list[TablePolicy] = []

ROOM_FUNCTIONS = [
    # An auditor sees nobody, and yet must find the openings of a record by its reference.
    """
    CREATE OR REPLACE FUNCTION macem_subject_for_audit(sought text)
    RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT s.id FROM confidentiality_subject s
        WHERE s.reference = sought
          AND EXISTS (SELECT 1 FROM unnest(macem_principals()) held WHERE held LIKE 'p%:auditor') $$
    """,
    "REVOKE ALL ON FUNCTION macem_subject_for_audit(text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_subject_for_audit(text) TO macem_web",
]
