"""What each agency answers about a person before the meeting (clause M5)."""

from datetime import datetime

from django.db import transaction

from macem.agencies.models import Agency
from macem.audit import services as audit
from macem.cases.querysets import side_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.meetings.models import AgencyReturn, AgendaEntry, AgendaItem, ReturnDraft
from macem.meetings.policies import returns as policies
from macem.protocol.returns import is_taken, may_be_sent
from macem.protocol.vocabulary import Clause, ReturnStatus
from macem.protocol.vocabulary.states import ReturnChoice
from macem.schedule.reading import stage_of


@transaction.atomic
def submit_return(
    *,
    item: AgendaItem,
    agency: Agency,
    answer: ReturnStatus,
    by: Actor,
    information: str = "",
    withheld_reason: str = "",
    solutions: str = "",
    nothing_new: bool = False,
    based_on: int | None = None,
    at: datetime | None = None,
) -> AgencyReturn:
    """Answer for an agency about one person; a changed answer is a new version (clause M5).

    Texts that do not belong to the answer are not kept: nothing shared where nothing is held.
    ``based_on`` is the version that whoever answers had before them (0: none); :class:`StaleWrite` where a
    colleague answered since. Raises ``NotNow`` where something is missing or the meeting has begun.
    """
    at = at or clock.now()
    policies.check_can_answer(by, item.meeting.panel, agency)
    require(may_be_sent(answer, information=information, withheld_reason=withheld_reason))
    locked = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    on_list = AgendaEntry.objects.filter(item=locked, version__circulation__isnull=False).listed().exists()
    require(is_taken(stage_of(locked.meeting), on_circulated_list=on_list and locked.removed_at is None))
    standing = standing_return(locked, agency)
    version = standing.version if standing is not None else 0
    row = AgencyReturn(
        item=locked,
        subject_id=locked.subject_id,
        agency=agency,
        version=version + 1,
        answer=answer,
        information=information.strip() if answer is ReturnStatus.SHARED else "",
        withheld_reason=withheld_reason.strip() if answer is ReturnStatus.WITHHELD else "",
        solutions=solutions.strip(),
        nothing_new=nothing_new,
        submitted_by_id=by.user_id,
        submitted_at=at,
    )
    if based_on is not None and based_on != version:
        raise StaleWrite(
            "A colleague of your agency has answered in the meantime.", theirs=standing, yours=row
        )
    row.save(force_insert=True)
    ReturnDraft.objects.filter(item=locked, agency=agency, saved_by_id=by.user_id).delete()
    audit.record(
        "return_submitted",
        by=by,
        at=at,
        obj=row,
        subject_id=locked.subject_id,
        agency=agency.pk,
        version=row.version,
    )
    return row


@transaction.atomic
def let_answer_stand(
    *, item: AgendaItem, agency: Agency, by: Actor, based_on: int | None = None, at: datetime | None = None
) -> AgencyReturn:
    """Answer "nothing new": the agency's answer of the meeting before is given again (clause M5).

    Raises ``NotNow`` where the agency gave none: somebody new always needs an answer of their own.
    """
    last = last_time(item, agency)
    if last is None:
        raise NotNow("There is no earlier answer to repeat.", clause=Clause.M5.value)
    return submit_return(
        item=item,
        agency=agency,
        answer=last.answer,
        information=last.information,
        withheld_reason=last.withheld_reason,
        solutions=last.solutions,
        nothing_new=True,
        based_on=based_on,
        by=by,
        at=at,
    )


@transaction.atomic
def save_draft(
    *,
    item: AgendaItem,
    agency: Agency,
    choice: ReturnChoice | None,
    by: Actor,
    information: str = "",
    withheld_reason: str = "",
    solutions: str = "",
    at: datetime | None = None,
) -> ReturnDraft:
    """Keep what somebody typed and has not sent. Nobody else sees it, and nothing is required of it."""
    at = at or clock.now()
    policies.check_can_answer(by, item.meeting.panel, agency)
    draft, _created = ReturnDraft.objects.update_or_create(
        item=item,
        agency=agency,
        saved_by_id=by.user_id,
        defaults={
            "subject_id": item.subject_id,
            "choice": choice or "",
            "information": information,
            "withheld_reason": withheld_reason,
            "solutions": solutions,
            "saved_at": at,
        },
    )
    audit.record("return_drafted", by=by, at=at, obj=draft, subject_id=item.subject_id)
    return draft


def standing_return(item: AgendaItem, agency: Agency) -> AgencyReturn | None:
    """Return the agency's answer that stands, or None."""
    return AgencyReturn.objects.filter(item=item, agency=agency).order_by("-version").first()


def last_time(item: AgendaItem, agency: Agency) -> AgencyReturn | None:
    """Return what the agency answered about the person at the latest earlier meeting, or None."""
    rows = AgencyReturn.objects.filter(
        subject_id=item.subject_id,
        agency=agency,
        item__part__in=side_of(item.part),
        item__meeting__panel=item.meeting.panel,
        item__meeting__on__lt=item.meeting.on,
    )
    return rows.order_by("-item__meeting__on", "-version").first()
