"""What records of people ask of somebody: whether two of them are of one person."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.people.models import PossibleDuplicate
from macem.people.policies import JUDGES
from macem.protocol.vocabulary import Duty, Role


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return one duty for each pair of records that ``user`` sees and of which nobody has said anything."""
    if not roles & set(JUDGES):
        return []
    rows = PossibleDuplicate.objects.visible_to(user).unanswered()
    return [
        Duty(
            title=_("Say whether %(one)s and %(other)s are the same person")
            % {"one": row.first.subject.reference, "other": row.second.subject.reference},
            url=reverse("people:duplicate", kwargs={"pk": row.pk}),
            due=None,
            reason=_("The later record was made by somebody who does not see the other one."),
            subject_reference=row.second.subject.reference,
        )
        for row in rows.select_related("first__subject", "second__subject")
    ]
