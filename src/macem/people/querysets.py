from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from macem.confidentiality.querysets import ScopedQuerySet
from macem.people import numbers
from macem.people.folding import beginning_with, readings
from macem.protocol.vocabulary.states import IdentifierKind, NameKind, PersonKind


class PersonQuerySet(ScopedQuerySet["Person"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Person.objects.visible_to(user).children().with_names().by_name()``."""

    def children(self) -> "PersonQuerySet":
        return self.filter(kind=PersonKind.CHILD)

    def adults(self) -> "PersonQuerySet":
        return self.filter(kind=PersonKind.ADULT)

    def with_names(self) -> "PersonQuerySet":
        """Bring the reference and the names along: a :class:`PersonPresenter` then asks nothing more."""
        return self.select_related("subject").prefetch_related("names")

    def with_holder(self, at: datetime) -> "PersonQuerySet":
        """Bring along who holds the case at ``at``, as the list ``current_holders`` (clause P9)."""
        holders = self.model._meta.get_field("holders").related_model.objects
        current = holders.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)
        return self.prefetch_related(
            Prefetch("holders", current.select_related("agency", "worker"), to_attr="current_holders")
        )

    def by_name(self) -> "PersonQuerySet":
        """Sort by surname and forename, folded; whoever has no name comes last."""
        names = self.model._meta.get_field("names").related_model.objects
        first = names.filter(
            person_id=OuterRef("pk"), until=None, kind__in=(NameKind.LEGAL, NameKind.PREFERRED)
        ).order_by("kind", "id")
        sorting = Subquery(first.values("sort_key")[:1])
        return self.annotate(name_sort=sorting).order_by("name_sort", "pk")

    def named(self, query: str, *, former_too: bool) -> "PersonQuerySet":
        """Keep those found by a name typed as ``query``; by a former name only where ``former_too``."""
        return self.filter(self._named(query, former_too=former_too))

    def found_by(self, typed: str, *, former_too: bool) -> "PersonQuerySet":
        """Keep those found by what was typed: a name, or the whole of a reference or of a number."""
        identifiers = self.model._meta.get_field("identifiers").related_model.objects
        borne = {numbers.normalised(kind, typed) for kind in IdentifierKind} - {""}
        numbered = identifiers.filter(normalised__in=borne, until=None).values("person_id")
        return self.filter(
            self._named(typed, former_too=former_too)
            | Q(pk__in=numbered)
            | Q(subject__reference__in=references(typed))
        )

    def _named(self, query: str, *, former_too: bool) -> Q:
        found = Q(pk__in=())
        for reading in readings(query):
            each = Q()
            for word in reading:
                each &= Q(pk__in=self._bearers(word, former_too=former_too))
            found |= each
        return found

    def _bearers(self, word: str, *, former_too: bool) -> QuerySet[Any]:
        """Return the keys of those one of whose names begins with ``word``: an index answers it."""
        keys = self.model._meta.get_field("name_keys").related_model.objects
        low, high = beginning_with(word)
        rows = keys.filter(key__gte=low, key__lt=high)
        rows = rows.filter(name__withdrawn_at=None)
        if not former_too:
            rows = rows.filter(name__until=None).exclude(name__kind=NameKind.FORMER)
        return rows.values("person_id")


def references(typed: str) -> list[str]:
    """Return the references that ``typed`` may be the whole of: capitals, blanks and hyphens don't matter."""
    squeezed = "".join(character for character in typed.upper() if character.isalnum())
    prefix = "A-" if len(squeezed) == 7 and squeezed[0] == "A" else ""
    drawn = squeezed[1:] if prefix else squeezed
    return [f"{prefix}{drawn[:4]}-{drawn[4:]}"] if len(drawn) == 6 else []
