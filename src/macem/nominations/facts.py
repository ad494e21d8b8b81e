"""Gathers what is recorded about one person for the criteria, each fact beside the name of its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.intelligence import facts as intelligence
from macem.missing import facts as missing
from macem.missing.models import Episode
from macem.people.models import Person
from macem.protocol.criteria import Episode as EpisodeFact
from macem.protocol.criteria import Evaluation, Facts, evaluate
from macem.protocol.evidence import episodes_behind
from macem.protocol.moments import moment
from macem.protocol.pathway import nominates
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Clause, Decision, MashLevel, RiskLevel
from macem.referrals import facts as referrals
from macem.referrals.facts import ReferralFacts
from macem.schedule.reading import previous_agenda_compiled_at

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Gathered:
    """The protocol's facts about one person, its answers, and the records behind each clause.

    ``known`` and ``episodes`` hold the rows beside the facts that were read in them.
    """

    facts: Facts
    settings: MissingSettings
    evaluation: Evaluation
    known: ReferralFacts
    episodes: list[tuple[Episode, EpisodeFact]]
    records: dict[Clause, tuple[str, ...]]
    mash_level: MashLevel | None
    level: RiskLevel | None

    def answers(self) -> tuple[Decision, ...]:
        """Return the answer of every clause that nominates: C1 to C7, and P2."""
        return (*self.evaluation.decisions, nominates(self.mash_level))


def gather(panel: Panel, person: Person, now: datetime) -> Gathered:
    """Return everything recorded about ``person`` that bears on the criteria, as at ``now``."""
    episodes = missing.episodes(person.pk)
    assessed = intelligence.police_assessments(person.pk)
    known = referrals.facts(person.pk)
    previous = previous_agenda_compiled_at(panel, now)
    facts = Facts(
        as_of=moment(now),
        previous_agenda=moment(previous) if previous else None,
        date_of_birth=person.date_of_birth,
        nrm_referrals=_facts(known.nrm_referrals),
        risk_assessments=_facts(known.risk_assessments),
        harmful_sexual_behaviour=known.harmful_sexual_behaviour,
        screenings=_facts(known.screenings),
        police_assessments=_facts(assessed),
        episodes=_facts(episodes),
    )
    settings = settings_of(panel).missing
    evaluation = evaluate(facts, settings)
    records = {
        Clause.C1: tuple(_named(row) for row, _fact in known.nrm_referrals),
        Clause.C4: tuple(_named(row, signed=fact.signed_off) for row, fact in known.risk_assessments),
        Clause.C5: tuple(_named(row) for row in known.harmful_sexual_behaviour_records),
        Clause.C6: tuple(_named(row) for row, _fact in known.screenings),
        Clause.C7: tuple(_named(row) for row, _fact in assessed),
        Clause.P2: tuple(_named(row) for row, level in known.mash_decisions if nominates(level).met),
    }
    for clause in (Clause.C2, Clause.C3):
        behind = episodes_behind(clause, facts, evaluation, settings)
        records[clause] = tuple(_named(episodes[index][0]) for index in behind)
    signed = [fact for _row, fact in known.risk_assessments if fact.signed_off]
    return Gathered(
        facts=facts,
        settings=settings,
        evaluation=evaluation,
        known=known,
        episodes=episodes,
        records=records,
        mash_level=known.mash_level,
        level=signed[-1].level if signed else None,
    )


def _facts(pairs: Sequence[tuple[Model, Fact]]) -> tuple[Fact, ...]:
    return tuple(fact for _row, fact in pairs)


def _named(row: Model, *, signed: object = None) -> str:
    """Return the name of a record; an assessment signed off since is another piece of evidence."""
    return f"{row._meta.label}:{row.pk}" + (":signed" if signed else "")
