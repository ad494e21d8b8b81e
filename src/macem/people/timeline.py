"""What names, numbers, facts and holders of the case add to a person's timeline."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.people.fields import readable
from macem.people.models import (
    Address,
    CaseHolder,
    DatedRecord,
    DuplicateAnswer,
    Fact,
    HomeAuthority,
    Identifier,
    Person,
    PersonName,
    PossibleDuplicate,
    Schooling,
)
from macem.people.presenters.wording import address_words, authority_words, fact_words, schooling_words
from macem.protocol.vocabulary import Clause, TimelineEntry
from macem.protocol.vocabulary.facts import RestrictedField, Topic
from macem.protocol.vocabulary.states import PersonKind

TOLD = (Topic.CARE_STATUS, Topic.STANDING)
"""Facts whose change is an event in a life; the others are read on the page of facts."""

CHANGES: tuple[tuple[type[DatedRecord], Any, Callable[[Any], str]], ...] = (
    (Address, gettext_lazy("Where they live"), address_words),
    (Schooling, gettext_lazy("Education"), schooling_words),
    (HomeAuthority, gettext_lazy("Placed here"), authority_words),
)


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what ``user`` may see: restricted facts and former names only for those with the right (S1)."""
    person = Person.objects.visible_to(user).filter(pk=subject_id).first()
    if person is None:
        return []
    may_read = readable(user.pk, person)
    former_too = RestrictedField.FORMER_NAME in may_read
    names = PersonName.objects.visible_to(user).filter(person=person, withdrawn_at=None)
    numbers = Identifier.objects.visible_to(user).filter(person=person)
    holders = CaseHolder.objects.visible_to(user).filter(person=person).select_related("agency")
    return [
        _registered(person),
        *(
            _named(row)
            for row in names
            if row.since != person.recorded_at and (former_too or not row.is_former)
        ),
        *(_numbered(row) for row in numbers if row.since != person.recorded_at),
        *(_held(row) for row in holders),
        *_changes(person, user, may_read),
        *_told_apart(person, user),
    ]


def _changes(person: Person, user: Any, may_read: frozenset[RestrictedField]) -> Iterator[TimelineEntry]:
    """Yield changes of where they live and learn and of who cares for them, on the day when they came."""
    for model, kind, words in CHANGES:
        for row in model.objects.visible_to(user).filter(person=person, withdrawn_at=None):
            if row.restricted_as is None or row.restricted_as in may_read:
                yield TimelineEntry(
                    when=row.since or row.recorded_at,
                    title=words(row),
                    kind=str(kind),
                    detail="" if row.since else _("Since when is not known; recorded on this day."),
                    source=row.told_by,
                )
    facts = Fact.objects.visible_to(user).filter(person=person, withdrawn_at=None, topic__in=TOLD)
    for fact in facts:
        yield TimelineEntry(
            when=fact.since or fact.recorded_at,
            title=fact_words(fact),
            kind=fact.topic.label,
            source=fact.told_by,
        )


def _told_apart(person: Person, user: Any) -> Iterator[TimelineEntry]:
    """Yield what was said of another record that might be of the same person, to whoever sees both."""
    pairs = PossibleDuplicate.objects.visible_to(user).of(person)
    rows = DuplicateAnswer.objects.visible_to(user).filter(duplicate__in=pairs)
    for row in rows.select_related("answered_by", "duplicate__first__subject", "duplicate__second__subject"):
        pair = row.duplicate
        other = pair.second if pair.first_id == person.pk else pair.first
        words = _("The same person as %(reference)s") if row.same_person else _("Not %(reference)s")
        yield TimelineEntry(
            when=row.answered_at,
            title=words % {"reference": other.subject.reference},
            kind=_("Record"),
            source=row.answered_by.full_name,
        )


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
