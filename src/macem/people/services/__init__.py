"""Who somebody is and who holds their case: the only writer of the tables of people."""

from macem.people.services.birth import record_birth
from macem.people.services.changes import note_facts_changed
from macem.people.services.holding import record_case_holder
from macem.people.services.naming import add_name
from macem.people.services.numbering import add_identifier, end_identifier
from macem.people.services.registering import register_person

__all__ = [
    "add_identifier",
    "add_name",
    "end_identifier",
    "note_facts_changed",
    "record_birth",
    "record_case_holder",
    "register_person",
]
