"""What was recorded about one matter, now and before: what, from and until when, said by whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.accounts.models import User
from macem.gate import clock
from macem.govuk.dates import full_date
from macem.people.fields import readable
from macem.people.models import (
    Address,
    BirthRecord,
    CaseHolder,
    Contact,
    DatedRecord,
    Fact,
    HomeAuthority,
    Identifier,
    Person,
    PersonName,
    Schooling,
)
from macem.people.presenters import wording
from macem.protocol.vocabulary.facts import RestrictedField, Topic


@dataclass(frozen=True)
class HistoryRow:
    """One thing that was recorded, which its reader may read."""

    words: str
    period: str
    recorded: str
    state: str = ""
    tag: str = "none"
    reason: str = ""
    end_url: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads the history, and which restricted fields they may (clause S1)."""

    user: Any
    may_read: frozenset[RestrictedField] = field(default_factory=frozenset)
    may_record: bool = False

    def reads(self, record: DatedRecord) -> bool:
        """Say whether the words of a record may be read."""
        return record.restricted_as is None or record.restricted_as in self.may_read


@dataclass(frozen=True)
class History:
    """The history of one matter, such as "addresses", for one reader; ``what`` is a key of ``TITLES``."""

    person: Person
    what: str
    user: Any
    may_record: bool = False

    @property
    def title(self) -> str:
        return str(TITLES[self.what])

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.user, readable(self.user.pk, self.person), self.may_record)

    @property
    def is_withheld(self) -> bool:
        """Whether the reader may not read all of it, be there anything to read or not."""
        return bool(_RESTRICTED.get(self.what, frozenset()) - self.reader.may_read)

    @cached_property
    def rows(self) -> list[HistoryRow]:
        """Everything that was recorded and may be read, latest first."""
        return list(_SOURCES.get(self.what, _facts)(self.person, self.what, self.reader))

    @property
    def standing(self) -> list[HistoryRow]:
        """What is so now."""
        return [row for row in self.rows if not row.state]


TITLES: Mapping[str, Any] = {
    **{topic.value: topic.label for topic in Topic},
    "names": gettext_lazy("Names"),
    "birth": gettext_lazy("Date of birth"),
    "numbers": gettext_lazy("Numbers"),
    "holder": gettext_lazy("Who holds the case"),
    "addresses": gettext_lazy("Where they live"),
    "schooling": gettext_lazy("Education"),
    "contacts": gettext_lazy("Contacts"),
    "home-authority": gettext_lazy("Home authority"),
}
"""Every matter of which a history is kept, by its part of the address."""

_RESTRICTED: Mapping[str, frozenset[RestrictedField]] = {
    Topic.GP.value: frozenset({RestrictedField.GP}),
    "names": frozenset({RestrictedField.FORMER_NAME}),
    "addresses": frozenset({RestrictedField.ADDRESS, RestrictedField.PLACEMENT}),
    "schooling": frozenset({RestrictedField.SCHOOL}),
    "contacts": frozenset({RestrictedField.CARER_PHONE}),
}


def _facts(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    return _records(Fact, "fact", wording.fact_words, person, reader, topic=Topic(what))


def _addresses(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    return _records(Address, "address", wording.address_words, person, reader)


def _contacts(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    phone = RestrictedField.CARER_PHONE in reader.may_read

    def words(contact: Contact) -> str:
        return wording.contact_words(contact, telephone=phone)

    return _records(Contact, "contact", words, person, reader)


def _authorities(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    return _records(HomeAuthority, "home-authority", wording.authority_words, person, reader)


def _schooling(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    """Where they learn; for those who may not read that, whether they attend."""
    if RestrictedField.SCHOOL in reader.may_read:
        return _records(Schooling, "schooling", wording.schooling_words, person, reader)
    rows = Schooling.objects.visible_to(reader.user).filter(person=person).select_related("recorded_by")
    return [_row(row, "", wording.attendance_words(row), "", reader) for row in rows]


def _records(
    model: type[DatedRecord],
    kind: str,
    words: Callable[[Any], str],
    person: Person,
    reader: Reader,
    **which: Any,
) -> Iterable[HistoryRow]:
    rows = model.objects.visible_to(reader.user).filter(person=person, **which)
    for row in rows.select_related("recorded_by"):
        if reader.reads(row):
            where = {"reference": person.subject.reference, "kind": kind, "pk": row.pk}
            yield _row(row, row.told_by, words(row), reverse("people:end_record", kwargs=where), reader)


def _row(row: DatedRecord, told_by: str, words: str, end_url: str, reader: Reader) -> HistoryRow:
    state, tag = _state(row)
    return HistoryRow(
        words=words,
        period=_when(row.since, row.until),
        recorded=_recorded(told_by, row.recorded_by, row.recorded_at),
        state=state,
        tag=tag,
        reason=row.withdrawn_reason if end_url else "",
        end_url=end_url if reader.may_record and not state else "",
    )


def _state(row: DatedRecord) -> tuple[str, str]:
    """ "" for what is so now; else that it has ended, or that it was a mistake, and the colour of its tag."""
    if row.withdrawn_at is not None:
        return _("Recorded wrongly"), "stop"
    if row.until is not None and row.until <= clock.today():
        return _("Ended"), "none"
    return "", "done"


def _names(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    """Names they use, and with the right former ones and those that were written wrongly."""
    rows = PersonName.objects.visible_to(reader.user).filter(person=person).select_related("recorded_by")
    for row in rows:
        wrong = row.withdrawn_at is not None
        if (row.is_former or wrong) and RestrictedField.FORMER_NAME not in reader.may_read:
            continue
        where = {"reference": person.subject.reference, "pk": row.pk}
        yield HistoryRow(
            words=f"{row}, {row.kind.label.lower()}",
            period=wording.days(_day(row.since), _day(row.until)),
            recorded=_recorded(row.told_by, row.recorded_by, row.since),
            state=_("Recorded wrongly") if wrong else _("Former") if row.is_former else "",
            tag="stop" if wrong else "none",
            reason=row.withdrawn_reason,
            end_url=reverse("people:withdraw_name", kwargs=where) if reader.may_record and not wrong else "",
        )


def _births(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    rows = BirthRecord.objects.visible_to(reader.user).filter(person=person).select_related("recorded_by")
    for index, row in enumerate(rows):
        yield HistoryRow(
            words=wording.birth_words(row),
            period="",
            recorded=_recorded(row.told_by, row.recorded_by, row.recorded_at),
            state=_("Corrected") if index else "",
            reason=row.reason,
        )


def _numbers(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    rows = Identifier.objects.visible_to(reader.user).filter(person=person).select_related("recorded_by")
    for row in rows:
        where = {"reference": person.subject.reference, "pk": row.pk}
        yield HistoryRow(
            words=f"{row.kind.label}: {row.value}",
            period=wording.days(_day(row.since), _day(row.until)),
            recorded=_recorded("", row.recorded_by, row.since),
            state=_("Taken off") if row.until else "",
            end_url=reverse("people:end_identifier", kwargs=where)
            if reader.may_record and not row.until
            else "",
        )


def _holders(person: Person, what: str, reader: Reader) -> Iterable[HistoryRow]:
    rows = CaseHolder.objects.visible_to(reader.user).filter(person=person)
    for row in rows.select_related("agency", "recorded_by"):
        yield HistoryRow(
            words=f"{row.worker_name}, {row.agency.name}",
            period=wording.days(_day(row.since), _day(row.until)),
            recorded=_recorded("", row.recorded_by, row.since),
            state=_("Ended") if row.until else "",
        )


def _recorded(told_by: str, user: User | None, at: datetime) -> str:
    """ "Said by her mother. Recorded by Jo Example-Finch on 3 May 2026"."""
    by = user.full_name if user else _("MACEM")
    recorded = _("Recorded by %(who)s on %(day)s") % {"who": by, "day": full_date(at)}
    told = wording.said(told_by)
    return f"{told[:1].upper()}{told[1:]}. {recorded}" if told else recorded


def _when(since: date | None, until: date | None) -> str:
    """From and until when, or that nobody knows since when."""
    words = wording.days(since, until)
    return words if since else ", ".join(part for part in (_("since when is not known"), words) if part)


def _day(instant: datetime | None) -> date | None:
    return clock.local_date(instant) if instant else None


_SOURCES: Mapping[str, Callable[[Person, str, Reader], Iterable[HistoryRow]]] = {
    "names": _names,
    "birth": _births,
    "numbers": _numbers,
    "holder": _holders,
    "addresses": _addresses,
    "schooling": _schooling,
    "contacts": _contacts,
    "home-authority": _authorities,
}
