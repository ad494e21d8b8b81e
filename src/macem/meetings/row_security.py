from macem.confidentiality.row_security import PRINCIPALS, TablePolicy, about_subject, sees_subject

# An agency reads its own returns whole at any time; another agency's only once its meeting has begun and
# only the part that was shared. What is withheld, and why, never leaves the agency but for the chair's gate.
POLICIES = [
    about_subject("meetings_agendaitem"),
    about_subject("meetings_agendaentry"),
    TablePolicy(
        "meetings_agencyreturn",
        f"""({sees_subject("meetings_agencyreturn.subject_id")} AND (
            'a' || meetings_agencyreturn.agency_id = ANY ({PRINCIPALS})
            OR (meetings_agencyreturn.answer IN ('shared', 'nothing_held') AND EXISTS (
                SELECT 1 FROM meetings_agendaitem i JOIN schedule_stagereached s ON s.meeting_id = i.meeting_id
                WHERE i.id = meetings_agencyreturn.item_id AND s.stage = 'in_session'))))""",
    ),
    about_subject("meetings_recusal"),
    about_subject("meetings_interimsafety"),
    about_subject("meetings_itemrecord"),
    about_subject("meetings_informationgiven"),
    about_subject("meetings_dissent"),
    about_subject("meetings_itemaction"),
    about_subject("meetings_itemsharing"),
    about_subject("meetings_itemdecision"),
    about_subject("meetings_minutessection"),
]
