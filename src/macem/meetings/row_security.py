"""Who reads which rows of a meeting: sight of the person comes first, and each table narrows it further."""

from macem.confidentiality.row_security import (
    ME,
    PRINCIPALS,
    TablePolicy,
    holds_any_role_at,
    holds_role,
    sees_in_part,
)
from macem.meetings import room_security
from macem.meetings.room_security import not_recused, sees_item

OFFICE = ("chair", "vice_chair", "business_support", "ce_coordinator")

# Those who make the agenda see it as it comes to be, and its presenter their own item; everybody else with
# sight of the person from an earlier month sees them on this one only when it has been circulated.
ITEM = f"""({sees_in_part("meetings_agendaitem.subject_id", "meetings_agendaitem.part")}
  AND {not_recused("meetings_agendaitem.id")} AND (
    EXISTS (SELECT 1 FROM schedule_meeting m WHERE m.id = meetings_agendaitem.meeting_id
        AND {holds_role("m.panel_id", *OFFICE)})
    OR meetings_agendaitem.presenter_id = {ME}
    OR macem_is_circulated(meetings_agendaitem.id)))"""

# "Not now" against a criterion is shown to the chair with the agenda (clause P5), never circulated.
ENTRY = f"""({sees_item("meetings_agendaentry")} AND (
    EXISTS (SELECT 1 FROM meetings_agendaversion v JOIN schedule_meeting m ON m.id = v.meeting_id
        WHERE v.id = meetings_agendaentry.version_id AND {holds_role("m.panel_id", *OFFICE)})
    OR (meetings_agendaentry.kind <> 'not_now' AND EXISTS (SELECT 1 FROM meetings_circulation c
        WHERE c.version_id = meetings_agendaentry.version_id))))"""

OWN_AGENCY = f"'a' || meetings_agencyreturn.agency_id = ANY ({PRINCIPALS})"

# An agency reads its own returns whole at any time; another agency's only once its meeting has begun, and
# only the latest, if that one was shared. "Nothing held" and "withheld" look the same from outside. The chair
# and the vice chair read them all, with the reasons.
RETURN = f"""({sees_item("meetings_agencyreturn")} AND (
    {OWN_AGENCY}
    OR macem_reads_returns(meetings_agencyreturn.item_id)
    OR (meetings_agencyreturn.answer = 'shared'
        AND meetings_agencyreturn.version
            = macem_latest_return(meetings_agencyreturn.item_id, meetings_agencyreturn.agency_id)
        AND macem_has_begun(meetings_agencyreturn.item_id))))"""

POLICIES = [
    TablePolicy("meetings_agendaitem", ITEM),
    TablePolicy("meetings_agendaentry", ENTRY),
    TablePolicy(
        "meetings_agencyreturn",
        RETURN,
        check=f"({sees_item('meetings_agencyreturn')} AND {OWN_AGENCY})",
    ),
    TablePolicy(
        "meetings_returndraft",
        f"({sees_item('meetings_returndraft')} AND meetings_returndraft.saved_by_id = {ME})",
    ),
    *room_security.POLICIES,
]

ROOM_FUNCTIONS = [
    *room_security.FUNCTIONS,
    """
    CREATE OR REPLACE FUNCTION macem_latest_return(of_item bigint, of_agency bigint)
    RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT max(version) FROM meetings_agencyreturn WHERE item_id = of_item AND agency_id = of_agency $$
    """,
    # Whether an item's list has been circulated, whether its meeting has begun, and who reads every answer:
    # asked of the item itself, by its owner (see room_security).
    """
    CREATE OR REPLACE FUNCTION macem_is_circulated(item bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT EXISTS (SELECT 1 FROM meetings_agendaentry e
         JOIN meetings_circulation c ON c.version_id = e.version_id WHERE e.item_id = item) $$
    """,
    """
    CREATE OR REPLACE FUNCTION macem_has_begun(item bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT EXISTS (SELECT 1 FROM meetings_agendaitem i
         JOIN schedule_stagereached s ON s.meeting_id = i.meeting_id
        WHERE i.id = item AND s.stage = 'in_session') $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION macem_reads_returns(item bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT EXISTS (SELECT 1 FROM meetings_agendaitem i JOIN schedule_meeting m ON m.id = i.meeting_id
        WHERE i.id = item AND {holds_role("m.panel_id", "chair", "vice_chair")}) $$
    """,
    # Which agencies have answered on whom, and not what: for the count that everybody of the panel sees.
    f"""
    CREATE OR REPLACE FUNCTION macem_returns_in(of_meeting bigint)
    RETURNS TABLE (item_id bigint, agency_id bigint) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS
    $$ SELECT DISTINCT r.item_id, r.agency_id
         FROM meetings_agendaitem i JOIN schedule_meeting m ON m.id = i.meeting_id
         JOIN meetings_agencyreturn r ON r.item_id = i.id
        WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL
          AND {holds_any_role_at("m.panel_id")} AND {sees_in_part("i.subject_id", "i.part")} $$
    """,
    # Nobody drops off silently: how many people of this meeting's panel, with a case open or an item here,
    # are not shown to the asker. A bare number, so that somebody who sees them all is asked to compile.
    f"""
    CREATE OR REPLACE FUNCTION macem_hidden_from_me(of_meeting bigint)
    RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT count(*) FROM (
         SELECT c.subject_id, c.part = '2' AS second
           FROM cases_case c JOIN schedule_meeting m ON m.panel_id = c.panel_id
          WHERE m.id = of_meeting AND c.closed_at IS NULL
         UNION
         SELECT i.subject_id, i.part = '2' FROM meetings_agendaitem i
          WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL
       ) listed WHERE NOT ({sees_in_part("listed.subject_id", "CASE WHEN listed.second THEN '2' END")}) $$
    """,
    *(
        statement
        for signature in (
            "macem_latest_return(bigint, bigint)",
            "macem_is_circulated(bigint)",
            "macem_has_begun(bigint)",
            "macem_reads_returns(bigint)",
            "macem_returns_in(bigint)",
            "macem_hidden_from_me(bigint)",
        )
        for statement in (
            f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {signature} TO macem_web, macem_worker",
        )
    ),
]
