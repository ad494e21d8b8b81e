from macem.confidentiality.row_security import ME, TablePolicy, holds_role, through
from macem.imports.querysets import KEEPERS

KEEP = holds_role("imports_upload.panel_id", *(role.value for role in KEEPERS))

POLICIES = [
    TablePolicy("imports_upload", f"(imports_upload.uploaded_by_id = {ME} OR {KEEP})"),
    through("imports_uploadrow", "upload_id", "imports_upload"),
]
