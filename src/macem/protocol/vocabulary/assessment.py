"""The words of a risk assessment form (P4): what is asked, and what may be answered."""

from macem.protocol.vocabulary.words import Word


class Noted(Word):
    """What a professional says of one indicator or protective factor of the matrix."""

    NOTED = "noted", "Noted"
    NOT_NOTED = "not_noted", "Not noted"
    NOT_KNOWN = "not_known", "Not known"


class Asked(Word):
    """Whether somebody asked the child what the child thinks."""

    YES = "yes", "Yes"
    NO = "no", "No"


class AssessmentQuestion(Word):
    """The questions of every assessment, whatever its matrix; the label is their short title."""

    BEHAVIOUR = "harmful-sexual-behaviour", "Harmful sexual behaviour"
    VOICE = "child-says", "What the child says"
    ASKED_BY = "asked-by", "Who asked the child, and when"
    NARRATIVE = "what-is-happening", "What is happening"
    STRENGTHS = "what-keeps-safe", "What keeps the child safe"
    CHANGE = "what-changed", "What has changed"
    LEVEL = "level-chosen", "Level"


class AssessmentSection(Word):
    """The pages of an assessment, in order: the value is the page's address."""

    EMERGING = "emerging", "Signs of emerging concerns"
    ESCALATING = "escalating", "Signs of escalating concerns"
    SIGNIFICANT = "significant", "Signs of significant concerns"
    PROTECTIVE = "protective", "What protects the child"
    BEHAVIOUR = "behaviour", "Harmful sexual behaviour"
    VOICE = "voice", "What the child says"
    NARRATIVE = "narrative", "What is happening"
    LEVEL = "level", "Level of concern"


class AssessmentSource(Word):
    """Where a risk assessment was written and signed off."""

    HERE = "here", "Written here"
    MOSAIC = "mosaic", "Attached from Mosaic"
