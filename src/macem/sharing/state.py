"""What stands recorded about sharing one person's information, as the protocol reads it (clause S5)."""

from collections.abc import Iterable

from macem.protocol.sharing import Agreement, SharingRecord, may_be_circulated
from macem.protocol.vocabulary import ConsentState, Decision
from macem.sharing.models import Awareness, Basis, SharingStop


def circulation_decision(subject_id: int) -> Decision:
    """Say whether this person's information may go out with the list, and what is missing if not (S5)."""
    return circulation_decisions([subject_id])[subject_id]


def circulation_decisions(subject_ids: Iterable[int]) -> dict[int, Decision]:
    """Return :func:`circulation_decision` for several people, in a constant number of queries."""
    return {subject_id: may_be_circulated(record) for subject_id, record in records(subject_ids).items()}


def records(subject_ids: Iterable[int]) -> dict[int, SharingRecord]:
    """Return what the protocol is told of each person: the last word of everybody asked, bases in force."""
    ids = list(subject_ids)
    awareness: dict[int, list[Awareness]] = {subject_id: [] for subject_id in ids}
    for row in Awareness.objects.filter(subject_id__in=ids):
        awareness[row.subject_id].append(row)
    bases: dict[int, list[Basis]] = {subject_id: [] for subject_id in ids}
    for basis in Basis.objects.filter(subject_id__in=ids):
        bases[basis.subject_id].append(basis)
    stops: dict[int, list[SharingStop]] = {subject_id: [] for subject_id in ids}
    for stop in SharingStop.objects.filter(subject_id__in=ids):
        stops[stop.subject_id].append(stop)
    return {
        subject_id: read_record(
            awareness[subject_id], bases[subject_id], stops[subject_id], reference=str(subject_id)
        )
        for subject_id in ids
    }


def needs_decision(subject_id: int) -> bool:
    """Say whether agreement was withdrawn and nobody has decided since: go on, or stop (S5)."""
    return undecided_withdrawal(subject_id) is not None


def undecided_withdrawal(subject_id: int) -> Awareness | None:
    """Return the latest withdrawal that waits for a decision, or None."""
    awareness = list(Awareness.objects.filter(subject_id=subject_id))
    answered: list[Basis | SharingStop] = [
        *Basis.objects.filter(subject_id=subject_id, answers__isnull=False),
        *SharingStop.objects.filter(subject_id=subject_id, answers__isnull=False),
    ]
    return undecided(awareness, answered)


def last_words(awareness: Iterable[Awareness]) -> list[Awareness]:
    """Return the latest row for each of the child, a parent, the adult."""
    return list({row.of_whom: row for row in sorted(awareness, key=lambda row: row.pk)}.values())


def read_record(
    awareness: list[Awareness], bases: list[Basis], stops: list[SharingStop], *, reference: str = ""
) -> SharingRecord:
    """Return what the protocol is told, from the rows about one person."""
    return SharingRecord(
        reference=reference,
        agreements=tuple(
            Agreement(row.of_whom.value, row.status, row.reason) for row in last_words(awareness)
        ),
        bases=tuple(row.basis for row in bases if row.until is None),
        decided_since_withdrawal=undecided(awareness, [*bases, *stops]) is None,
    )


def undecided(awareness: list[Awareness], answers: list[Basis | SharingStop]) -> Awareness | None:
    """Return the latest withdrawal among ``awareness`` that none of ``answers`` decides, or None."""
    withdrawn = [row for row in last_words(awareness) if row.status is ConsentState.WITHDRAWN]
    answered_up_to = max((row.answers_id or 0 for row in answers), default=0)
    waiting = [row for row in withdrawn if row.pk > answered_up_to]
    return max(waiting, key=lambda row: row.pk, default=None)
