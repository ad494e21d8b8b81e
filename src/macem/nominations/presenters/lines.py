"""The lines of evidence in somebody's row: one a clause, what is new in bold, then what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from macem.gate import clock
from macem.govuk.dates import day_and_month
from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.headlines import headline
from macem.nominations.records import Record
from macem.nominations.surroundings import Surroundings
from macem.nominations.whom_to_ask import whom_to_ask
from macem.people.models import CaseHolder
from macem.protocol.pathway import Timeliness
from macem.protocol.vocabulary import Answer, Clause, MashLevel, RammOutcome


@dataclass(frozen=True)
class Line:
    """ "1a", "Missing 6 times in 90 days", ", last 2 January". ``is_new``: bold; ``is_late``: red."""

    label: str
    strong: str
    rest: str = ""
    is_new: bool = False
    is_late: bool = False
    note: str = ""
    ask: str = ""
    ask_clause: str = ""


def evidence(nominations: Sequence[Nomination]) -> list[Nomination]:
    """Return one nomination a clause: the latest that is met, and beside it a later "may be met"."""
    met = {row.clause: row for row in nominations if row.answer is Answer.MET}
    asked = {row.clause: row for row in nominations if row.answer is Answer.MAY_BE_MET}
    return [
        row
        for row in nominations
        if row is met.get(row.clause)
        or (
            row is asked.get(row.clause)
            and (row.clause not in met or met[row.clause].raised_at < row.raised_at)
        )
    ]


def lines_of(
    nominations: Sequence[Nomination],
    *,
    last: NominationDecision | None,
    beside: Surroundings | None,
    holder: CaseHolder | None,
    records: Mapping[str, Record],
    late: bool,
) -> list[Line]:
    """Return all that the row of somebody tells before it is decided on."""
    since = last.decided_at if last is not None else None
    shown = evidence(nominations)
    by_clause = [row for row in shown if row.clause != Clause.P2.value]
    return [
        *(_line(row, since, holder, records, late=late) for row in by_clause),
        *_mash(beside, since),
        *_checks(beside),
        *_asked(last),
    ]


def _line(
    nomination: Nomination,
    since: datetime | None,
    holder: CaseHolder | None,
    records: Mapping[str, Record],
    *,
    late: bool,
) -> Line:
    said = headline(nomination)
    is_new = since is None or nomination.raised_at > since
    rest = said.rest
    if late and is_new:
        rest += _(", here %(day)s") % {"day": day_and_month(nomination.raised_at)}
    ask = whom_to_ask(nomination, holder, records) if nomination.answer is Answer.MAY_BE_MET else ""
    return Line(
        label=nomination.part.value,
        strong=said.strong,
        rest=rest,
        is_new=is_new,
        ask=ask,
        ask_clause=nomination.clause if ask else "",
    )


def _mash(beside: Surroundings | None, since: datetime | None) -> list[Line]:
    """The MASH's level, whatever it is (P2)."""
    if beside is None or beside.mash is None:
        return []
    level, decided = beside.mash
    new = level is MashLevel.STATUTORY and (since is None or decided > since)
    return [
        Line(
            label=_("MASH"),
            strong=_("Level %(level)d") % {"level": level.value},
            rest=_(", decided %(day)s") % {"day": day_and_month(decided)},
            is_new=new,
        )
    ]


def _checks(beside: Surroundings | None) -> list[Line]:
    """What has to be looked at besides: NRM (C1), a strategy meeting (P3) and the risk assessment (P6)."""
    if beside is None:
        return []
    found = []
    if beside.nrm is not None:
        words = beside.nrm.words[:1].upper() + beside.nrm.words[1:]
        found.append(Line(_("NRM"), words, is_late=beside.nrm.overdue))
    if beside.lacks_strategy_meeting:
        found.append(Line(_("Check"), _("No strategy meeting recorded"), is_late=True))
    standing = beside.assessment
    if standing is not None:
        words = _("Risk assessment %(state)s") % {"state": standing.text}
        found.append(Line(_("Check"), words, is_late=standing.state is Timeliness.MISSING))
    return found


def _asked(last: NominationDecision | None) -> list[Line]:
    """What became of what was asked; or what was decided before new evidence came (P5)."""
    if last is None:
        return []
    if last.outcome is not RammOutcome.MORE_INFORMATION:
        shown = DecisionPresenter(last)
        said = f"{shown.label} {day_and_month(last.decided_at)}"
        return [Line(_("Before"), said, rest=f": {shown.reason}" if shown.reason else "")]
    question = getattr(last, "question", None)
    whom = last.more_from.name if last.more_from else _("Nobody")
    answer = getattr(question, "answer", None)
    if answer is not None:
        return [
            Line(
                _("Asked"),
                _("%(agency)s answered") % {"agency": whom},
                rest=_(" on %(day)s") % {"day": day_and_month(answer.answered_at)},
                is_new=True,
                note=answer.text,
            )
        ]
    overdue = last.more_by is not None and last.more_by < clock.today()
    return [
        Line(
            _("Asked"),
            _("%(agency)s has not answered") % {"agency": whom},
            rest=_(", due %(day)s") % {"day": day_and_month(last.more_by)},
            is_late=overdue,
            note=question.text if question is not None else "",
        )
    ]
