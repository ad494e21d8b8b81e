from typing import Any

from django.db.models import Exists, OuterRef

from macem.cases.models import Case
from macem.confidentiality.querysets import ScopedQuerySet
from macem.protocol.vocabulary import Body, RammOutcome

FINAL = (RammOutcome.TO_MACEM.value, RammOutcome.NOT_NOW.value)


class NominationQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Nomination.objects.visible_to(user).at_panel(panel).open()``."""

    def at_panel(self, panel: object) -> "NominationQuerySet":
        return self.filter(panel=panel)

    def for_body(self, body: Body) -> "NominationQuerySet":
        return self.filter(body=body.value)

    def open(self) -> "NominationQuerySet":
        """Keep what nobody has decided for good: a decision or a later closure uses a nomination up (P5, P10).

        "More information" leaves it open, so that nothing undecided falls off the list.
        """
        decided = self.model._meta.get_field("decidednomination").related_model._base_manager.filter(
            nomination_id=OuterRef("pk"), decision__outcome__in=FINAL
        )
        closed_since = Case._base_manager.filter(
            subject_id=OuterRef("subject_id"),
            panel_id=OuterRef("panel_id"),
            closed_at__gte=OuterRef("raised_at"),
        )
        return self.filter(~Exists(decided), ~Exists(closed_since))
