"""What nominations add to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.presenters import DecisionPresenter
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return one entry for each nomination and each decision that ``user`` may see."""
    raised = [
        TimelineEntry(
            when=row.raised_at,
            title=_("Nominated under %(clause)s") % {"clause": row.clause},
            kind=_("Nomination"),
            detail=row.reason,
            clause=Clause(row.clause),
        )
        for row in Nomination.objects.visible_to(user).filter(subject_id=subject_id)
    ]
    decided = [
        TimelineEntry(
            when=row.decided_at,
            title=DecisionPresenter(row).words,
            kind=row.body.label,
            detail=DecisionPresenter(row).reason,
            source=row.decided_by.full_name,
            clause=Clause.P5,
        )
        for row in NominationDecision.objects.visible_to(user).filter(subject_id=subject_id).with_words()
    ]
    return raised + decided
