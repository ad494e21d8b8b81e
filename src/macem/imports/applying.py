"""From a plan to records, inside the transaction of :func:`macem.imports.services.apply`."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.imports.kinds import KINDS
from macem.imports.models import Upload, UploadRow
from macem.imports.plan import Plan, PlannedRow
from macem.imports.querysets import KEEPERS, WRITTEN
from macem.missing import services as missing
from macem.missing.models import Episode
from macem.people import services as people
from macem.people.models import Person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import BirthBasis, PersonKind

BASIS = "missing episodes imported"
FIRST_TO_SEE = (*KEEPERS, Role.MASH_DECISION_MAKER)


class Applying:
    """One file being applied. Whoever applies it sees its children while that lasts, and no longer."""

    def __init__(self, upload: Upload, plan: Plan, *, by: Actor, at: datetime) -> None:
        self.upload = upload
        self.plan = plan
        self.by = by
        self.at = at
        self.kind = KINDS[upload.kind]
        self.source = source_of(upload)
        self.passing = f"{self.source}:applying"
        keeps = by.is_system or roles_of(by.user_id, panel=upload.panel) & set(KEEPERS)  # type: ignore[arg-type]
        self.own = [] if keeps else [Principal.user(by.user_id)]  # type: ignore[arg-type]
        self.people: dict[str, Person] = {}

    def rows(self) -> list[UploadRow]:
        """Do what the plan says; return what became of each row. Raises :class:`NotNow`."""
        self._let_see()
        self._register()
        self._bring_along()
        rows = [self._apply(row) for row in self.plan.rows]
        self._log(rows)
        if self.own:
            end_access(source=self.passing, by=self.by, at=self.at)
        return rows

    def _let_see(self) -> None:
        """Let those who keep the panel's list see the children that were matched, unless they do already."""
        matched = sorted({row.subject_id for row in self.plan.rows if row.subject_id is not None})
        keepers = self._principals(KEEPERS)
        names = {principal.text: principal for principal in keepers}
        sees = set(
            AccessGrant.objects.filter(subject_id__in=matched, principal__in=names, until=None).values_list(
                "subject_id", "principal"
            )
        )
        for subject_id in matched:
            lacking = [principal for text, principal in names.items() if (subject_id, text) not in sees]
            self._grant(subject_id, lacking, self.source)
            self._grant(subject_id, self.own, self.passing)

    def _register(self) -> None:
        """Make the records of children who are not known yet: a number, perhaps a date of birth, no name."""
        written = {row.compared: row.number for row in self.plan.rows}
        for number, born in self.plan.new_children.items():
            person = people.register_person(
                kind=PersonKind.CHILD,
                date_of_birth=born,
                birth_basis=BirthBasis.EXACT if born else BirthBasis.UNKNOWN,
                identifiers=[(self.kind.numbers, written[number])],
                first_grants=self.own or self._principals(FIRST_TO_SEE),
                basis=BASIS,
                source=self.passing if self.own else self.source,
                by=self.by,
                at=self.at,
            )
            if self.own:
                self._grant(person.pk, self._principals(FIRST_TO_SEE), self.source)
            self.people[number] = person

    def _bring_along(self) -> None:
        written = [row for row in self.plan.rows if row.outcome in WRITTEN and row.subject_id is not None]
        found = Person.objects.in_bulk({row.subject_id for row in written})
        for row in written:
            self.people[row.compared] = found[row.subject_id]

    def _apply(self, row: PlannedRow) -> UploadRow:
        episode = self._write(row) if row.outcome in WRITTEN else None
        return UploadRow(
            upload=self.upload,
            line=row.line,
            outcome=row.outcome,
            reason=row.reason.value,
            subject_id=episode.subject_id if episode else row.subject_id,
            object_id=episode.pk if episode else None,
        )

    def _write(self, row: PlannedRow) -> Episode:
        facts: dict[str, Any] = {
            "kind": row.kind,
            "started_on": row.span.started_on,
            "started_at": row.span.started_at,
            "ended_on": row.span.ended_on,
            "ended_at": row.span.ended_at,
            "source": self.kind.source,
            "source_reference": row.reference or f"file {self.upload.pk}, line {row.line}",
            "received_at": self.at,
            "by": self.by,
            "at": self.at,
        }
        try:
            if row.replaces is None:
                return missing.record_episode(person=self.people[row.compared], **facts)
            return missing.correct_episode(episode=Episode.objects.get(pk=row.replaces.id), **facts)
        except NotNow as refusal:
            raise NotNow(
                _("Nothing was applied. Line %(line)s: %(reason)s")
                % {"line": row.line, "reason": refusal.reason},
                clause=refusal.clause,
            ) from refusal

    def _log(self, rows: list[UploadRow]) -> None:
        for subject_id in dict.fromkeys(row.subject_id for row in rows if row.object_id is not None):
            theirs = [row.outcome for row in rows if row.subject_id == subject_id]
            audit.record(
                "episodes_imported",
                by=self.by,
                at=self.at,
                obj=self.upload,
                subject_id=subject_id,
                **{outcome.value: theirs.count(outcome) for outcome in WRITTEN},
            )

    def _grant(self, subject_id: int, to: list[Principal], source: str) -> None:
        if to:
            grant_access(subject_id=subject_id, to=to, basis=BASIS, source=source, by=self.by, at=self.at)

    def _principals(self, roles: tuple[Role, ...]) -> list[Principal]:
        return [Principal.role(self.upload.panel_id, role) for role in roles]
