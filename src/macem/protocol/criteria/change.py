"""One thing that would change a criterion's answer, and the ways to try it out on the facts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from macem.protocol.criteria.facts import Episode, Facts
from macem.protocol.criteria.spans import Ending, spans
from macem.protocol.moments import end_of, moment
from macem.protocol.vocabulary import AbsenceType, Answer, NotKnown


@dataclass(frozen=True, slots=True)
class Change:
    """What would have to be recorded, or to happen, for a criterion to answer otherwise.

    `words`: "5 of the 9 withdrawn". `answer`: what the criterion then says. `facts`: those changed, on which
    it was asked; nobody has to take the words' word for it.
    """

    words: str
    answer: Answer
    facts: Facts


Proposal = tuple[str, Facts]
"""Words and the changed facts, before the criterion has been asked again."""

Proposals = Iterator[Proposal]


def episodes_of(facts: Facts) -> tuple[Episode, ...]:
    """The episodes given; none where it is not known whether there are any."""
    return () if isinstance(facts.episodes, NotKnown) else facts.episodes


def withdrawn(facts: Facts, gone: Collection[int]) -> Facts:
    """The facts without the episodes of these numbers."""
    kept = (one for index, one in enumerate(episodes_of(facts)) if index not in gone)
    return replace(facts, episodes=tuple(kept))


def as_away(facts: Facts, gone: Collection[int]) -> Facts:
    """The facts with these episodes recorded as away from placement without authorisation."""
    return replace(
        facts,
        episodes=tuple(
            replace(one, type=AbsenceType.AWAY) if index in gone else one
            for index, one in enumerate(episodes_of(facts))
        ),
    )


def settled(facts: Facts) -> Facts:
    """The facts as somebody would find them later: nobody still missing, and nothing dated later than now."""
    begun = spans(episodes_of(facts), facts.as_of)
    now = moment(facts.as_of.latest)
    return replace(
        facts,
        episodes=tuple(
            replace(episodes_of(facts)[one.index], end=now)
            if one.ending is Ending.ONGOING
            else episodes_of(facts)[one.index]
            for one in begun
        ),
    )


def tomorrow(facts: Facts) -> Facts:
    """The same facts at the end of the next day."""
    return replace(facts, as_of=end_of(facts.as_of.day + timedelta(days=1)))
