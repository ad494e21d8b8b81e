from macem.people.models.address import Address
from macem.people.models.birth import BirthRecord
from macem.people.models.change import FactsChanged
from macem.people.models.contact import Contact
from macem.people.models.duplicate import DuplicateAnswer, PossibleDuplicate
from macem.people.models.fact import Fact
from macem.people.models.holder import CaseHolder
from macem.people.models.home_authority import HomeAuthority
from macem.people.models.identifier import Identifier
from macem.people.models.link import Link
from macem.people.models.name import PersonName, PersonNameKey
from macem.people.models.peers import PeerGroup, PeerMember
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord
from macem.people.models.schooling import Schooling

__all__ = [
    "Address",
    "BirthRecord",
    "CaseHolder",
    "Contact",
    "DatedRecord",
    "DuplicateAnswer",
    "Fact",
    "FactsChanged",
    "HomeAuthority",
    "Identifier",
    "Link",
    "PeerGroup",
    "PeerMember",
    "Person",
    "PersonName",
    "PersonNameKey",
    "PossibleDuplicate",
    "Schooling",
]
