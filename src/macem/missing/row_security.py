from macem.confidentiality.row_security import about_subject

POLICIES = [about_subject("missing_episode")]

ROOM_FUNCTIONS = [
    # A file is compared with every episode of the children in it, or one already known to somebody else
    # would be recorded twice. It answers by the subject's number, which only an exact identifier leads to.
    """
    CREATE OR REPLACE FUNCTION macem_episodes_of(subjects bigint[])
    RETURNS SETOF missing_episode LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT * FROM missing_episode WHERE subject_id = ANY (subjects) ORDER BY id $$
    """,
    "REVOKE ALL ON FUNCTION macem_episodes_of(bigint[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_episodes_of(bigint[]) TO macem_web, macem_worker",
]
