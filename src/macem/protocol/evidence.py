"""Which records stand behind an answer, so that a nomination is raised once for each body of evidence.

A RAMM decision or a closure uses evidence up; only a record that no earlier nomination of the same clause
rested on, or one that has changed since, raises another.
"""

from collections.abc import Sequence

from macem.protocol.criteria import Episode, Evaluation, Facts, evaluate
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import AbsenceType, Answer, Clause
from macem.protocol.vocabulary.records import NotKnown

RAISING = (Answer.MET, Answer.MAY_BE_MET)
"""Both are put before people: "may be met" with what is missing."""


def episodes_behind(
    clause: Clause, facts: Facts, evaluation: Evaluation, settings: MissingSettings
) -> tuple[int, ...]:
    """Return the indexes of the episodes that ``clause`` (C2 or C3) rests on, in ascending order.

    C2: every missing episode that starts within the window that decided. C3: every one that by itself is,
    or may be, over the limit; where only several together may be, all of them.
    """
    if isinstance(facts.episodes, NotKnown):
        return ()
    missing = [index for index, episode in enumerate(facts.episodes) if episode.type is AbsenceType.MISSING]
    if clause is Clause.C2:
        figures = evaluation[Clause.C2].figures
        first, last = figures.get("window_start"), figures.get("window_end")
        return tuple(
            index
            for index in missing
            if first is not None
            and last is not None
            and str(first) <= str(facts.episodes[index].start.day) <= str(last)
        )
    alone = [index for index in missing if _alone(facts.episodes[index], facts, settings) in RAISING]
    return tuple(alone or missing)


def is_new(evidence: Sequence[str], earlier: Sequence[Sequence[str]]) -> bool:
    """Say whether ``evidence`` holds a record that none of the ``earlier`` bodies of evidence held.

    Evidence that only shrinks (an episode has left the window) is not new.
    """
    known = {record for body in earlier for record in body}
    return any(record not in known for record in evidence)


def _alone(episode: Episode, facts: Facts, settings: MissingSettings) -> Answer:
    only = Facts(as_of=facts.as_of, previous_agenda=facts.previous_agenda, episodes=(episode,))
    return evaluate(only, settings)[Clause.C3].answer
