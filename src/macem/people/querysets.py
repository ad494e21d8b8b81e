from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from macem.confidentiality.querysets import ScopedQuerySet
from macem.people.folding import beginning_with, readings
from macem.protocol.vocabulary.states import NameKind, PersonKind


class PersonQuerySet(ScopedQuerySet["Person"]):  # type: ignore[name-defined]  # noqa: F821
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
            Prefetch("holders", current.select_related("agency"), to_attr="current_holders")
        )

    def by_name(self) -> "PersonQuerySet":
        """Sort by surname and forename, folded; whoever has no name comes last."""
        names = self.model._meta.get_field("names").related_model.objects
        first = names.filter(person_id=OuterRef("pk"), until=None).exclude(kind=NameKind.FORMER).order_by("kind", "id")
        sorting = Subquery(first.values("sort_key")[:1])
        return self.annotate(name_sort=sorting).order_by("name_sort", "pk")

    def named(self, query: str, *, former_too: bool) -> "PersonQuerySet":
        """Keep those found by a name typed as ``query``; by a former name only where ``former_too``."""
        found = Q(pk__in=())
        for reading in readings(query):
            each = Q()
            for word in reading:
                each &= Q(self._has_key(word, former_too=former_too))
            found |= each
        return self.filter(found)

    def numbered(self, normalised: str) -> "PersonQuerySet":
        """Keep those who bear this very number now, whosever it is."""
        identifiers = self.model._meta.get_field("identifiers").related_model.objects
        return self.filter(
            Exists(identifiers.filter(person_id=OuterRef("pk"), normalised=normalised, until=None))
        )

    def _has_key(self, word: str, *, former_too: bool) -> Exists:
        keys = self.model._meta.get_field("name_keys").related_model.objects
        low, high = beginning_with(word)
        rows = keys.filter(person_id=OuterRef("pk"), key__gte=low, key__lt=high)
        if not former_too:
            rows = rows.filter(name__until=None).exclude(name__kind=NameKind.FORMER)
        return Exists(rows)
