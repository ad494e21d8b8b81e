from macem.confidentiality.row_security import about_subject

POLICIES = [
    about_subject("people_person"),
    about_subject("people_personname", "person_id"),
    about_subject("people_personnamekey", "person_id"),
    about_subject("people_identifier", "person_id"),
    about_subject("people_caseholder", "person_id"),
    about_subject("people_factschanged", "person_id"),
]

ROOM_FUNCTIONS = [
    # Services that take in a file must know whether a number is known, whoever runs them, or they would
    # make a second record of a child. It answers with a bare id, for an exact number only.
    """
    CREATE OR REPLACE FUNCTION macem_subject_with_identifier(sought_kind text, sought text)
    RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT DISTINCT person_id FROM people_identifier
        WHERE kind = sought_kind AND normalised = sought AND until IS NULL $$
    """,
    "REVOKE ALL ON FUNCTION macem_subject_with_identifier(text, text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_subject_with_identifier(text, text) TO macem_web, macem_worker",
]
