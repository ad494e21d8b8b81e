from macem.confidentiality.row_security import (
    ME,
    NOW,
    TablePolicy,
    about_subject,
    holds_any_role_at,
    not_barred,
    sees_in_part,
    through,
)

# The agency's contact names another owner when one leaves (clause M9).
IS_THE_CONTACT = f"""EXISTS (SELECT 1 FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.user_id = {ME} AND u.disabled_at IS NULL AND m.role = 'spoc'
      AND m.panel_id = actions_action.panel_id AND m.agency_id = actions_action.agency_id
      AND (m.part_two OR actions_action.part <> '2')
      AND m.since <= {NOW} AND (m.until IS NULL OR m.until > {NOW}))"""

# An owner sees the one action that is theirs; an action about nobody is the panel's. Whoever is barred from
# one of the people whom an action is about sees nothing of it, whatever they may see of the others.
ACTION = f"""(NOT macem_barred_from_action(actions_action.id) AND (
    {sees_in_part("actions_action.subject_id", "actions_action.part")}
    OR ((actions_action.owner_id = {ME} OR {IS_THE_CONTACT}) AND {not_barred("actions_action.subject_id")})
    OR (actions_action.subject_id IS NULL AND {holds_any_role_at("actions_action.panel_id")})))"""

POLICIES = [
    TablePolicy("actions_action", ACTION),
    about_subject("actions_actionperson"),
    through("actions_actionupdate", "action_id", "actions_action"),
    through("actions_actionresult", "action_id", "actions_action"),
    through("actions_formerowner", "action_id", "actions_action"),
    through("actions_ownerleft", "action_id", "actions_action"),
]

ROOM_FUNCTIONS = [
    # Somebody who is barred from a person does not see that an action is about them either.
    f"""
    CREATE OR REPLACE FUNCTION macem_barred_from_action(action bigint)
    RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
    $$ SELECT EXISTS (SELECT 1 FROM actions_actionperson p
        WHERE p.action_id = action AND NOT {not_barred("p.subject_id")}) $$
    """,
    "REVOKE ALL ON FUNCTION macem_barred_from_action(bigint) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION macem_barred_from_action(bigint) TO macem_web, macem_worker",
]
