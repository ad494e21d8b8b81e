from macem.confidentiality.row_security import ME, about_subject, holds_any_role_at, through

# An owner sees the one action that is theirs; an action about nobody is the panel's.
POLICIES = [
    about_subject(
        "actions_action",
        or_else=(
            f"actions_action.owner_id = {ME} "
            f"OR (actions_action.subject_id IS NULL AND {holds_any_role_at('actions_action.panel_id')})"
        ),
    ),
    about_subject("actions_actionperson"),
    through("actions_actionupdate", "action_id", "actions_action"),
    through("actions_actionresult", "action_id", "actions_action"),
    through("actions_ownerleft", "action_id", "actions_action"),
]
