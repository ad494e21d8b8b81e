"""What stands beside a nomination: figures for its line on the list, its day, and what would change it."""

from collections.abc import Mapping
from datetime import date

from macem.gate import clock
from macem.nominations.facts import Gathered
from macem.protocol.criteria.recorded import when_assessed
from macem.protocol.criteria.what_would_change import what_would_change
from macem.protocol.pathway import levels_that_would_change
from macem.protocol.vocabulary import Answer, Clause, Decision, Figure


def figures_of(gathered: Gathered, decision: Decision) -> dict[str, Figure]:
    """Return the decision's own figures, with what its line on the list says besides."""
    more = {
        Clause.C3: _of_absence,
        Clause.C4: _of_assessment,
        Clause.C5: _of_behaviour,
        Clause.P2: _of_level,
    }
    added = more[decision.clause](gathered, decision) if decision.clause in more else {}
    return {**decision.figures, **added}


def happened_on(clause: Clause, figures: Mapping[str, Figure]) -> date | None:
    """Return the day of the latest event behind an answer with these figures; None where none tells."""
    names = {
        Clause.C1: ("submitted",),
        Clause.C2: ("window_end",),
        Clause.C3: ("began",),
        Clause.C4: ("signed_off", "completed"),
        Clause.C7: ("date",),
        Clause.P2: ("decided",),
    }.get(clause, ())
    return next((found for name in names if isinstance(found := figures.get(name), date)), None)


def changes_of(gathered: Gathered, clause: Clause) -> list[tuple[str, Answer]]:
    """Return what would make a clause answer otherwise, each with the answer it would then give."""
    if clause is Clause.P2:
        others = levels_that_would_change(gathered.mash_level)
        *first, last = [str(level.value) for level in others]
        words = f"{', '.join(first)} or {last}" if first else last
        answer = Answer.MET if len(others) == 1 else Answer.NOT_MET
        return [(f"The MASH deciding again, at level {words}", answer)]
    changes = what_would_change(clause, gathered.facts, gathered.settings)
    return [(change.words, change.answer) for change in changes]


def _of_absence(gathered: Gathered, decision: Decision) -> dict[str, Figure]:
    index = decision.figures.get("episode")
    if not isinstance(index, int):
        return {}
    episode = gathered.episodes[index][1]
    return {"began": episode.start.day, "ended": episode.end.day if episode.end else None}


def _of_assessment(gathered: Gathered, _decision: Decision) -> dict[str, Figure]:
    """Return the level of the signed-off assessment before the one that counts."""
    facts = [fact for _row, fact in gathered.known.risk_assessments if fact.signed_off and fact.level]
    earlier = sorted(facts, key=when_assessed)[:-1]
    return {"was": earlier[-1].level} if earlier else {}


def _of_behaviour(gathered: Gathered, _decision: Decision) -> dict[str, Figure]:
    rows = gathered.known.harmful_sexual_behaviour_records
    return {"behaviour": sorted({str(row.harmful_sexual_behaviour.value) for row in rows})}


def _of_level(gathered: Gathered, _decision: Decision) -> dict[str, Figure]:
    decisions = gathered.known.mash_decisions
    if not decisions:
        return {}
    row, level = max(decisions, key=lambda pair: (pair[0].decided_at, pair[0].pk))
    return {"level": level.value, "decided": clock.local_date(row.decided_at)}
