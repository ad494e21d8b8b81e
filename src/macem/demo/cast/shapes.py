"""What a story of the demonstration says, in days before and after the meeting at which it begins."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from macem.protocol.vocabulary import ClosureKind, HarmfulSexualBehaviour, RiskLevel, Strand


class Way(StrEnum):
    """Where a worry leads: to MACEM, or what the MASH or the RAMM decides instead."""

    MACEM = "macem"
    NOT_NOW = "not now"
    EARLY_HELP = "early help"
    ADVICE = "advice"


@dataclass(frozen=True)
class Absence:
    """One absence: how many days before the story's meeting it began, at what hour, for how many hours."""

    days_before: int
    hour: int
    hours: int


@dataclass(frozen=True)
class ActionStory:
    """One action: what, who, how many days after the meeting it is due, and whether it is done by then."""

    text: str
    owner: str
    days: int
    done: str = ""
    effect: str = ""


@dataclass(frozen=True)
class ChildStory:
    """One young person. ``first`` counts meetings from 0, the oldest that the cast tells of.

    After the next meeting to come, one more is nominated and waits for the RAMM, with an assessment that
    waits for sign-off; two more has early help and is never nominated: both came in this week.
    """

    forename: str
    surname: str
    age: int
    number: str
    first: int
    referred_by: str
    strands: tuple[Strand, ...]
    concern: str
    strengths: str
    level: RiskLevel | None
    levels_agreed: tuple[RiskLevel, ...] = ()
    absences: tuple[Absence, ...] = ()
    behaviour: HarmfulSexualBehaviour = HarmfulSexualBehaviour.NONE
    mash_level: int = 4
    voice: str = "Was asked by the social worker and wants to be told what is decided."
    plan: str = "Keep to the safety plan; one worker stays the person to talk to."
    actions: tuple[ActionStory, ...] = ()
    closes: ClosureKind | None = None
    home_authority: str = ""
    nrm: bool = False
    worker: str = "social_worker"
    way: Way = Way.MACEM
    accepted_by: str = ""
    """Who takes over where the case closes because of a move, or of the eighteenth birthday."""


@dataclass(frozen=True)
class AdultStory:
    """One adult whom the police have assessed (clause C7)."""

    forename: str
    surname: str
    born: tuple[int, int, int]
    first: int
    connection: str
    actions: tuple[ActionStory, ...] = field(default=())


@dataclass(frozen=True)
class Cast:
    """Everybody of whom the demonstration tells, over ``past`` meetings that were held."""

    past: int
    children: tuple[ChildStory, ...]
    adults: tuple[AdultStory, ...]

    def joined_later(self, past: int, others: "Cast") -> "Cast":
        """Return a longer cast of ``past`` meetings, in which these people come last, and ``others`` too."""
        later = past - self.past
        return Cast(
            past=past,
            children=(*others.children, *(replace(one, first=one.first + later) for one in self.children)),
            adults=(*others.adults, *(replace(one, first=one.first + later) for one in self.adults)),
        )
