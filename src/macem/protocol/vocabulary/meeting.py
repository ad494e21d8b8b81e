"""What is decided before, in and after a meeting."""

from macem.protocol.vocabulary.words import Word


class Body(Word):
    """Who decides on a nomination."""

    RAMM = "ramm", "Weekly Risk and Assessment Management Meeting"
    INTELLIGENCE_DS = "intelligence_ds", "Intelligence DS"


class RammOutcome(Word):
    """What the RAMM decided about a child (P5)."""

    TO_MACEM = "to_macem", "To MACEM"
    MORE_INFORMATION = "more_information", "More information"
    NOT_NOW = "not_now", "Not now"


class IntelligenceDecision(Word):
    """What the intelligence DS decided (I2)."""

    NO_FURTHER_ACTION = "no_further_action", "No further action"
    DEVELOP = "develop", "Develop"
    COMMISSION_PRODUCT = "commission_product", "Commission an intelligence product"
    PART_2 = "part_2", "To Part 2 of the meeting"


class ReturnStatus(Word):
    """An agency's answer about one person on the list (M5)."""

    SHARED = "shared", "Information shared"
    NOTHING_HELD = "nothing_held", "Nothing held"
    WITHHELD = "withheld", "Held but withheld"


class AttendanceStatus(Word):
    """How somebody took part in a meeting (M4)."""

    PRESENT = "present", "Present"
    DEPUTY = "deputy", "Present as deputy"
    APOLOGIES = "apologies", "Apologies"
    WRITTEN = "written", "Written information only"

    @property
    def in_the_room(self) -> bool:
        """Whether the person was there, in the room or on the call."""
        return self in {AttendanceStatus.PRESENT, AttendanceStatus.DEPUTY}


class ActionOutcome(Word):
    """What became of an action when it was reviewed (M8)."""

    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done by the agency"
    NO_LONGER_POSSIBLE = "no_longer_possible", "No longer possible"
    CARRIED_FORWARD = "carried_forward", "Carried forward"


class ClosureKind(Word):
    """Why a person's stay on MACEM ended (P10). Only the first means that the risk came down."""

    RISK_REDUCED = "risk_reduced", "Risk reduced"
    MOVED = "moved", "Moved: receiving area accepted"
    ADULT = "adult", "Adult: transition accepted"
    CUSTODY = "custody", "In custody"
    DIED = "died", "Died"

    @property
    def risk_reduced(self) -> bool:
        """Whether this closure counts as the risk having reduced."""
        return self is ClosureKind.RISK_REDUCED


class ConsentState(Word):
    """Agreement or awareness of one person about sharing (S5)."""

    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOT_SOUGHT = "not_sought", "Not sought"


class LawfulBasis(Word):
    """The lawful basis for sharing, recorded always (S5)."""

    PUBLIC_TASK = "public_task", "UK GDPR Article 6(1)(e): public task"
    LEGAL_OBLIGATION = "legal_obligation", "UK GDPR Article 6(1)(c): legal obligation"
    VITAL_INTERESTS = "vital_interests", "UK GDPR Article 6(1)(d): vital interests"
    CONSENT = "consent", "UK GDPR Article 6(1)(a): consent"
    SAFEGUARDING = "safeguarding", "UK GDPR Article 9(2)(g), DPA 2018 Schedule 1 paragraph 18: safeguarding"
    CRIMINAL_OFFENCE = "criminal_offence", "UK GDPR Article 10 with DPA 2018 section 10(5) and Schedule 1"
    LAW_ENFORCEMENT = "law_enforcement", "DPA 2018 Part 3: law enforcement"

    @property
    def rests_on_consent(self) -> bool:
        """Whether sharing on this basis stops being lawful when agreement is refused or withdrawn."""
        return self is LawfulBasis.CONSENT


class SharingPrinciple(Word):
    """The protocol's seven words (S4), recorded with each sharing decision."""

    NECESSARY = "necessary", "Necessary"
    PROPORTIONATE = "proportionate", "Proportionate"
    RELEVANT = "relevant", "Relevant"
    ADEQUATE = "adequate", "Adequate"
    ACCURATE = "accurate", "Accurate"
    TIMELY = "timely", "Timely"
    SECURE = "secure", "Secure"
