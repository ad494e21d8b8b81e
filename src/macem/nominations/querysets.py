from typing import Any

from django.db.models import Exists, OuterRef, Q

from macem.cases.models import Case
from macem.confidentiality.querysets import ScopedQuerySet
from macem.protocol.vocabulary import Body, Part, RammOutcome

FINAL = (RammOutcome.TO_MACEM.value, RammOutcome.NOT_NOW.value)


class NominationQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Nomination.objects.visible_to(user).at_panel(panel).open()``."""

    part = "part"

    def at_panel(self, panel: object) -> "NominationQuerySet":
        return self.filter(panel=panel)

    def for_body(self, body: Body) -> "NominationQuerySet":
        return self.filter(body=body.value)

    def open(self) -> "NominationQuerySet":
        """Keep what nobody has decided for good: a decision or a later closure uses it up (P5, P10).

        "More information" leaves it open, so that nothing undecided falls off the list. Whoever has an open
        case comes back to every agenda anyway (P10): new evidence about them waits for no decision.
        """
        decided = self.model._meta.get_field("decidednomination").related_model._base_manager.filter(
            nomination_id=OuterRef("pk"), decision__outcome__in=FINAL
        )
        cases = Case._base_manager.filter(subject_id=OuterRef("subject_id"), panel_id=OuterRef("panel_id"))
        used_up = cases.filter(closed_at__gte=OuterRef("raised_at"))
        adult = Q(part=Part.ADULT_2.value)
        as_adult, as_child = cases.filter(adult, closed_at=None), cases.filter(~adult, closed_at=None)
        before_macem = (adult & Q(Exists(as_adult))) | (~adult & Q(Exists(as_child)))
        return self.filter(~Exists(decided), ~Exists(used_up)).exclude(before_macem)
