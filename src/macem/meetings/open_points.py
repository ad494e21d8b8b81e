"""What is recorded of each person at a meeting, and what is still open before it can be finished."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from macem.meetings.models import AgendaItem, Concern, Dissent, ItemDecision, ItemRecord, ItemSharing
from macem.protocol.item_record import Agreement, ItemStanding, Lack, Voice, lacks
from macem.protocol.vocabulary import RiskLevel
from macem.sharing import state as sharing

Row = TypeVar("Row", Dissent, Concern, ItemSharing)


@dataclass(frozen=True)
class ItemSheet:
    """All that stands recorded about one person at one meeting. The latest record and decision stand."""

    item: AgendaItem
    record: ItemRecord | None
    decision: ItemDecision | None
    dissents: list[Dissent]
    concerns: list[Concern]
    sharing: ItemSharing | None
    has_basis: bool

    @property
    def standing(self) -> ItemStanding:
        """The same, as the protocol reads it."""
        record = self.record or ItemRecord()
        return ItemStanding(
            part=self.item.part,
            presented=bool(record.presented_by or self.item.presenter_name),
            has_basis=self.has_basis,
            voice=Voice(
                child=record.child_voice,
                family=record.family_voice,
                asked_by=record.voice_asked_by,
                asked_on=record.voice_asked_on,
                not_asked=record.voice_not_asked,
            ),
            agreement=Agreement(
                level=RiskLevel(record.level) if record.level else None,
                reason=record.level_reason,
                plan=record.plan,
                all_agree=record.all_agree,
                dissents=len(self.dissents),
            ),
            sharing_agreed=self.sharing is not None,
            concerns_without_owner=sum(concern.action_id is None for concern in self.concerns),
            decided=self.decision is not None,
        )

    @property
    def open_points(self) -> tuple[Lack, ...]:
        """What this person's record still needs before the meeting can be finished."""
        return lacks(self.standing)


def sheets(items: Iterable[AgendaItem]) -> list[ItemSheet]:
    """Return the sheet of each item in a constant number of queries. Scoped by the connection."""
    items = list(items)
    ids = [item.pk for item in items]
    records = {row.item_id: row for row in ItemRecord.objects.filter(item_id__in=ids).standing()}
    decisions = {row.item_id: row for row in ItemDecision.objects.filter(item_id__in=ids).standing()}
    dissents = _by_item(
        Dissent.objects.filter(item_id__in=ids).select_related("agency", "escalation__agency")
    )
    concerns = _by_item(Concern.objects.filter(item_id__in=ids).select_related("action__agency"))
    shared = _by_item(ItemSharing.objects.filter(item_id__in=ids).select_related("agreement"))
    bases = sharing.records({item.subject_id for item in items})
    return [
        ItemSheet(
            item=item,
            record=records.get(item.pk),
            decision=decisions.get(item.pk),
            dissents=dissents[item.pk],
            concerns=concerns[item.pk],
            sharing=next(reversed(shared[item.pk]), None),
            has_basis=bool(bases[item.subject_id].bases),
        )
        for item in items
    ]


def sheet_of(item: AgendaItem) -> ItemSheet:
    """Return the sheet of one item."""
    return sheets([item])[0]


def _by_item(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found
