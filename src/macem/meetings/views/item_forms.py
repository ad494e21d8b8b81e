"""The forms of one item, empty or filled from what stands; ids differ, because a page holds several."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.govuk.forms import GovukForm
from macem.meetings import representation
from macem.meetings.forms.item import (
    ActionForm,
    ActionLineForm,
    ConcernForm,
    DecisionForm,
    DissentForm,
    InformationForm,
    RecordForm,
    RecusalForm,
    ResultForm,
    SharingForm,
    TaskForm,
)
from macem.meetings.panel_members import agencies_of, members_of
from macem.meetings.presenters.item import ItemPage
from macem.meetings.services.record import FIELDS
from macem.protocol.vocabulary import Part


@dataclass(frozen=True)
class ItemForms:
    """Builds each form of one item's page. ``bound``: the form that was sent, by its prefix."""

    page: ItemPage
    members: list[tuple[User, Agency]]
    agencies: list[Agency]
    bound: dict[str, GovukForm]

    def record(self, data: QueryDict | None = None) -> GovukForm:
        page = self.page
        return self._form(
            "record",
            RecordForm,
            data,
            initial={name: getattr(page.record, name) for name in FIELDS}
            | {
                "version": page.record.version or 0,
                "presented_by": page.record.presented_by or page.item.presenter_name,
            },
            voice=page.item.part is not Part.ADULT_2,
            level=page.in_session,
        )

    def information(self, data: QueryDict | None = None) -> GovukForm:
        return self._form("information", InformationForm, data, agencies=self.agencies)

    def action(self, data: QueryDict | None = None) -> GovukForm:
        return self._form("action", ActionForm, data, **self._named())

    def action_line(self, data: QueryDict | None = None) -> GovukForm:
        return self._form("line", ActionLineForm, data)

    def dissent(self, data: QueryDict | None = None) -> GovukForm:
        return self._form("dissent", DissentForm, data, **self._named())

    def concern(self, data: QueryDict | None = None) -> GovukForm:
        return self._form("concern", ConcernForm, data)

    def referral(self, number: int, data: QueryDict | None = None) -> GovukForm:
        return self._form(f"referral-{number}", TaskForm, data, **self._named())

    def result(self, number: int, version: int, data: QueryDict | None = None) -> GovukForm:
        return self._form(f"result-{number}", ResultForm, data, initial={"version": version})

    def sharing(self, data: QueryDict | None = None) -> GovukForm:
        row = self.page.sheet.sharing
        names = ("may_be_told", "told_by", "tell_by", "agencies_may_hold")
        initial = {name: getattr(row.agreement, name) for name in names} if row is not None else {}
        return self._form("sharing", SharingForm, data, initial=initial)

    def decision(self, data: QueryDict | None = None) -> GovukForm:
        row = self.page.decision
        initial: dict[str, Any] = {"version": 0}
        if row is not None:
            initial = {
                "version": row.version,
                "outcome": row.outcome,
                "kind": row.closure_kind,
                "evidence": row.evidence,
                "accepted_by": row.accepted_by,
                "reason": row.reason,
            }
        return self._form("decision", DecisionForm, data, initial=initial)

    def recusal(self, data: QueryDict | None = None) -> GovukForm:
        standing = representation.standing(self.page.meeting)
        here = [row for row in standing if row.status.in_the_room and row.left_at is None]
        return self._form("recusal", RecusalForm, data, attendance=here)

    def _named(self) -> dict[str, Any]:
        return {"members": self.members, "agencies": self.agencies}

    def _form(
        self, prefix: str, make: Callable[..., GovukForm], data: QueryDict | None, **given: Any
    ) -> GovukForm:
        sent = self.bound.get(prefix)
        return sent if sent is not None and data is None else make(data, prefix=prefix, **given)


def item_forms(page: ItemPage, bound: GovukForm | None = None) -> ItemForms:
    """Return the forms of ``page``; ``bound`` takes the place of its empty twin."""
    panel = page.meeting.panel
    sent = {str(bound.prefix): bound} if bound is not None else {}
    return ItemForms(page=page, members=members_of(panel), agencies=agencies_of(panel), bound=sent)
