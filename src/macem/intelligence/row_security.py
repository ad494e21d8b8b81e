from macem.confidentiality.row_security import about_subject

POLICIES = [about_subject("intelligence_policeassessment")]
