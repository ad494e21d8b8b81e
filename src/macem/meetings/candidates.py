"""Who belongs on a meeting's list, in which part, and who presents them (clauses P5, P7, P10, M4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from macem.accounts.models import User
from macem.agencies.models import Membership, Panel
from macem.cases.models import Case
from macem.cases.querysets import side_of
from macem.meetings.models import AgendaItem, ItemDecision
from macem.nominations.models import NominationDecision
from macem.people.models import Person
from macem.protocol.vocabulary import Part, RammOutcome, Role
from macem.schedule.models import Meeting


@dataclass(frozen=True)
class Presenter:
    """Who presents somebody: a member with an account, or a name, or nobody yet (blank)."""

    user: User | None = None
    name: str = ""


@dataclass(frozen=True)
class Candidate:
    """One person who belongs on the list."""

    case: Case
    person: Person
    part: Part
    provisional_from_last: bool
    presenter: Presenter


def candidates(meeting: Meeting, cases: Iterable[Case], at: datetime) -> list[Candidate]:
    """Return what the list says of ``cases``, in the order of the agenda.

    By part; in each part first those whose last decision was provisional (M4), then by presenter, so that
    each comes for their own and goes (M1), then by name.
    """
    cases = list(cases)
    people = Person.objects.get_queryset().filter(pk__in=[case.subject_id for case in cases])
    persons = {person.pk: person for person in people.with_names().with_holder(at).by_name()}
    by_name = {pk: place for place, pk in enumerate(persons)}
    decided = decisions(meeting.panel, list(persons))
    provisional = provisional_cases(meeting, cases)
    detective = _intelligence_ds(meeting.panel, at)
    found = [
        Candidate(
            case=case,
            person=persons[case.subject_id],
            part=_part(case, decided.get((case.subject_id, side_of(case.part)))),
            provisional_from_last=case.pk in provisional,
            presenter=_presenter(case, persons[case.subject_id], detective),
        )
        for case in cases
    ]
    return sorted(
        found,
        key=lambda one: (
            one.part.value,
            not one.provisional_from_last,
            one.presenter.name == "",
            one.presenter.name,
            by_name[one.person.pk],
        ),
    )


def open_cases(meeting: Meeting) -> list[Case]:
    """Return the open cases that belong at ``meeting``: all of the panel's (P10) but those for a later one.

    A case that the RAMM opened for a later meeting waits for that one (P5). Each brings its person's names.
    """
    rows = Case.objects.get_queryset().open().at_panel(meeting.panel)
    cases = list(rows.select_related("subject", "person__subject").prefetch_related("person__names"))
    decided = decisions(meeting.panel, [case.subject_id for case in cases])
    return [
        case
        for case in cases
        if not _waits_for_a_later_one(case, meeting, decided.get((case.subject_id, side_of(case.part))))
    ]


def _waits_for_a_later_one(case: Case, meeting: Meeting, decision: NominationDecision | None) -> bool:
    """Say whether the decision that opened the case, as it stands now, names a meeting after this one."""
    if decision is None or decision.meeting is None or decision.decided_at < case.opened_at:
        return False
    return decision.meeting.on > meeting.on


def left_off(meeting: Meeting) -> list[Case]:
    """Return the open cases that belong at ``meeting`` and have never stood on its list."""
    on_it = set(AgendaItem.objects.filter(meeting=meeting).values_list("case_id", flat=True))
    return [case for case in open_cases(meeting) if case.pk not in on_it]


def decisions(panel: Panel, subject_ids: list[int]) -> dict[tuple[int, tuple[Part, ...]], NominationDecision]:
    """Return the latest decision that stands to bring each person to MACEM, for Part 1 and Part 2 apart."""
    rows = (
        NominationDecision.objects.get_queryset()
        .at_panel(panel)
        .standing()
        .filter(subject_id__in=subject_ids, outcome=RammOutcome.TO_MACEM)
        .select_related("meeting")
        .prefetch_related("nominations")
        .order_by("decided_at", "pk")
    )
    return {(row.subject_id, side_of(row.part)): row for row in rows if row.part}


def provisional_cases(meeting: Meeting, cases: Iterable[Case]) -> set[int]:
    """Return the cases whose latest decision at an earlier meeting was not quorate (clause M4)."""
    earlier = (
        ItemDecision.objects.filter(
            item__case__in=list(cases), item__meeting__panel=meeting.panel, item__meeting__on__lt=meeting.on
        )
        .order_by("item__meeting__on", "version")
        .values_list("item__case_id", "quorate")
    )
    return {case_id for case_id, quorate in dict(earlier).items() if not quorate}


def _part(case: Case, decision: NominationDecision | None) -> Part:
    """A child's stay may move between Part 1a and 1b: the latest decision says which."""
    return decision.part if decision is not None else case.part


def _presenter(case: Case, person: Person, detective: Presenter) -> Presenter:
    """The case holder's worker: the social worker, or the lead professional where CSC does not hold it (P7).

    An adult who poses a risk is presented by the intelligence DS unless somebody holds the case.
    """
    holder = next(iter(person.current_holders), None)
    if holder is not None:
        return Presenter(user=holder.worker, name=holder.worker_name)
    return detective if case.part is Part.ADULT_2 else Presenter()


def _intelligence_ds(panel: Panel, at: datetime) -> Presenter:
    rows = Membership.objects.current(at).at_panel(panel).holding(Role.INTELLIGENCE_DS).filter(part_two=True)
    held = rows.select_related("user").order_by("since", "pk").first()
    return Presenter(user=held.user, name=held.user.full_name) if held is not None else Presenter()
