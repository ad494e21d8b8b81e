"""The shape of the policies that make the database itself refuse.

Measured as the best of ten shapes: a grant is looked for by subject and principal, with the user, the
instant and the principals read once for a statement and not once a row.
"""

from dataclasses import dataclass

from macem.protocol.vocabulary import Part

FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION macem_me() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('macem.user_id', true), '')::bigint $$
    """,
    """
    CREATE OR REPLACE FUNCTION macem_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT NULLIF(current_setting('macem.now', true), '')::timestamptz $$
    """,
    """
    CREATE OR REPLACE FUNCTION macem_principals() RETURNS text[] LANGUAGE sql STABLE AS
    $$
    SELECT COALESCE(array_agg(DISTINCT principal), '{}') FROM (
        SELECT 'u' || u.id AS principal FROM accounts_user u
         WHERE u.id = macem_me() AND u.disabled_at IS NULL
        UNION ALL
        SELECT unnest(ARRAY['a' || m.agency_id, 'p' || m.panel_id || ':' || m.role]
               || CASE WHEN m.part_two THEN ARRAY['p' || m.panel_id || ':' || m.role || ':2']
                       ELSE ARRAY[]::text[] END)
          FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
         WHERE m.user_id = macem_me() AND u.disabled_at IS NULL
           AND m.since <= macem_now() AND (m.until IS NULL OR m.until > macem_now())
    ) held
    $$
    """,
)

ME = "(SELECT macem_me())"
NOW = "(SELECT macem_now())"
PRINCIPALS = "((SELECT macem_principals())::text[])"


@dataclass(frozen=True)
class TablePolicy:
    """One table's rule for the web role: ``using`` for what is read, ``check`` for what is written."""

    table: str
    using: str
    check: str | None = None


def sees_subject(column: str) -> str:
    """Return the SQL that says whether the user sees the subject in ``column`` (qualified, e.g. ``t.id``)."""
    return f"""(EXISTS (SELECT 1 FROM confidentiality_accessgrant g WHERE g.subject_id = {column}
        AND g.principal = ANY ({PRINCIPALS}) AND g.since <= {NOW} AND (g.until IS NULL OR g.until > {NOW}))
      AND {not_barred(column)})"""


def sees_in_part_two(column: str) -> str:
    """Return the SQL that says whether the user sees the subject in ``column`` by sight given for Part 2.

    A child before Part 1 may also be assessed as a perpetrator: sight of the child tells nothing of that.
    """
    return f"""(EXISTS (SELECT 1 FROM confidentiality_accessgrant g WHERE g.subject_id = {column}
        AND g.principal = ANY ({PRINCIPALS}) AND g.since <= {NOW} AND (g.until IS NULL OR g.until > {NOW})
        AND (g.part = '{Part.ADULT_2.value}' OR g.principal LIKE '%:2'))
      AND {not_barred(column)})"""


def sees_in_part(column: str, part: str) -> str:
    """Return the SQL that says whether the user sees the subject in ``column`` as one of ``part``."""
    return (
        f"(CASE WHEN {part} = '{Part.ADULT_2.value}' THEN {sees_in_part_two(column)} "
        f"ELSE {sees_subject(column)} END)"
    )


OWN_ALIASES = frozenset({"g", "x", "r", "m"})
"""Names that the SQL below gives to its own tables."""


def not_barred(column: str) -> str:
    """Return the SQL of what beats any right to see the subject in ``column``: exclusions, restrictions.

    Raises :class:`ValueError` for a column of a table that goes by a name used here: ``r.subject_id`` would
    be the restriction's own, and one restriction would bar everybody from everything.
    """
    if column.partition(".")[0] in OWN_ALIASES:
        raise ValueError(f"{column} would be read as a column of the policy's own tables.")
    return f"""(NOT EXISTS (SELECT 1 FROM confidentiality_exclusion x WHERE x.subject_id = {column}
        AND x.user_id = {ME} AND x.lifted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM confidentiality_restriction r WHERE r.subject_id = {column}
        AND r.lifted_at IS NULL AND NOT EXISTS (SELECT 1 FROM confidentiality_restrictionmember m
          WHERE m.restriction_id = r.id AND m.user_id = {ME})))"""


def holds_role(panel_column: str, *roles: str) -> str:
    """Return the SQL that says whether the user holds one of ``roles`` at the panel in ``panel_column``."""
    names = ", ".join(f"'p' || {panel_column} || ':{role}'" for role in roles)
    return f"(ARRAY[{names}]::text[] && {PRINCIPALS})"


def holds_any_role_at(panel_column: str) -> str:
    """Return the SQL that says whether the user holds any role at the panel in ``panel_column``."""
    return (
        f"EXISTS (SELECT 1 FROM unnest({PRINCIPALS}) held "
        f"WHERE starts_with(held, 'p' || {panel_column} || ':'))"
    )


def about_subject(
    table: str, column: str = "subject_id", *, part: str = "", or_else: str = ""
) -> TablePolicy:
    """Return the policy of a table that carries the subject itself; ``or_else`` widens it with more SQL.

    ``part`` is the column that says in which part the row stands: Part 2 asks for sight given for it.
    """
    subject = f"{table}.{column}"
    seen = sees_in_part(subject, f"{table}.{part}") if part else sees_subject(subject)
    return TablePolicy(table, f"({seen} OR {or_else})" if or_else else seen)


def through(table: str, column: str, parent: str, *, or_else: str = "") -> TablePolicy:
    """Return the policy of a table whose parent carries it: seen when the parent's own policy shows it."""
    seen = f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.id = {table}.{column})"
    return TablePolicy(table, f"({seen} OR {or_else})" if or_else else seen)


def a_user_is_set(table: str) -> TablePolicy:
    """Return the policy of a table of bare ids that the other policies read: any signed-in user."""
    return TablePolicy(table, f"{ME} IS NOT NULL")


POLICIES = [
    about_subject("confidentiality_subject", "id"),
    a_user_is_set("confidentiality_accessgrant"),
    a_user_is_set("confidentiality_exclusion"),
    a_user_is_set("confidentiality_restriction"),
    a_user_is_set("confidentiality_restrictionmember"),
]

IS_AUDITOR = "EXISTS (SELECT 1 FROM unnest(macem_principals()) held WHERE held LIKE 'p%:auditor')"

ROOM_FUNCTIONS = [
    # An auditor sees nobody, and yet reads logs that speak of records: by reference, and by nothing else.
    f"""
    CREATE OR REPLACE FUNCTION macem_audited_references(sought bigint[])
    RETURNS TABLE (id bigint, reference text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT s.id, s.reference::text FROM confidentiality_subject s
        WHERE s.id = ANY (sought) AND {IS_AUDITOR} $$
    """,
    "REVOKE ALL ON FUNCTION macem_audited_references(bigint[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_audited_references(bigint[]) TO macem_web",
    f"""
    CREATE OR REPLACE FUNCTION macem_audited_subject(sought text)
    RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT s.id FROM confidentiality_subject s WHERE s.reference = sought AND {IS_AUDITOR} $$
    """,
    "REVOKE ALL ON FUNCTION macem_audited_subject(text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_audited_subject(text) TO macem_web",
]
