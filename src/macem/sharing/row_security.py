from macem.confidentiality.row_security import about_subject

POLICIES = [
    about_subject("sharing_awareness"),
    about_subject("sharing_basis"),
    about_subject("sharing_sharingstop"),
    about_subject("sharing_sharingagreement"),
]
