from macem.confidentiality.row_security import about_subject, through

POLICIES = [
    about_subject("cases_case", part="part"),
    through("cases_agreedlevel", "case_id", "cases_case"),
    through("cases_closure", "case_id", "cases_case"),
]
