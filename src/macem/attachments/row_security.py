from macem.confidentiality.row_security import ME, TablePolicy, sees_subject, through

FILE = f"""({sees_subject("attachments_storedfile.subject_id")}
    AND (attachments_storedfile.used_at IS NOT NULL OR attachments_storedfile.added_by_id = {ME}))"""

# A file is sent by whoever sends it, and once a record uses it nothing about it changes.
OWN = f"({FILE} AND attachments_storedfile.added_by_id = {ME})"

POLICIES = [
    TablePolicy("attachments_storedfile", FILE, check=OWN),
    TablePolicy(
        "attachments_filecontent",
        through("attachments_filecontent", "file_id", "attachments_storedfile").using,
        check="""EXISTS (SELECT 1 FROM attachments_storedfile f
            WHERE f.id = attachments_filecontent.file_id AND f.used_at IS NULL)""",
    ),
]
