"""The database's part in looking for records that may be of somebody described: it brings the near ones.

It narrows and never decides: what it brings is compared by :mod:`macem.people.likeness`.
"""

from macem.people.policies import REGISTRARS

_ROLES = ", ".join(f"'{role.value}'" for role in sorted(REGISTRARS))

MAY_REGISTER = (
    "EXISTS (SELECT 1 FROM unnest(macem_principals()) held "
    f"WHERE starts_with(held, 'p') AND split_part(held, ':', 2) IN ({_ROLES}))"
)
"""SQL: the user of the running transaction holds a role that makes records of people."""

FUNCTIONS = [
    # Whoever makes a record must learn whether there is one already, though they don't see it yet. It answers
    # to them alone, and the services show of an unseen record no more than what speaks for it.
    # Its answer grew once: a function's answer cannot be replaced, only made anew.
    "DROP FUNCTION IF EXISTS macem_perhaps_known(jsonb, text[])",
    f"""
    CREATE FUNCTION macem_perhaps_known(sought jsonb, kinds text[])
    RETURNS TABLE (place integer, person_id bigint, date_of_birth date, birth_basis text,
                   estimated_age smallint, estimated_on date, names jsonb, numbers jsonb,
                   postcodes jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$
    WITH asked AS (
        SELECT (number - 1)::integer AS place, one
          FROM jsonb_array_elements(sought) WITH ORDINALITY AS each (one, number)
         WHERE {MAY_REGISTER}
    ), vague AS (
        SELECT p.subject_id FROM people_person p
         WHERE p.birth_basis <> 'exact' OR to_char(p.date_of_birth, 'MMDD') = '0101'
            OR p.date_of_birth < '1910-01-01'
    ), near AS (
        SELECT a.place, i.person_id FROM asked a
         CROSS JOIN LATERAL jsonb_array_elements(a.one -> 'numbers') AS n
          JOIN people_identifier i
            ON i.kind = n ->> 0 AND i.normalised = n ->> 1 AND i.until IS NULL
        UNION
        SELECT a.place, p.subject_id FROM asked a
         CROSS JOIN LATERAL jsonb_array_elements_text(a.one -> 'days') AS day
          JOIN people_person p ON p.date_of_birth = day::date
        UNION
        SELECT a.place, k.person_id FROM asked a
         CROSS JOIN LATERAL jsonb_array_elements_text(a.one -> 'words') AS word
          JOIN people_personnamekey k ON k.key = word
        UNION
        (SELECT a.place, k.person_id FROM asked a
          CROSS JOIN LATERAL jsonb_array_elements(a.one -> 'letters' -> 0) AS letter
           JOIN people_personnamekey k ON k.key >= letter ->> 0 AND k.key < letter ->> 1
          WHERE NOT (a.one -> 'exact')::boolean OR k.person_id IN (SELECT v.subject_id FROM vague v)
         INTERSECT
         SELECT a.place, k.person_id FROM asked a
          CROSS JOIN LATERAL jsonb_array_elements(a.one -> 'letters' -> 1) AS letter
           JOIN people_personnamekey k ON k.key >= letter ->> 0 AND k.key < letter ->> 1)
    )
    SELECT near.place, p.subject_id, p.date_of_birth, p.birth_basis::text, p.estimated_age, p.estimated_on,
           (SELECT COALESCE(jsonb_agg(jsonb_build_array(n.forename, n.surname,
                                      n.kind = 'former' OR n.until IS NOT NULL) ORDER BY n.id), '[]')
              FROM people_personname n WHERE n.person_id = p.subject_id AND n.withdrawn_at IS NULL),
           (SELECT COALESCE(jsonb_agg(jsonb_build_array(i.kind, i.value) ORDER BY i.id), '[]')
              FROM people_identifier i WHERE i.person_id = p.subject_id AND i.until IS NULL),
           (SELECT COALESCE(jsonb_agg(jsonb_build_array(d.kind, d.postcode) ORDER BY d.id), '[]')
              FROM people_address d WHERE d.person_id = p.subject_id AND d.until IS NULL
               AND d.withdrawn_at IS NULL AND d.postcode <> '')
      FROM near
      JOIN people_person p ON p.subject_id = near.person_id AND p.kind = ANY (kinds)
      JOIN confidentiality_subject s ON s.id = p.subject_id AND s.merged_into_id IS NULL
    $$
    """,
    "REVOKE ALL ON FUNCTION macem_perhaps_known(jsonb, text[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_perhaps_known(jsonb, text[]) TO macem_web, macem_worker",
]
