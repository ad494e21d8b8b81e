"""What a case asks of people: that somebody outside the meeting holds it (clause P9)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.cases.models import Case
from macem.gate import clock
from macem.people.models import CaseHolder
from macem.protocol.vocabulary import Clause, Duty, Role

SHOWN_TO = {Role.CHAIR, Role.CE_COORDINATOR}


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return one duty for each open case that nobody is recorded as holding: a fault, due today."""
    if not roles & SHOWN_TO:
        return []
    held = CaseHolder.objects.visible_to(user).filter(person_id=OuterRef("person_id"), until=None)
    unheld = Case.objects.visible_to(user).open().exclude(Exists(held)).select_related("subject")
    references = sorted({case.subject.reference for case in unheld})
    return [_duty(reference, now) for reference in references]


def _duty(reference: str, now: datetime) -> Duty:
    return Duty(
        title=_("Say who holds the case of %(reference)s") % {"reference": reference},
        url=reverse("people:case_holder", kwargs={"reference": reference}),
        due=clock.local_date(now),
        reason=_("The meeting holds no case, and nobody else is recorded."),
        subject_reference=reference,
        clause=Clause.P9,
    )
