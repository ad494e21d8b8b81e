from macem.confidentiality.row_security import ME, TablePolicy, holds_role, sees_subject

KEEPERS = holds_role("imports_upload.panel_id", "ce_coordinator", "business_support")

POLICIES = [
    TablePolicy("imports_upload", f"(imports_upload.uploaded_by_id = {ME} OR {KEEPERS})"),
    TablePolicy(
        "imports_uploadrow",
        "(EXISTS (SELECT 1 FROM imports_upload parent WHERE parent.id = imports_uploadrow.upload_id) "
        f"AND (imports_uploadrow.subject_id IS NULL OR {sees_subject('imports_uploadrow.subject_id')}))",
    ),
]
