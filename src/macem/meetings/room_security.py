"""Row security of what is said in the room and of the minutes: sight of the person first, then the room.

Nobody is shown an item from which they are recused. What was said is for those who came and accepted the
confidentiality statement (clause S7), for who presented, and for those who run the panel; everybody else
reads the minutes once they are distributed, as clause S1 lets them.
"""

from macem.confidentiality.row_security import (
    ME,
    NOW,
    TablePolicy,
    holds_any_role_at,
    holds_role,
    sees_in_part,
)

OFFICE = ("chair", "vice_chair", "business_support", "ce_coordinator")
RUNNERS = ("chair", "vice_chair", "business_support")


def not_recused(item: str) -> str:
    """Return the SQL that says that the user has no conflict of interest in the item in this column."""
    return f"""(NOT EXISTS (SELECT 1 FROM meetings_recusal r
        JOIN meetings_attendance a ON a.id = r.attendance_id
        WHERE r.item_id = {item} AND a.user_id = {ME}))"""


def sees_item(table: str) -> str:
    """Return the SQL that says that the user sees the person in the item's part, and is not recused."""
    seen = sees_in_part(f"{table}.subject_id", f"macem_part_of({table}.item_id)")
    return f"{seen} AND {not_recused(f'{table}.item_id')}"


def of_item(table: str) -> TablePolicy:
    """Return the policy of a table of rows about an item: whoever sees the person and is not recused."""
    return TablePolicy(table, f"({sees_item(table)})")


def said_in_the_room(table: str) -> TablePolicy:
    """Return the policy of a table that holds what was said about an item."""
    return TablePolicy(table, f"({sees_item(table)} AND macem_may_hear({table}.item_id))")


SECTION = f"""({sees_item("meetings_minutessection")} AND EXISTS (
    SELECT 1 FROM meetings_minutes n JOIN schedule_meeting m ON m.id = n.meeting_id
     WHERE n.id = meetings_minutessection.minutes_id AND (
        {holds_role("m.panel_id", *RUNNERS)}
        OR (EXISTS (SELECT 1 FROM meetings_minutesdistribution d WHERE d.minutes_id = n.id)
            AND {holds_any_role_at("m.panel_id")}
            AND (EXISTS (SELECT 1 FROM agencies_membership g
                    WHERE g.panel_id = m.panel_id AND g.user_id = {ME}
                      AND (g.since AT TIME ZONE 'Europe/London')::date <= m."on"
                      AND (g.until IS NULL OR (g.until AT TIME ZONE 'Europe/London')::date > m."on"))
              OR EXISTS (SELECT 1 FROM meetings_attendance a
                    WHERE a.meeting_id = m.id AND a.user_id = {ME} AND a.replaced_at IS NULL)
              OR EXISTS (SELECT 1 FROM meetings_earlierminutesagreed e
                    WHERE e.meeting_id = m.id AND e.user_id = {ME} AND e.agreed_at <= {NOW}))))))"""

POLICIES = [
    TablePolicy(
        "meetings_recusal",
        sees_in_part("meetings_recusal.subject_id", "macem_part_of(meetings_recusal.item_id)"),
    ),
    of_item("meetings_floorstep"),
    of_item("meetings_interimsafety"),
    said_in_the_room("meetings_itemrecord"),
    said_in_the_room("meetings_informationgiven"),
    said_in_the_room("meetings_dissent"),
    said_in_the_room("meetings_concern"),
    said_in_the_room("meetings_itemsharing"),
    of_item("meetings_itemaction"),
    of_item("meetings_itemdecision"),
    TablePolicy("meetings_minutessection", SECTION),
]

# Asked of the item itself, by its owner: a policy that reads another guarded table is planned together with
# the policies of that table, and theirs, which took forty times as long as the query.
MAY_HEAR = f"""
    SELECT EXISTS (SELECT 1 FROM meetings_agendaitem i JOIN schedule_meeting m ON m.id = i.meeting_id
     WHERE i.id = item AND (
        {holds_role("m.panel_id", *OFFICE)}
        OR i.presenter_id = {ME}
        OR ({holds_any_role_at("m.panel_id")} AND EXISTS (SELECT 1 FROM meetings_attendance a
            WHERE a.meeting_id = m.id AND a.user_id = {ME} AND a.status IN ('present', 'deputy')
              AND a.confidentiality_accepted_at IS NOT NULL))))"""

# Whom the shared display would show too much: of everybody in the room now, those who may not see the item,
# and those who have no account, of whom nobody can say. Each is asked about as themselves, one after the
# other; who asks is put back before anything is answered, and an error undoes it with the transaction.
WITHOUT_SIGHT = f"""
DECLARE
    asker text := current_setting('macem.user_id', true);
    here record;
    sees boolean;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM meetings_agendaitem i JOIN schedule_meeting m ON m.id = i.meeting_id
                    WHERE i.id = of_item AND {holds_role("m.panel_id", *RUNNERS)}) THEN
        RETURN;
    END IF;
    FOR here IN SELECT a.id, a.user_id FROM meetings_attendance a
                  JOIN meetings_agendaitem i ON i.meeting_id = a.meeting_id
                 WHERE i.id = of_item AND a.replaced_at IS NULL AND a.left_at IS NULL
                   AND a.status IN ('present', 'deputy') LOOP
        sees := false;
        IF here.user_id IS NOT NULL THEN
            PERFORM set_config('macem.user_id', here.user_id::text, true);
            SELECT ({sees_in_part("i.subject_id", "i.part")} AND {not_recused("i.id")}) INTO sees
              FROM meetings_agendaitem i WHERE i.id = of_item;
            PERFORM set_config('macem.user_id', COALESCE(asker, ''), true);
        END IF;
        IF NOT sees THEN
            attendance_id := here.id;
            RETURN NEXT;
        END IF;
    END LOOP;
END"""

# What has been written of an item, as bare numbers that only grow: a page that follows the meeting asks for
# them every other second, and reads the item again only when one has.
STAMP = "SELECT concat_ws('-', {})".format(
    ", ".join(
        f"(SELECT count(*) FROM {table} WHERE item_id = of_item)"
        for table in (
            "meetings_itemrecord",
            "meetings_informationgiven",
            "meetings_dissent",
            "meetings_concern",
            "meetings_itemaction",
            "meetings_itemsharing",
            "meetings_itemdecision",
            "meetings_recusal",
        )
    )
    + ", (SELECT max(a.id) FROM meetings_attendance a JOIN meetings_agendaitem i"
    " ON i.meeting_id = a.meeting_id WHERE i.id = of_item)"
    ", (SELECT count(*) FROM actions_actionresult r JOIN actions_action a ON a.id = r.action_id"
    " JOIN meetings_agendaitem i ON i.subject_id = a.subject_id WHERE i.id = of_item)"
)

FUNCTIONS = [
    f"""
    CREATE OR REPLACE FUNCTION macem_item_stamp(of_item bigint)
    RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ {STAMP} $$
    """,
    "REVOKE ALL ON FUNCTION macem_item_stamp(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_item_stamp(bigint) TO macem_web, macem_worker",
    f"""
    CREATE OR REPLACE FUNCTION macem_without_sight(of_item bigint)
    RETURNS TABLE (attendance_id bigint) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = public AS
    $$ {WITHOUT_SIGHT} $$
    """,
    "REVOKE ALL ON FUNCTION macem_without_sight(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_without_sight(bigint) TO macem_web, macem_worker",
    # The number of the last step, also where it shows somebody from whom the asker is recused.
    """
    CREATE OR REPLACE FUNCTION macem_last_floor_step(of_meeting bigint)
    RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT COALESCE(max(number), 0) FROM meetings_floorstep WHERE meeting_id = of_meeting $$
    """,
    "REVOKE ALL ON FUNCTION macem_last_floor_step(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_last_floor_step(bigint) TO macem_web, macem_worker",
    f"""
    CREATE OR REPLACE FUNCTION macem_may_hear(item bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ {MAY_HEAR} $$
    """,
    "REVOKE ALL ON FUNCTION macem_may_hear(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_may_hear(bigint) TO macem_web, macem_worker",
    # In which part an item stands, also for rows about an item that is not shown itself.
    """
    CREATE OR REPLACE FUNCTION macem_part_of(item bigint)
    RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT part::text FROM meetings_agendaitem WHERE id = item $$
    """,
    "REVOKE ALL ON FUNCTION macem_part_of(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_part_of(bigint) TO macem_web, macem_worker",
    # Nobody drops off silently: what stands on a list, person or no person, so that whoever may not see all
    # of it is asked to leave starting, finishing and minuting to somebody who does.
    f"""
    CREATE OR REPLACE FUNCTION macem_listed_at(of_meeting bigint)
    RETURNS TABLE (item_id bigint, part text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT i.id, i.part::text FROM meetings_agendaitem i JOIN schedule_meeting m ON m.id = i.meeting_id
        WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL AND {holds_any_role_at("m.panel_id")} $$
    """,
    "REVOKE ALL ON FUNCTION macem_listed_at(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_listed_at(bigint) TO macem_web, macem_worker",
]
