"""What decisions on sharing add to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.protocol.vocabulary import Clause, TimelineEntry
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what was said, decided, agreed and told, as far as ``user`` may see it.

    Reasons stay on the sharing page: the timeline says that something was decided, not why.
    """

    def rows(model: Any) -> Any:
        return model.objects.visible_to(user).filter(subject_id=subject_id)

    return [
        *(_said(row) for row in rows(Awareness)),
        *(_entry(row.recorded_at, _("Lawful basis recorded"), row.basis.label) for row in rows(Basis)),
        *(_entry(row.recorded_at, _("Sharing stopped")) for row in rows(SharingStop)),
        *(entry for row in rows(SharingAgreement) for entry in _agreed(row)),
    ]


def _entry(when: Any, title: str, detail: str = "", clause: Clause = Clause.S5) -> TimelineEntry:
    return TimelineEntry(when=when, title=title, kind=_("Sharing"), detail=detail, clause=clause)


def _said(row: Awareness) -> TimelineEntry:
    title = _("Agreement of %(whom)s: %(said)s") % {
        "whom": row.of_whom.label.lower(),
        "said": row.status.label.lower(),
    }
    return _entry(row.recorded_at, title)


def _agreed(row: SharingAgreement) -> list[TimelineEntry]:
    found = [_entry(row.agreed_at, _("Agreed what child and family may be told"), clause=Clause.S3)]
    if row.told_at is not None:
        found.append(_entry(row.told_at, _("Child and family told what was agreed"), clause=Clause.S3))
    return found
