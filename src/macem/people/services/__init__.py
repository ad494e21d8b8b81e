"""Who somebody is, what is so of them and who holds their case: the only writer of the tables of people."""

from macem.people.services.addresses import record_address
from macem.people.services.birth import record_birth
from macem.people.services.changes import note_facts_changed
from macem.people.services.contacts import record_contact
from macem.people.services.duplicates import answer_duplicate, check_word, keep_apart, tell_of_unseen
from macem.people.services.facts import record_fact
from macem.people.services.holding import record_case_holder
from macem.people.services.linking import form_peer_group, join_peer_group, link_people
from macem.people.services.locking import take_turns_making_records
from macem.people.services.naming import add_name, withdraw_name
from macem.people.services.numbering import add_identifier, end_identifier
from macem.people.services.placing import record_home_authority
from macem.people.services.records import end_record, withdraw_record
from macem.people.services.registering import register_person
from macem.people.services.schooling import record_schooling

__all__ = [
    "add_identifier",
    "add_name",
    "answer_duplicate",
    "check_word",
    "end_identifier",
    "end_record",
    "form_peer_group",
    "join_peer_group",
    "keep_apart",
    "link_people",
    "note_facts_changed",
    "record_address",
    "record_birth",
    "record_case_holder",
    "record_contact",
    "record_fact",
    "record_home_authority",
    "record_schooling",
    "register_person",
    "take_turns_making_records",
    "tell_of_unseen",
    "withdraw_name",
    "withdraw_record",
]
