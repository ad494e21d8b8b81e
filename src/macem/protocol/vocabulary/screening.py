"""The words of a screening form (P1): what is asked, and what may be answered."""

from macem.protocol.vocabulary.words import Word


class Said(Word):
    """The answer to a plain question. Nobody is pressed to guess: "not known" counts for nothing."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Source(Word):
    """How somebody knows what they write."""

    SEEN = "seen", "I saw or heard it myself"
    CHILD = "child", "The child told me"
    OTHER = "other", "Another person told me"
    RECORDS = "records", "It is in our records"


class IndicatorKind(Word):
    """What a Yes to an indicator tells."""

    SIGN = "sign", "A sign that somebody exploits or harms the child"
    VULNERABILITY = "vulnerability", "What makes it easier for somebody to exploit the child"


class Section(Word):
    """The parts of the form, in order."""

    CHILD = "child", "The child"
    WORRY = "worry", "The worry"
    SEEN = "seen", "What you have seen"
    HELPS = "helps", "What helps, and what the child says"
    VIEW = "view", "Your view"


class Question(Word):
    """The questions of every screening form, whatever its indicators; the label is their short title."""

    NAME = "name", "Name"
    BIRTH = "born", "Date of birth"
    HOME = "home", "Where the child lives"
    SCHOOL = "school", "School or college"
    IDENTITY = "identity", "Background, language and disability"
    KNOWN_TO = "known-to", "Agencies that know the child"
    NUMBERS = "numbers", "Numbers"
    STRANDS = "worry", "What the worry is about"
    HARM_NOW = "harm-now", "Being harmed now"
    BEHAVIOUR = "harmful-sexual-behaviour", "Harmful sexual behaviour"
    NARRATIVE = "what-is-happening", "What is happening"
    STRENGTHS = "strengths", "What keeps the child safe"
    VOICE = "own-words", "In the child’s own words"
    AWARE = "told", "Whether the child knows"
    VIEW = "view", "How worried you are"
    DISCUSSION = "discussion", "Why a discussion would help"


class SchoolStatus(Word):
    """How a child stands with school or college."""

    FULL_TIME = "full_time", "On a roll, full time"
    PART_TIME = "part_time", "On a roll, with fewer hours"
    ALTERNATIVE = "alternative", "Alternative provision"
    EXCLUDED = "excluded", "Suspended or excluded"
    AT_HOME = "at_home", "Taught at home"
    NO_SCHOOL = "no_school", "On no roll"
    LEFT = "left", "Left school: works, trains or neither"
    NOT_KNOWN = "not_known", "Not known"


class Told(Word):
    """Whether the child knows that the form is sent, and agrees (S5)."""

    AGREES = "agrees", "Told, and agrees"
    DISAGREES = "disagrees", "Told, and does not agree"
    NOT_TOLD = "not_told", "Not told"


class Standing(Word):
    """How far a question of a form is answered."""

    ANSWERED = "answered", "Answered"
    UNFINISHED = "unfinished", "Not finished"
    OPEN = "open", "Not answered"
