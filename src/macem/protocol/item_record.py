"""M5-M8, P7, P8, P10, S3: what the record of one person needs before the meeting can be finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from macem.protocol.transitions import Needed
from macem.protocol.vocabulary import Clause, Decision, Part, RiskLevel, refused, satisfied
from macem.protocol.vocabulary.states import MeetingStage as Stage

OF_AN_ITEM = (
    Needed.PRESENTER,
    Needed.LAWFUL_BASIS,
    Needed.VOICE,
    Needed.AGREED_LEVEL,
    Needed.SHARING_AGREEMENT,
    Needed.CONCERN_OWNERS,
    Needed.DECISION,
)
"""What is asked of each person on the list; the rest of what a stage needs is the meeting's own."""

_AFTERWARDS = frozenset(
    {
        Stage.FINISHED,
        Stage.MINUTES_DRAFTED,
        Stage.MINUTES_RETURNED,
        Stage.MINUTES_APPROVED,
        Stage.DISTRIBUTED,
    }
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What the child and the family say, who asked and when, or why somebody was not asked (M7)."""

    child: str = ""
    family: str = ""
    asked_by: str = ""
    asked_on: date | None = None
    not_asked: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the meeting agreed on the risk, and who does not agree (M7)."""

    level: RiskLevel | None = None
    reason: str = ""
    plan: str = ""
    all_agree: bool = False
    dissents: int = 0


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """What stands recorded about one person on the list."""

    part: Part
    presented: bool = False
    has_basis: bool = False
    voice: Voice = Voice()
    agreement: Agreement = Agreement()
    sharing_agreed: bool = False
    concerns_without_owner: int = 0
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, and in words what exactly."""

    need: Needed
    words: str


def lacks(item: ItemStanding) -> tuple[Lack, ...]:
    """Everything that one person's record still needs, in the order of the page.

    The voice is a child's and their family's: an adult who poses a risk in Part 2 has none (M7).
    """
    found = [
        Lack(Needed.PRESENTER, "who presented") if not item.presented else None,
        Lack(Needed.LAWFUL_BASIS, "a lawful basis") if not item.has_basis else None,
        *(Lack(Needed.VOICE, words) for words in _voice(item)),
        *(Lack(Needed.AGREED_LEVEL, words) for words in _agreement(item.agreement)),
        Lack(Needed.CONCERN_OWNERS, "an owner and a date for the concern raised")
        if item.concerns_without_owner
        else None,
        Lack(Needed.SHARING_AGREEMENT, "what may be told, and what agencies may hold")
        if not item.sharing_agreed
        else None,
        Lack(Needed.DECISION, "the decision: continue or close") if not item.decided else None,
    ]
    return tuple(one for one in found if one is not None)


def there_for(items: Iterable[ItemStanding]) -> frozenset[Needed]:
    """What nobody on the list lacks, of what is asked of each person."""
    lacking = {lack.need for item in items for lack in lacks(item)}
    return frozenset(OF_AN_ITEM) - lacking


def _voice(item: ItemStanding) -> list[str]:
    if item.part is Part.ADULT_2:
        return []
    voice = item.voice
    heard = [text.strip() for text in (voice.child, voice.family)]
    words = []
    if not all(heard) and not voice.not_asked.strip():
        who = [name for name, text in zip(("child’s", "family’s"), heard, strict=True) if not text]
        words.append(f"the {' and the '.join(who)} voice, or why they were not asked")
    if any(heard) and not (voice.asked_by.strip() and voice.asked_on):
        words.append("who asked, and when")
    return words


def _agreement(given: Agreement) -> list[str]:
    asked = (
        ("the level agreed", given.level is not None),
        ("the reason for the level", bool(given.reason.strip())),
        ("the plan", bool(given.plan.strip())),
        ("whether everybody present agrees, or who does not", given.all_agree or given.dissents > 0),
    )
    return [words for words, is_given in asked if not is_given]


def may_be_written(stage: Stage) -> Decision:
    """Whether the record may be added to: in the meeting, and afterwards to put the minutes right (M10)."""
    if stage is Stage.IN_SESSION or stage in _AFTERWARDS:
        return satisfied(Clause.M10, "The record may be written.")
    return refused(Clause.M4, "The meeting has not begun.", missing=("the beginning of the meeting",))


def may_be_agreed(stage: Stage) -> Decision:
    """Whether levels, decisions and who was there may be recorded: only while the meeting is in session."""
    if stage is Stage.IN_SESSION:
        return satisfied(Clause.M7, "The meeting is in session.")
    if stage in _AFTERWARDS:
        return refused(
            Clause.M7, "The meeting is finished: what it agreed stands, and the next one may agree otherwise."
        )
    return refused(Clause.M4, "The meeting has not begun.", missing=("the beginning of the meeting",))


def says_something(*, fact: str, opinion: str, offer: str) -> Decision:
    """Whether what an agency said may stand: a fact, an opinion or an offer, apart (M5)."""
    if not any(text.strip() for text in (fact, opinion, offer)):
        return refused(
            Clause.M5, "Enter a fact, an opinion or an offer.", missing=("a fact, an opinion or an offer",)
        )
    return satisfied(Clause.M5, "It may be recorded.")


def may_be_named(*, name: str, reason: str) -> Decision:
    """Whether a dissent may stand: who does not agree, and why (M7)."""
    lacking = [words for words, given in (("who does not agree", name), ("why", reason)) if not given.strip()]
    if lacking:
        return refused(Clause.M7, f"Say {' and '.join(lacking)}.", missing=tuple(lacking))
    return satisfied(Clause.M7, "The dissent may be recorded.")


def may_be_raised(*, about: str, concern: str) -> Decision:
    """Whether a concern about a child not open to children's social care says enough to be referred (P8)."""
    asked = (("which child it is about", about), ("what the concern is", concern))
    lacking = [words for words, given in asked if not given.strip()]
    if lacking:
        return refused(Clause.P8, f"Say {' and '.join(lacking)}.", missing=tuple(lacking))
    return satisfied(Clause.P8, "The concern may be raised.")
