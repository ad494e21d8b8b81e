"""The clause ids that decisions, tests and documents cite."""

from macem.protocol.vocabulary.words import Word


class Clause(Word):
    """Every duty of the protocol, by id, with what it is about."""

    W1 = "W1", "Core partner agencies"
    W2 = "W2", "Chair and vice chair"
    W3 = "W3", "Analyst, business support and presenter"
    W4 = "W4", "Accountable to the sub-group"

    C1 = "C1", "Subject to an NRM referral"
    C2 = "C2", "Reported missing 5 or more times in 90 days"
    C3 = "C3", "Missing over a 48-hour period"
    C4 = "C4", "Emerging, escalating or significant concerns"
    C5 = "C5", "Harmful sexual behaviour concerns"
    C6 = "C6", "Any other child screened by police or children's social care"
    C7 = "C7", "Assessed by police as a potential perpetrator"
    C8 = "C8", "What exploitation means"

    P1 = "P1", "Screening tool and contact with the MASH"
    P2 = "P2", "MASH level decides the path"
    P3 = "P3", "Not a safeguarding referral"
    P4 = "P4", "Risk assessment signed off by a service manager"
    P5 = "P5", "Cases identified at the weekly RAMM"
    P6 = "P6", "Up-to-date risk assessment before the meeting"
    P7 = "P7", "The social care worker presents"
    P8 = "P8", "Concern about a child not open to children's social care"
    P9 = "P9", "The group does not case hold"
    P10 = "P10", "Reviewed until the risk has reduced"

    I1 = "I1", "Perpetrator referred on the police form"
    I2 = "I2", "Intelligence DS decides"
    I3 = "I3", "Police send perpetrators and CAWNs"
    I4 = "I4", "Venues and localities"
    I5 = "I5", "Missing from education"
    I6 = "I6", "Intelligence to the sub-group"

    M1 = "M1", "Monthly meetings"
    M2 = "M2", "Names to the chair, list to the agencies"
    M3 = "M3", "Working days"
    M4 = "M4", "All agreed agencies represented"
    M5 = "M5", "Members share information and offer solutions"
    M6 = "M6", "Responsible professional and timescale"
    M7 = "M7", "Clear agreement on the management of risk"
    M8 = "M8", "Each case reviewed"
    M9 = "M9", "Actions distributed within one week"
    M10 = "M10", "Recorded and distributed by children's social care"

    S1 = "S1", "Strictly confidential"
    S2 = "S2", "Not copied without the chair's agreement"
    S3 = "S3", "How information may be shared further"
    S4 = "S4", "Information sharing principles"
    S5 = "S5", "Consent, or a lawful basis to dispense with it"
    S6 = "S6", "Each agency stores under its own duty"
    S7 = "S7", "Each attendee keeps confidentiality"

    G1 = "G1", "Reports to the sub-group"
    G2 = "G2", "Evaluation after six months"
    G3 = "G3", "Briefings and training"
