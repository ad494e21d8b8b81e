from macem.confidentiality.row_security import about_subject, through

POLICIES = [
    about_subject("nominations_nomination", part="part"),
    about_subject("nominations_nominationdecision", part="part"),
    through("nominations_decidednomination", "nomination_id", "nominations_nomination"),
]
