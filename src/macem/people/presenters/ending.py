"""What is about to be taken off, in words."""

from macem.people.models import (
    Address,
    Contact,
    DatedRecord,
    Fact,
    HomeAuthority,
    Link,
    PeerMember,
    Person,
    Schooling,
)
from macem.people.presenters import wording
from macem.people.presenters.person import PersonPresenter


def record_words(record: DatedRecord, person: Person) -> str:
    """Any record in words, for those who may read it; a carer's telephone number is left out."""
    match record:
        case Fact():
            return f"{record.topic.label}: {wording.fact_words(record)}"
        case Address():
            return wording.address_words(record)
        case Schooling():
            return wording.schooling_words(record)
        case Contact():
            return wording.contact_words(record, telephone=False)
        case HomeAuthority():
            return wording.authority_words(record)
        case Link():
            other = record.second if record.first_id == person.pk else record.first
            return f"{record.kind.label}: {PersonPresenter(other).name}"
        case PeerMember():
            return f"{record.group.name}: {PersonPresenter(record.person).name}"
        case _:
            raise TypeError(f"{type(record).__name__} has no words of its own.")
