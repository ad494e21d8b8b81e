from macem.confidentiality.row_security import ME, NOW, about_subject, holds_any_role_at, not_barred, through

# The agency's contact names another owner when one leaves (clause M9).
IS_THE_CONTACT = f"""EXISTS (SELECT 1 FROM agencies_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.user_id = {ME} AND u.disabled_at IS NULL AND m.role = 'spoc'
      AND m.panel_id = actions_action.panel_id AND m.agency_id = actions_action.agency_id
      AND m.since <= {NOW} AND (m.until IS NULL OR m.until > {NOW}))"""

# An owner sees the one action that is theirs; an action about nobody is the panel's.
POLICIES = [
    about_subject(
        "actions_action",
        or_else=(
            f"((actions_action.owner_id = {ME} OR {IS_THE_CONTACT}) "
            f"AND {not_barred('actions_action.subject_id')}) "
            f"OR (actions_action.subject_id IS NULL AND {holds_any_role_at('actions_action.panel_id')})"
        ),
    ),
    about_subject("actions_actionperson"),
    through("actions_actionupdate", "action_id", "actions_action"),
    through("actions_actionresult", "action_id", "actions_action"),
    through("actions_formerowner", "action_id", "actions_action"),
    through("actions_ownerleft", "action_id", "actions_action"),
]
