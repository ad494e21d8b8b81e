"""What names, numbers and holders of the case add to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.gate.actor import Actor
from macem.people.models import CaseHolder, Identifier, Person, PersonName
from macem.people.policies import can_see_former_names
from macem.protocol.vocabulary import Clause, TimelineEntry
from macem.protocol.vocabulary.states import PersonKind


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what ``user`` may see: former names only for those with the right."""
    person = Person.objects.visible_to(user).filter(pk=subject_id).first()
    if person is None:
        return []
    names = PersonName.objects.visible_to(user).filter(person=person)
    numbers = Identifier.objects.visible_to(user).filter(person=person)
    holders = CaseHolder.objects.visible_to(user).filter(person=person).select_related("agency")
    former_too = can_see_former_names(Actor.user(user))
    return [
        _registered(person),
        *(
            _named(row)
            for row in names
            if row.since != person.recorded_at and (former_too or not row.is_former)
        ),
        *(_numbered(row) for row in numbers if row.since != person.recorded_at),
        *(_held(row) for row in holders),
    ]


def _registered(person: Person) -> TimelineEntry:
    child = person.kind is PersonKind.CHILD
    return TimelineEntry(
        when=person.recorded_at,
        title=_("First recorded here as a child or young person")
        if child
        else _("First recorded here as an adult who poses a risk"),
        kind=_("Record"),
    )


def _named(row: PersonName) -> TimelineEntry:
    return TimelineEntry(
        when=row.since,
        title=_("%(kind)s recorded") % {"kind": row.kind.label},
        kind=_("Record"),
        detail=str(row),
    )


def _numbered(row: Identifier) -> TimelineEntry:
    return TimelineEntry(
        when=row.since,
        title=_("%(kind)s recorded") % {"kind": row.kind.label},
        kind=_("Record"),
        detail=row.value,
    )


def _held(row: CaseHolder) -> TimelineEntry:
    return TimelineEntry(
        when=row.since,
        title=_("Case held by %(who)s, %(agency)s") % {"who": row.worker_name, "agency": row.agency.name},
        kind=_("Who holds the case"),
        detail=_("Open to children’s social care.") if row.open_to_social_care else "",
        clause=Clause.P9,
    )
