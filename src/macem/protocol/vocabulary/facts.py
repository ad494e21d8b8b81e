"""What is recorded about a person, fact by fact."""

from macem.protocol.vocabulary.words import Word


class Topic(Word):
    """A fact chosen from a list; the lists stand in `about_people.toml`."""

    SEX = "sex", "Sex"
    GENDER = "gender", "Gender"
    ETHNICITY = "ethnicity", "Ethnicity"
    LANGUAGE = "language", "Languages"
    INTERPRETER = "interpreter", "Interpreter"
    DISABILITY = "disability", "Disability"
    SEND = "send", "Special educational needs"
    CARE_STATUS = "care_status", "Care status"
    GP = "gp", "GP"
    STANDING = "standing", "Moved away or died"


class RestrictedField(Word):
    """A fact that only those read who need it, whoever else may open the record (S1)."""

    ADDRESS = "address", "Where the person lives"
    PLACEMENT = "placement", "Placement"
    SCHOOL = "school", "School or college"
    GP = "gp", "GP"
    FORMER_NAME = "former_name", "Former names"
    CARER_PHONE = "carer_phone", "Telephone of a parent or carer"


class AddressKind(Word):
    """What a place is to somebody who lives there."""

    HOME = "home", "Home"
    PLACEMENT = "placement", "Placement by a local authority"
    OTHER = "other", "Also stays here"

    @property
    def restricted_as(self) -> RestrictedField:
        """The field under whose rule an address of this kind is read (S1)."""
        return RestrictedField.PLACEMENT if self is AddressKind.PLACEMENT else RestrictedField.ADDRESS


class SafeToContact(Word):
    """Whether somebody may be contacted about a person; the first thing to read before ringing them."""

    YES = "yes", "Safe to contact"
    ASK_FIRST = "ask_first", "Ask first"
    NO = "no", "Do not contact"


class LinkKind(Word):
    """What two people who are both recorded here are to each other."""

    SIBLING = "sibling", "Brother or sister"
    RELATIVE = "relative", "Other relative"
    FRIEND = "friend", "Friend"
    PARTNER = "partner", "Partner"
    ASSOCIATE = "associate", "Seen together"
