"""What a compiled agenda says of each person, and of nobody in particular, at the moment it is compiled."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from macem.actions.models import Action
from macem.agencies.models import Membership
from macem.cases.querysets import side_of
from macem.gate import clock
from macem.meetings import candidates, reading
from macem.meetings.assessed import police_days
from macem.meetings.digests import entry_digest
from macem.meetings.models import AgendaItem, AgendaVersion, ItemDecision
from macem.nominations.models import NominationDecision
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.actions import is_late
from macem.protocol.deadlines import CLAUSES
from macem.protocol.running_order import running_order
from macem.protocol.vocabulary import Clause, Part
from macem.protocol.vocabulary.states import EntryKind
from macem.referrals.up_to_date import up_to_date
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates

Content = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """One entry about to be written."""

    kind: EntryKind
    subject_id: int
    item: AgendaItem | None
    position: int
    content: Content
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", entry_digest(self.kind, self.position, self.content))


def freeze(meeting: Meeting, at: datetime) -> list[Frozen]:
    """Return every entry of the agenda as it is now: who is listed, who was taken off, and "not now" (P5)."""
    listed = list(reading.listed(meeting))
    removed = list(
        AgendaItem.objects.filter(meeting=meeting).removed().with_people().select_related("removed_by")
    )
    drafts: list[tuple[EntryKind, int, AgendaItem | None, Content]] = [
        *(
            (EntryKind.LISTED, item.subject_id, item, content)
            for item, content in _listed(meeting, listed, at)
        ),
        *((EntryKind.REMOVED, item.subject_id, item, _removed(item, at)) for item in removed),
        *((EntryKind.NOT_NOW, row.subject_id, None, content) for row, content in _not_now(meeting, at)),
    ]
    return [
        Frozen(kind, subject_id, item, position, {**content, "nonce": secrets.token_hex(16)})
        for position, (kind, subject_id, item, content) in enumerate(drafts)
    ]


def general(meeting: Meeting, at: datetime) -> Content:
    """Return what the agenda says about nobody: when and where, the due dates, actions of agencies (M2)."""
    dates = due_dates(meeting)
    agencies_own = Action.objects.at_panel(meeting.panel).filter(subject=None).with_state().open()
    return {
        "on": meeting.on.isoformat(),
        "starts": meeting.starts.isoformat("minutes"),
        "ends": meeting.ends.isoformat("minutes"),
        "venue": meeting.venue,
        "dates": {name: getattr(dates, name).isoformat() for name in CLAUSES},
        "actions": _actions_in_words(agencies_own.select_related("agency"), clock.local_date(at)),
    }


def _listed(meeting: Meeting, items: list[AgendaItem], at: datetime) -> list[tuple[AgendaItem, Content]]:
    today = clock.local_date(at)
    ids = [item.subject_id for item in items]
    people = {p.pk: p for p in Person.objects.get_queryset().filter(pk__in=ids).with_names().with_holder(at)}
    decided = candidates.decisions(meeting.panel, ids)
    assessments = _assessments(meeting, items, today)
    outstanding = _outstanding(items, today)
    discussed = _discussed_before(meeting, items)
    agencies = _agencies_of_presenters(meeting, items)
    order = running_order(meeting.starts, meeting.ends, len(items))
    found = []
    for item, begins in zip(items, order.items, strict=True):
        person = people[item.subject_id]
        decision = decided.get((item.subject_id, side_of(item.part)))
        found.append(
            (
                item,
                {
                    **_who(person, today),
                    "part": item.part.value,
                    "time": begins.isoformat("minutes"),
                    "minutes": order.minutes_each,
                    "provisional": item.provisional_from_last,
                    "late_reason": item.late_reason,
                    "reasons": _reasons(decision, again=item.case_id in discussed),
                    "presenter": item.presenter_name,
                    "presenter_agency": agencies.get(item.presenter_id, ""),
                    "held_by": _held_by(person),
                    "assessment": assessments[item.pk],
                    "actions": outstanding[item.pk],
                },
            )
        )
    return found


def _who(person: Person, today: date) -> Content:
    shown = PersonPresenter(person, today)
    return {
        "reference": shown.reference,
        "name": shown.name,
        "age": shown.age_words,
        "born": shown.born_words,
    }


def _reasons(decision: NominationDecision | None, *, again: bool) -> list[Content]:
    """Say under which clauses the person is on the list; whoever was discussed before returns (P10)."""
    clauses = sorted({Clause(row.clause) for row in decision.nominations.all()}) if decision else []
    if again or not clauses:
        clauses.append(Clause.P10)
    return [{"clause": clause.value, "label": clause.label} for clause in clauses]


def _held_by(person: Person) -> str:
    """Who holds the case, or nothing: that is a fault which the chair sees (P9)."""
    holder = next(iter(person.current_holders), None)
    return f"{holder.worker_name}, {holder.agency.name}" if holder is not None else ""


def _assessments(meeting: Meeting, items: list[AgendaItem], today: date) -> dict[int, Content]:
    children = [item.subject_id for item in items if item.part is not Part.ADULT_2]
    stands = up_to_date(children, meeting, today)
    police = police_days(item.subject_id for item in items if item.part is Part.ADULT_2)
    found = {}
    for item in items:
        if item.part is Part.ADULT_2:
            day = police.get(item.subject_id)
            found[item.pk] = {
                "state": "police" if day else "missing",
                "on": day and day.isoformat(),
                "due": None,
            }
        else:
            standing = stands[item.subject_id].standing
            found[item.pk] = {
                "state": standing.state.value,
                "on": standing.latest and standing.latest.isoformat(),
                "due": due_dates(meeting).risk_assessments_due.isoformat(),
            }
    return found


def _outstanding(items: list[AgendaItem], today: date) -> dict[int, list[Content]]:
    """Return by item the open actions that its readers may read, soonest due first (M2, M8)."""
    found: dict[int, list[Content]] = {}
    for part in Part:
        here = [item for item in items if item.part is part]
        rows = Action.objects.told_with([item.subject_id for item in here], part).with_state().open()
        by_person: dict[int, list[Action]] = defaultdict(list)
        for action in rows.select_related("agency").order_by("due", "pk"):
            by_person[action.subject_id].append(action)
        found |= {item.pk: _actions_in_words(by_person[item.subject_id], today) for item in here}
    return found


def _actions_in_words(actions: Iterable[Action], today: date) -> list[Content]:
    return [
        {
            "text": action.text,
            "owner": action.owner_name,
            "agency": action.agency.name,
            "due": action.due.isoformat(),
            "overdue": is_late(action.due, today),
        }
        for action in actions
    ]


def _discussed_before(meeting: Meeting, items: list[AgendaItem]) -> set[int]:
    cases = [item.case_id for item in items]
    earlier = ItemDecision.objects.filter(item__case__in=cases).exclude(item__meeting=meeting)
    return set(earlier.values_list("item__case_id", flat=True))


def _agencies_of_presenters(meeting: Meeting, items: list[AgendaItem]) -> dict[int | None, str]:
    """Return by presenter the agency for which they came to this panel last."""
    users = {item.presenter_id for item in items if item.presenter_id is not None}
    rows = Membership.objects.at_panel(meeting.panel).filter(user_id__in=users).order_by("since", "pk")
    return {row.user_id: row.agency.name for row in rows.select_related("agency")}


def _removed(item: AgendaItem, at: datetime) -> Content:
    return {
        **_who(item.case.person, clock.local_date(at)),
        "part": item.part.value,
        "reason": item.removed_reason,
        "by": item.removed_by.full_name if item.removed_by else "",
        "on": clock.local_date(item.removed_at or at).isoformat(),
    }


def _not_now(meeting: Meeting, at: datetime) -> list[tuple[NominationDecision, Content]]:
    """Return what the RAMM put off against a criterion since the agenda before: the chair sees it (P5)."""
    rows = NominationDecision.objects.get_queryset().at_panel(meeting.panel).standing()
    rows = rows.filter(shown_to_chair=True, decided_at__lte=at)
    before = (
        AgendaVersion.objects.filter(meeting__panel=meeting.panel, meeting__on__lt=meeting.on)
        .exclude(meeting__in=reading.chain(meeting))
        .order_by("-compiled_at")
        .first()
    )
    if before is not None:
        rows = rows.filter(decided_at__gt=before.compiled_at)
    rows = (
        rows.select_related("manager", "decided_by")
        .prefetch_related("nominations")
        .order_by("decided_at", "pk")
    )
    people = {
        p.pk: p
        for p in Person.objects.get_queryset().filter(pk__in=[row.subject_id for row in rows]).with_names()
    }
    today = clock.local_date(at)
    return [
        (
            row,
            {
                **_who(people[row.subject_id], today),
                "clauses": sorted({nomination.clause for nomination in row.nominations.all()}),
                "reason": row.reason,
                "manager": row.manager.full_name if row.manager else "",
                "manager_reason": row.manager_reason,
                "on": clock.local_date(row.decided_at).isoformat(),
            },
        )
        for row in rows
        if row.subject_id in people
    ]
