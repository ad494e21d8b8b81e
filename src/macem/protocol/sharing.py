"""S4 and S5: what must be recorded about a person before their information is circulated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from macem.protocol.vocabulary import (
    Clause,
    ConsentState,
    Decision,
    LawfulBasis,
    SharingPrinciple,
    refused,
    satisfied,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement or awareness of one person: a child with competence, a parent, an adult (S5)."""

    of_whom: str
    state: ConsentState
    reason_not_sought: str = ""


@dataclass(frozen=True, slots=True)
class SharingRecord:
    """What is recorded about sharing one person's information. `decided_since_withdrawal`: see
    `after_withdrawal`.
    """

    reference: str
    agreements: tuple[Agreement, ...] = ()
    bases: tuple[LawfulBasis, ...] = ()
    decided_since_withdrawal: bool = False


class AfterWithdrawal(StrEnum):
    """What may be decided when agreement is withdrawn (S5)."""

    GO_ON = "go_on"
    STOP = "stop"


def may_be_circulated(record: SharingRecord) -> Decision:
    """Whether one person's information may go out with the list (S5).

    A lawful basis is needed always. Agreement or awareness is recorded too, be it "not sought" with the
    reason. Where the only basis is consent, it holds only while agreement is given. A withdrawal waits for a
    decision.
    """
    states = {agreement.state for agreement in record.agreements}
    lacks = []
    if not record.bases:
        lacks.append("a lawful basis")
    if not record.agreements:
        lacks.append("whether agreement was sought, and of whom")
    if any(
        agreement.state is ConsentState.NOT_SOUGHT and not agreement.reason_not_sought.strip()
        for agreement in record.agreements
    ):
        lacks.append("why agreement was not sought")
    if (
        record.bases
        and all(basis.rests_on_consent for basis in record.bases)
        and states != {ConsentState.GIVEN}
    ):
        lacks.append("agreement that is given, or another lawful basis than consent")
    if ConsentState.WITHDRAWN in states and not record.decided_since_withdrawal:
        lacks.append("a decision after agreement was withdrawn: go on under another basis, or stop")
    if lacks:
        return refused(
            Clause.S5,
            f"This person is not ready to be circulated: needs {'; '.join(lacks)}.",
            missing=tuple(lacks),
        )
    return satisfied(Clause.S5, "A lawful basis and the person's agreement or awareness are recorded.")


def list_may_be_circulated(records: Sequence[SharingRecord], removed: dict[str, str]) -> Decision:
    """Whether the whole list may go out: each person is ready, or was removed by name with a reason (S5).

    `removed`: the chair's reason, by reference. Nobody drops off silently: a removal without a reason holds
    the list up too.
    """
    waiting = [
        record.reference
        for record in records
        if not (
            removed[record.reference].strip()
            if record.reference in removed
            else may_be_circulated(record).met
        )
    ]
    if waiting:
        return refused(
            Clause.S5,
            "Circulation waits until the chair records what is missing, or removes with a reason: "
            f"{', '.join(waiting)}.",
            {"waiting": waiting},
        )
    return satisfied(Clause.S5, "Everybody on the list is ready to be circulated.")


def after_withdrawal(choice: AfterWithdrawal, *, reason: str, other_bases: Iterable[LawfulBasis]) -> Decision:
    """Whether the decision that a withdrawal forces may be recorded (S5).

    Going on needs another basis than consent and a reason; stopping needs neither.
    """
    if choice is AfterWithdrawal.STOP:
        return satisfied(Clause.S5, "Sharing stops.")
    lacks = []
    if all(basis.rests_on_consent for basis in other_bases):
        lacks.append("another lawful basis than consent")
    if not reason.strip():
        lacks.append("a reason")
    if lacks:
        return refused(Clause.S5, f"Going on needs {' and '.join(lacks)}.", missing=tuple(lacks))
    return satisfied(Clause.S5, "Sharing goes on under another basis.")


def principles_recorded(recorded: Iterable[SharingPrinciple]) -> Decision:
    """Whether a sharing decision, shared or not, records all seven principles (S4)."""
    found = set(recorded)
    lacks = tuple(principle.label.lower() for principle in SharingPrinciple if principle not in found)
    if lacks:
        return refused(Clause.S4, f"Not considered yet: {', '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.S4, "All seven principles are recorded.")
