from macem.confidentiality.row_security import TablePolicy, about_subject, sees_subject, through
from macem.people import nearness

# Members are read under their own policy: whoever sees one alone is not told of the group.
SEES_TWO_PEERS = """EXISTS (SELECT 1 FROM people_peermember one
      JOIN people_peermember other ON other.group_id = one.group_id AND other.person_id > one.person_id
     WHERE one.group_id = people_peergroup.id AND one.withdrawn_at IS NULL AND other.withdrawn_at IS NULL)"""

POLICIES = [
    about_subject("people_person"),
    about_subject("people_personname", "person_id"),
    about_subject("people_personnamekey", "person_id"),
    about_subject("people_identifier", "person_id"),
    about_subject("people_caseholder", "person_id"),
    about_subject("people_factschanged", "person_id"),
    about_subject("people_birthrecord", "person_id"),
    about_subject("people_fact", "person_id"),
    about_subject("people_address", "person_id"),
    about_subject("people_schooling", "person_id"),
    about_subject("people_contact", "person_id"),
    about_subject("people_homeauthority", "person_id"),
    about_subject("people_peermember", "person_id"),
    TablePolicy("people_peergroup", SEES_TWO_PEERS),
    # A link would tell a reader of one person of the other.
    TablePolicy(
        "people_link",
        f"({sees_subject('people_link.first_id')} AND {sees_subject('people_link.second_id')})",
    ),
    # Whoever makes a record notes one that may be of the same person, and that bars them perhaps: they write
    # what they do not read.
    TablePolicy(
        "people_possibleduplicate",
        f"({sees_subject('people_possibleduplicate.first_id')} "
        f"AND {sees_subject('people_possibleduplicate.second_id')})",
        check=nearness.MAY_REGISTER,
    ),
    through("people_duplicateanswer", "duplicate_id", "people_possibleduplicate"),
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
    # The same for a whole file at once, with what tells whether a number was typed for somebody else.
    """
    CREATE OR REPLACE FUNCTION macem_bearers(sought_kind text, sought text[])
    RETURNS TABLE (normalised text, person_id bigint, kind text, exact_birth date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT DISTINCT i.normalised, i.person_id, p.kind,
              CASE WHEN p.birth_basis = 'exact' THEN p.date_of_birth END
         FROM people_identifier i JOIN people_person p ON p.subject_id = i.person_id
        WHERE i.kind = sought_kind AND i.normalised = ANY (sought) AND i.until IS NULL $$
    """,
    "REVOKE ALL ON FUNCTION macem_bearers(text, text[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_bearers(text, text[]) TO macem_web, macem_worker",
    *nearness.FUNCTIONS,
]
