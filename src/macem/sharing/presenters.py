"""What is recorded about sharing, in words."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.govuk.dates import full_date, moment
from macem.govuk.parts import Cell, Pair, Row
from macem.protocol.sharing import may_be_circulated
from macem.protocol.vocabulary import ConsentState, Decision
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop
from macem.sharing.state import last_words, read_record, undecided


@dataclass(frozen=True)
class SharingPresenter:
    """Everything recorded about sharing one person's information, oldest first."""

    reference: str
    awareness: list[Awareness]
    bases: list[Basis]
    stops: list[SharingStop]
    agreements: list[SharingAgreement] = field(default_factory=list)

    @classmethod
    def of(cls, subject_id: int, reference: str, user: Any) -> "SharingPresenter":
        """Read what ``user`` may see about one person, in four queries."""

        def rows(model: Any) -> list[Any]:
            found = model.objects.visible_to(user).filter(subject_id=subject_id)
            return list(found.select_related("agreed_by" if model is SharingAgreement else "recorded_by"))

        return cls(reference, rows(Awareness), rows(Basis), rows(SharingStop), rows(SharingAgreement))

    @cached_property
    def decision(self) -> Decision:
        """Whether the person's information may go out with the list, and what is missing (clause S5)."""
        return may_be_circulated(read_record(self.awareness, self.bases, self.stops))

    @cached_property
    def needs_decision(self) -> bool:
        """Whether a withdrawal waits for somebody to decide."""
        return undecided(self.awareness, [*self.bases, *self.stops]) is not None

    @cached_property
    def is_stopped(self) -> bool:
        """Whether the last decision was to stop sharing."""
        return bool(self.stops) and not any(row.until is None for row in self.bases)

    @cached_property
    def missing(self) -> list[str]:
        """What is missing before circulation, each as a sentence's end."""
        return list(self.decision.missing)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The state of it all, for an aside."""
        said = [
            Pair(row.of_whom.label, f"{row.status.label}, {full_date(row.recorded_at)}")
            for row in last_words(self.awareness)
        ] or [Pair(_("Agreement"), _("Nothing recorded"), none=True)]
        in_force = [row.basis.label for row in self.bases if row.until is None]
        basis = Pair(
            _("Lawful basis"), "; ".join(dict.fromkeys(in_force)) or _("Nothing recorded"), none=not in_force
        )
        told = [row for row in self.agreements if row.told_at is not None]
        return [
            *said,
            basis,
            Pair(
                _("Told so far"),
                full_date(told[-1].told_at) if told else _("Nothing recorded"),
                none=not told,
            ),
        ]

    @cached_property
    def awareness_rows(self) -> list[Row]:
        return [
            Row(
                [
                    Cell(row.of_whom.label, head=True),
                    row.status.label,
                    row.reason,
                    Cell(moment(row.recorded_at), sub=_who(row.recorded_by)),
                ],
                state="gap" if row.status is ConsentState.WITHDRAWN and self.needs_decision else "",
            )
            for row in reversed(self.awareness)
        ]

    @cached_property
    def decision_rows(self) -> list[Row]:
        """Bases and stops in one list, newest first: each is a decision on sharing."""
        decided: list[Basis | SharingStop] = [*self.bases, *self.stops]
        decided.sort(key=lambda row: (row.recorded_at, row.pk), reverse=True)
        return [
            Row(
                [
                    Cell(
                        self._decided(row), sub=_("after a withdrawal") if row.answers_id else "", head=True
                    ),
                    row.reason,
                    ", ".join(word.label for word in row.principles) or _("Not recorded"),
                    Cell(moment(row.recorded_at), sub=_who(row.recorded_by)),
                ],
                state="gone" if isinstance(row, Basis) and row.until is not None else "",
            )
            for row in decided
        ]

    @cached_property
    def agreed(self) -> list["AgreementPresenter"]:
        return [AgreementPresenter(row, self.reference) for row in reversed(self.agreements)]

    def _decided(self, row: Basis | SharingStop) -> str:
        if isinstance(row, SharingStop):
            return _("Sharing stopped")
        if row.until is None:
            return row.basis.label
        return _("%(basis)s, until %(day)s") % {"basis": row.basis.label, "day": full_date(row.until)}


@dataclass(frozen=True)
class AgreementPresenter:
    """What a meeting agreed may be told and held (clause S3)."""

    row: SharingAgreement
    reference: str

    @property
    def agreed_on(self) -> str:
        return full_date(self.row.agreed_at)

    @property
    def is_told(self) -> bool:
        return self.row.told_at is not None

    @property
    def told_url(self) -> str:
        return reverse("sharing:told", kwargs={"reference": self.reference, "pk": self.row.pk})

    @property
    def pairs(self) -> list[Pair]:
        row = self.row
        by_when = _("by %(day)s") % {"day": full_date(row.tell_by)} if row.tell_by else _("no date agreed")
        told = _("Yes, %(when)s") % {"when": moment(row.told_at)} if row.told_at is not None else _("Not yet")
        return [
            Pair(_("Child and family may be told"), row.may_be_told),
            Pair(_("Who tells them"), f"{row.told_by}, {by_when}"),
            Pair(_("Told"), told, none=row.told_at is None),
            Pair(_("Agencies may hold"), row.agencies_may_hold),
        ]


def _who(user: Any) -> str:
    return user.full_name if user is not None else _("macem")
