"""Reads a list for somebody: a constant number of queries, however many people are on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.nominations import policies
from macem.nominations.forms import Choices, DecisionForm
from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.explaining import explain_nomination
from macem.nominations.presenters.lines import evidence, lines_of
from macem.nominations.presenters.listing import ListPage
from macem.nominations.presenters.rows import Row, WaitingRow
from macem.nominations.reading import Uses, question_of
from macem.nominations.records import Record, records_behind
from macem.nominations.services import Seen
from macem.nominations.surroundings import Surroundings, surroundings
from macem.nominations.whom_to_ask import agency_to_ask
from macem.people.models import FactsChanged, Person
from macem.people.presenters import PersonPresenter
from macem.protocol.pathway import PART_OF_CRITERION, needs_service_manager
from macem.protocol.ramm import Badge, Evidence, Place, badge, place, week_of
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Answer, Body, Clause, Part, RammOutcome
from macem.schedule.reading import previous_agenda_compiled_at

Nominated = dict[int, list[Nomination]]
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Shared:
    """What all rows of one list are made with: read once, however many they are."""

    choices: Choices
    records: Mapping[str, Record]
    beside: Mapping[int, Surroundings]
    compiled: datetime | None
    renewed: set[int]
    settings: MissingSettings


@dataclass(frozen=True)
class ListReading:
    """How a list is read: for whom, at which panel and body; ``only`` about one person, if one is named.

    ``ask``: the clause whose missing facts the person's form proposes to ask for.
    """

    panel: Panel
    body: Body
    user: Any
    only: int | None = None
    ask: str = ""

    @cached_property
    def may_decide(self) -> bool:
        return policies.can_decide(Actor.user(self.user), self.panel, self.body)

    def page(self, week: date | None = None, data: Data | None = None) -> ListPage:
        """Return the list of a week (default: this one); ``data`` is what was sent in its forms.

        Everybody with an open nomination is to be decided, or waits for an answer (P5). Whoever was not
        decided last week stands on this week's list, by themselves.
        """
        monday = week_of(clock.today()) if week is None else week
        this_week = monday == week_of(clock.today())
        nominated = self._open() if this_week else {}
        decisions = self._decisions(monday, nominated)
        last = {row.subject_id: row for row in decisions}
        places = {
            pk: place(_evidence(rows), question_of(last.get(pk)), clock.today())
            for pk, rows in nominated.items()
        }
        people = self._people({*nominated, *last})
        told = self._told(last, people)
        waiting = [row for row in told if places.get(row.decision.subject_id) is Place.WAITING]
        return ListPage(
            body=self.body,
            week=monday,
            to_decide=self._rows(
                {pk: rows for pk, rows in nominated.items() if places[pk] is Place.TO_DECIDE},
                people,
                last,
                data,
            ),
            waiting=[_waiting(row) for row in waiting if not _within(monday, row.decision.decided_at)],
            decided=[
                row
                for row in told
                if _within(monday, row.decision.decided_at)
                and places.get(row.decision.subject_id) is not Place.TO_DECIDE
            ],
            may_decide=self.may_decide,
            facts_waiting=self._facts_waiting() if this_week and self.may_decide else 0,
        )

    def _open(self) -> Nominated:
        rows = Nomination.objects.visible_to(self.user).at_panel(self.panel).for_body(self.body).open()
        if self.only is not None:
            rows = rows.filter(subject_id=self.only)
        found: Nominated = defaultdict(list)
        for row in rows:
            found[row.subject_id].append(row)
        return dict(found)

    def _decisions(self, monday: date, nominated: Iterable[int]) -> list[NominationDecision]:
        """Return what was decided in the week, and before on whoever is open now, earliest first."""
        begins = _midnight(monday)
        wanted = Q(decided_at__gte=begins, decided_at__lt=_midnight(monday + timedelta(days=7)))
        rows = NominationDecision.objects.visible_to(self.user).at_panel(self.panel).for_body(self.body)
        rows = rows.standing().filter(wanted | Q(subject_id__in=list(nominated)))
        if self.only is not None:
            rows = rows.filter(subject_id=self.only)
        return list(rows.with_words())

    def _people(self, subject_ids: set[int]) -> dict[int, Person]:
        rows = Person.objects.visible_to(self.user).filter(pk__in=subject_ids)
        return {person.pk: person for person in rows.with_names().with_holder(clock.now())}

    def _told(
        self, last: Mapping[int, NominationDecision], people: Mapping[int, Person]
    ) -> list[DecisionPresenter]:
        """Return the decision on each person in words, the newest first; the latest of all may be changed."""
        uses = Uses.of(self.panel, last.values(), clock.now())
        rows = NominationDecision.objects.visible_to(self.user).at_panel(self.panel).for_body(self.body)
        rows = rows.standing().filter(subject_id__in=list(last))
        newest = dict(rows.values_list("subject_id", "pk"))
        return [
            DecisionPresenter(
                row,
                PersonPresenter(people[pk]),
                may_change=self.may_decide and newest[pk] == row.pk and uses.may_be_changed(row).met,
            )
            for pk, row in sorted(last.items(), key=lambda pair: pair[1].decided_at, reverse=True)
            if pk in people
        ]

    def _rows(
        self,
        nominated: Nominated,
        people: Mapping[int, Person],
        last: Mapping[int, NominationDecision],
        data: Data | None,
    ) -> list[Row]:
        """Return a row for each person who is to be decided, longest waiting first."""
        shown = {pk: rows for pk, rows in nominated.items() if pk in people}
        if not shown:
            return []
        shared = self._shared(shown, people)
        ordered = sorted(shown, key=lambda pk: (shown[pk][0].raised_at, pk))
        rows = [self._row(people[pk], shown[pk], last.get(pk), shared) for pk in ordered]
        if not self.may_decide:
            return rows
        return [row.with_form(self._form(row, shared, data)) for row in rows]

    def _shared(self, shown: Nominated, people: Mapping[int, Person]) -> Shared:
        references = {pk: people[pk].subject.reference for pk in shown}
        every = [row for rows in shown.values() for row in rows]
        choices = Choices.at(self.panel)
        ramm = self.body is Body.RAMM
        return Shared(
            choices=choices,
            records=records_behind(every, references, self.user),
            beside=surroundings(shown, self.user, self.panel, choices.next_meeting) if ramm else {},
            compiled=previous_agenda_compiled_at(self.panel, clock.now()),
            renewed=self._renewed(shown),
            settings=settings_of(self.panel).missing,
        )

    def _row(
        self, person: Person, rows: list[Nomination], last: NominationDecision | None, shared: Shared
    ) -> Row:
        beside = shared.beside.get(person.pk)
        holder = next(iter(person.current_holders), None)
        badged = badge(
            _evidence(rows, shared.renewed),
            last_decided=last.decided_at if last else None,
            was_asked=last is not None and last.outcome is RammOutcome.MORE_INFORMATION,
            previous_agenda=shared.compiled,
            today=clock.today(),
        )
        return Row(
            person=PersonPresenter(person),
            nominations=rows,
            last=last,
            badge=badged,
            holder=holder,
            strands=beside.strands if beside else (),
            lines=lines_of(
                rows,
                last=last,
                beside=beside,
                holder=holder,
                records=shared.records,
                late=badged is Badge.LATE,
            ),
            explanations=[explain_nomination(one, shared.records, shared.settings) for one in evidence(rows)],
        )

    def _form(self, row: Row, shared: Shared, data: Data | None) -> DecisionForm:
        beside = shared.beside.get(row.person.id)
        level = beside.mash[0] if beside and beside.mash else None
        return DecisionForm(
            data,
            prefix=row.key,
            body=self.body,
            choices=shared.choices,
            strict=needs_service_manager(level, _met(row.nominations)),
            name=row.person.name,
            part=_first_part(row.nominations),
            initial={"seen": str(Seen.of(row.nominations, row.last)), **self._asking(row, shared.choices)},
        )

    def _asking(self, row: Row, choices: Choices) -> dict[str, str]:
        """Return what asks for the facts that :attr:`ask` lacks: from whom, and in which words."""
        wanted = [one for one in row.nominations if one.clause == self.ask]
        if not wanted or wanted[-1].answer is not Answer.MAY_BE_MET:
            return {}
        missing = "; ".join(wanted[-1].figures.get("missing", []))
        agency = agency_to_ask(wanted[-1], row.holder, choices.agencies)
        return {
            "outcome": RammOutcome.MORE_INFORMATION.value,
            "more_from": str(agency.pk) if agency else "",
            "question": f"{missing[:1].upper()}{missing[1:]}?" if missing else "",
        }

    def _renewed(self, shown: Nominated) -> set[int]:
        """Return the nominations in whose clause the person was nominated before."""
        rows = Nomination.objects.visible_to(self.user).at_panel(self.panel).for_body(self.body)
        first: dict[tuple[int, str], int] = {}
        for pk, subject_id, clause in rows.filter(subject_id__in=list(shown)).values_list(
            "pk", "subject_id", "clause"
        ):
            first.setdefault((subject_id, clause), pk)
        every = (row for rows in shown.values() for row in rows)
        return {row.pk for row in every if first.get((row.subject_id, row.clause), row.pk) != row.pk}

    def _facts_waiting(self) -> int:
        """Count the people about whom a fact waits to be evaluated."""
        rows = FactsChanged.objects.visible_to(self.user).filter(handled_at=None)
        return rows.values("person_id").distinct().count()


def _evidence(rows: Iterable[Nomination], renewed: Iterable[int] = ()) -> list[Evidence]:
    again = set(renewed)
    return [Evidence(row.raised_at, row.happened_on, row.pk in again) for row in rows]


def _waiting(row: DecisionPresenter) -> WaitingRow:
    person = row.person
    if person is None:
        raise ValueError("A row of the list is about somebody.")
    return WaitingRow(person, row, getattr(row.decision, "question", None))


def _met(rows: Iterable[Nomination]) -> list[Clause]:
    return sorted({Clause(row.clause) for row in rows if row.answer is Answer.MET})


def _first_part(rows: Iterable[Nomination]) -> Part:
    """Return the part that the evidence speaks for: 1b only where nothing of 1a is open (C6)."""
    parts = {PART_OF_CRITERION.get(Clause(row.clause), Part.CHILD_1A) for row in rows}
    return Part.CHILD_1B if parts == {Part.CHILD_1B} else Part.CHILD_1A


def _within(monday: date, at: datetime) -> bool:
    return week_of(clock.local_date(at)) == monday


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.LONDON)
