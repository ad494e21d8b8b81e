"""What would change a criterion's answer (C1 to C7): worked out from the facts, and tried out on them.

Every proposal is asked of the criterion itself, and only one that makes it answer otherwise is told.
"""

from collections.abc import Callable, Mapping

from macem.protocol.criteria import Facts, evaluate
from macem.protocol.criteria.change import Change, Proposals
from macem.protocol.criteria.change_missing import changes_of_long, changes_of_often
from macem.protocol.criteria.change_recorded import (
    changes_of_behaviour,
    changes_of_concerns,
    changes_of_nrm,
    changes_of_police_assessment,
    changes_of_screening,
)
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Clause

_RECORDED: Mapping[Clause, Callable[[Facts], Proposals]] = {
    Clause.C1: changes_of_nrm,
    Clause.C4: changes_of_concerns,
    Clause.C5: changes_of_behaviour,
    Clause.C6: changes_of_screening,
    Clause.C7: changes_of_police_assessment,
}
_MISSING: Mapping[Clause, Callable[[Facts, MissingSettings], Proposals]] = {
    Clause.C2: changes_of_often,
    Clause.C3: changes_of_long,
}


def what_would_change(clause: Clause, facts: Facts, settings: MissingSettings) -> tuple[Change, ...]:
    """Each single thing that would make the criterion `clause` (C1 to C7) answer otherwise.

    In the order in which people would look for them: what undoes or settles the present answer first. Raises
    KeyError for a clause that is no criterion.
    """
    proposals = _RECORDED[clause](facts) if clause in _RECORDED else _MISSING[clause](facts, settings)
    now = evaluate(facts, settings)[clause].answer
    found = []
    for words, changed in proposals:
        answer = evaluate(changed, settings)[clause].answer
        if answer is not now:
            found.append(Change(words, answer, changed))
    return tuple(found)
