from macem.confidentiality.querysets import ScopedQuerySet
from macem.protocol.vocabulary import Part

CHILD_PARTS = (Part.CHILD_1A, Part.CHILD_1B)


def side_of(part: Part) -> tuple[Part, ...]:
    """Return the parts that are one stay: a child moves between 1a and 1b, Part 2 stands alone."""
    return CHILD_PARTS if part in CHILD_PARTS else (part,)


class CaseQuerySet(ScopedQuerySet["Case"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Case.objects.visible_to(user).open().of_children().with_levels()``."""

    part = "part"

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def closed(self) -> "CaseQuerySet":
        """Keep those that a meeting closed."""
        return self.filter(closed_at__isnull=False, taken_back_at=None)

    def stays(self) -> "CaseQuerySet":
        """Keep those that are or were before a panel: all but those taken back before any meeting."""
        return self.filter(taken_back_at=None)

    def at_panel(self, panel: object) -> "CaseQuerySet":
        return self.filter(panel=panel)

    def of_children(self) -> "CaseQuerySet":
        return self.filter(part__in=CHILD_PARTS)

    def with_levels(self) -> "CaseQuerySet":
        """Bring along every agreed level and how the case was closed."""
        return self.select_related("closure").prefetch_related("levels")
