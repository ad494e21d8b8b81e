"""What is worried about: parts of the meeting, strands, levels, kinds of absence."""

from enum import IntEnum

from macem.protocol.vocabulary.words import Word


class Part(Word):
    """The part of the meeting at which a person is discussed."""

    CHILD_1A = "1a", "Part 1a"
    CHILD_1B = "1b", "Part 1b"
    ADULT_2 = "2", "Part 2"


class Strand(Word):
    """What a concern is about. A person may have several; CSE and CCE stay distinct (C8)."""

    CSE = "cse", "Child sexual exploitation"
    CCE = "cce", "Child criminal exploitation"
    MSHT = "msht", "Modern slavery and human trafficking"
    HSB = "hsb", "Harmful sexual behaviour"
    MISSING = "missing", "Missing from home or care"
    ONLINE = "online", "Online"


class RiskLevel(Word):
    """The exploitation matrix's level. Members compare by seriousness, not by spelling."""

    NONE = "none", "No concerns"
    LOW = "low", "Low-level concerns"
    EMERGING = "emerging", "Emerging concerns"
    ESCALATING = "escalating", "Escalating concerns"
    SIGNIFICANT = "significant", "Significant concerns"

    @property
    def rank(self) -> int:
        """0 for no concerns to 4 for significant."""
        return list(RiskLevel).index(self)

    @property
    def meets_threshold(self) -> bool:
        """Whether this level meets the protocol's minimum threshold of emerging concerns (C4)."""
        return self >= RiskLevel.EMERGING

    def __lt__(self, other: str) -> bool:
        return self.rank < RiskLevel(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= RiskLevel(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > RiskLevel(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= RiskLevel(other).rank


class MashLevel(IntEnum):
    """The level of need that the MASH decides (P2). Independent of the matrix level."""

    UNIVERSAL = 1
    EARLY_HELP = 2
    TARGETED = 3
    STATUTORY = 4

    @property
    def label(self) -> str:
        """The level as people say it."""
        return f"Level {self.value}: {_NEED[self.value]}"


_NEED = {1: "universal", 2: "early help", 3: "targeted or intensive", 4: "statutory"}


class MashRoute(Word):
    """Where a MASH decision leads (P2)."""

    MACEM = "macem", "Discussed at MACEM"
    FEHA = "feha", "Family Early Help Assessment and work with the family"
    ADVICE = "advice", "Advice to the referrer"


class AbsenceType(Word):
    """How an absence was reported."""

    MISSING = "missing", "Missing"
    AWAY = "away", "Away from placement without authorisation"


class HarmfulSexualBehaviour(Word):
    """What was recorded about harmful sexual behaviour (C5)."""

    NONE = "none", "No concern recorded"
    HARMED = "harmed", "May have been harmed"
    HARMING = "harming", "May be harming"
    BOTH = "both", "May have been harmed and may be harming"
    NOT_KNOWN = "not_known", "Not known"

    @property
    def is_concern(self) -> bool:
        """Whether it says that the child may have been harmed, may be harming, or both."""
        return self not in (HarmfulSexualBehaviour.NONE, HarmfulSexualBehaviour.NOT_KNOWN)


class ScreenedBy(Word):
    """Who carried out a screening that counts for Part 1b (C6)."""

    POLICE = "police", "Police"
    CSC = "csc", "Children's social care"
