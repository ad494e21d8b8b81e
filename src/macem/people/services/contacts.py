"""Parents, carers, relatives and professionals, and whether they may be contacted."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.lists import lists
from macem.people.models import Contact, Person
from macem.people.services.locking import lock
from macem.people.services.records import check_period, displace
from macem.protocol.vocabulary.facts import SafeToContact


@transaction.atomic
def record_contact(
    *,
    person: Person,
    relation: str,
    name: str,
    safe: SafeToContact,
    by: Actor,
    safe_why: str = "",
    telephone: str | None = None,
    responsible: bool | None = None,
    since: date | None = None,
    told_by: str = "",
    replaces: Contact | None = None,
    at: datetime | None = None,
) -> Contact:
    """Record somebody in the person's life, and whether they may be contacted; or what changed about them.

    ``replaces`` is the contact as it stood: it ends, and its telephone number stays where none is given
    (None), since whoever changes a contact may not be allowed to read it. Raises :class:`Refused`;
    :class:`NotNow` without a name, for a relation that is not on the list, without why it is not safe, or
    where ``replaces`` was changed by somebody else.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, person)
    if not name.strip():
        raise NotNow("Enter the name.")
    if relation not in lists().choices["relation"]:
        raise NotNow("Choose what they are to the person.")
    if safe is not SafeToContact.YES and not safe_why.strip():
        raise NotNow("Say why, so that nobody contacts them by mistake.")
    check_period(since, None, at)
    lock(person)
    if replaces is not None:
        replaces = _standing(replaces)
        telephone = replaces.telephone if telephone is None else telephone
        displace([replaces], None, at)
    contact = Contact.objects.create(
        person=person,
        relation=relation,
        name=name.strip(),
        telephone=(telephone or "").strip(),
        responsible=responsible,
        safe=safe,
        safe_why="" if safe is SafeToContact.YES else safe_why.strip(),
        since=since,
        told_by=told_by.strip(),
        replaces=replaces,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    audit.record("contact_recorded", by=by, at=at, obj=contact, subject_id=person.pk, safe=safe.value)
    return contact


def _standing(contact: Contact) -> Contact:
    """Return the row as it stands now. Raises :class:`NotNow` where it stands no more."""
    found: Contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if found.until is not None or found.withdrawn_at is not None:
        raise NotNow("Somebody else changed this contact in the meantime. Look at what stands there now.")
    return found
