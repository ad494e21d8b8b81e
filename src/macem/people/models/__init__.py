from macem.people.models.change import FactsChanged
from macem.people.models.holder import CaseHolder
from macem.people.models.identifier import Identifier
from macem.people.models.name import PersonName, PersonNameKey
from macem.people.models.person import Person

__all__ = [
    "CaseHolder",
    "FactsChanged",
    "Identifier",
    "Person",
    "PersonName",
    "PersonNameKey",
]
