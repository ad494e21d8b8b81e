from macem.confidentiality.row_security import TablePolicy, sees_in_part_two

# Part 2 through and through: whoever sees the same person as a child at risk does not read it.
POLICIES = [
    TablePolicy("intelligence_policeassessment", sees_in_part_two("intelligence_policeassessment.subject_id"))
]
