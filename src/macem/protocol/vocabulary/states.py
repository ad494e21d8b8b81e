"""Kinds and states of the records that rooms keep."""

from macem.protocol.vocabulary.words import Word


class PersonKind(Word):
    """Why somebody is known here: as a child at risk, or as an adult who poses one."""

    CHILD = "child", "Child or young person"
    ADULT = "adult", "Adult who poses a risk"


class NameKind(Word):
    """What a name is to the person."""

    LEGAL = "legal", "Legal name"
    PREFERRED = "preferred", "Name the person uses"
    ALIAS = "alias", "Also known as"
    FORMER = "former", "Former name"


class BirthBasis(Word):
    """How a date of birth is known."""

    EXACT = "exact", "Exact"
    ESTIMATED = "estimated", "Estimated"
    UNKNOWN = "unknown", "Not known"


class IdentifierKind(Word):
    """Whose number it is."""

    CSC = "csc", "Children's social care number"
    NHS = "nhs", "NHS number"
    UPN = "upn", "Unique pupil number"
    POLICE = "police", "Police reference"


class AwarenessOf(Word):
    """Whose agreement or awareness it is (S5)."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent with responsibility"
    ADULT = "adult", "The adult"


class AssessmentOutcome(Word):
    """What a service manager did with a risk assessment (P4)."""

    SIGNED_OFF = "signed_off", "Signed off"
    RETURNED = "returned", "Returned with comments"


class ApprovalOutcome(Word):
    """What the chair did with an agenda or with minutes (M2, M9)."""

    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned with comments"


class ActionKind(Word):
    """Why an action exists."""

    ORDINARY = "ordinary", "Agreed action"
    CSC_REFERRAL = "csc_referral", "Referral to children's social care"
    TELL_FAMILY = "tell_family", "Tell the child and family"
    ESCALATION = "escalation", "Escalate a disagreement"


class ItemOutcome(Word):
    """What the meeting decided about a person (P10)."""

    CONTINUE = "continue", "Continue"
    CLOSE = "close", "Close"


class ImportKind(Word):
    """What sort of file was sent."""

    SSDA903_MISSING = "ssda903-missing", "SSDA903 Missing"


class ImportRowOutcome(Word):
    """What became of one row of a file."""

    ADDED = "added", "Added"
    ALREADY_KNOWN = "already_known", "Already known"
    CHANGED = "changed", "Changed"
    WAITS = "waits", "Waits for a person"
    REJECTED = "rejected", "Left out"


class MeetingStage(Word):
    """The stages of a month, in order (M2-M4, M9, M10)."""

    PLANNED = "planned", "Planned"
    NAMES_SENT = "names_sent", "Names in"
    COMPILED = "compiled", "Agenda compiled"
    APPROVED = "approved", "Agenda approved"
    CIRCULATED = "circulated", "Circulated"
    IN_SESSION = "in_session", "In session"
    FINISHED = "finished", "Meeting finished"
    MINUTES_DRAFTED = "minutes_drafted", "Minutes with the chair"
    MINUTES_RETURNED = "minutes_returned", "Minutes returned"
    MINUTES_APPROVED = "minutes_approved", "Minutes approved"
    DISTRIBUTED = "distributed", "Minutes distributed"
    POSTPONED = "postponed", "Postponed"


class EntryKind(Word):
    """Why a frozen agenda speaks of a person (M2, P5)."""

    LISTED = "listed", "On the list"
    REMOVED = "removed", "Taken off the list"
    NOT_NOW = "not_now", "Not now, against a criterion"


class ReturnChoice(Word):
    """What a contact chose for one person, before it is sent (M5)."""

    NOTHING_NEW = "nothing_new", "Nothing new"
    SHARED = "shared", "Share"
    NOTHING_HELD = "nothing_held", "Nothing held"
    WITHHELD = "withheld", "Withhold"
