"""Single records in words, for those who may read them."""

from datetime import date

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.people import lists
from macem.people.models import (
    Address,
    BirthRecord,
    Contact,
    DatedRecord,
    Fact,
    HomeAuthority,
    Person,
    Schooling,
)
from macem.protocol.vocabulary.states import BirthBasis


def fact_words(fact: Fact) -> str:
    """ "Polish", "Polish: would rather use it", or the words alone."""
    return ": ".join(part for part in (lists.answer(fact.topic, fact.code), fact.words) if part)


def address_words(address: Address) -> str:
    """ "Foster carers, the Test-Reeds, 12 Test Lane, YO1 7ZZ", as far as it is known."""
    placed = lists.label("placement", address.placement) if address.placement else ""
    lines = ", ".join(line.strip(" ,") for line in address.lines.splitlines() if line.strip(" ,"))
    return ", ".join(part for part in (placed, address.carer, lines, address.postcode) if part)


def attendance_words(schooling: Schooling) -> str:
    """ "On roll with a part-time timetable, 12 hours a week"; nothing of where."""
    words = lists.label("schooling", schooling.status)
    if not schooling.hours:
        return words
    return _("%(status)s, %(hours)s hours a week") % {"status": words, "hours": schooling.hours}


def schooling_words(schooling: Schooling) -> str:
    """Where somebody learns, and whether they are there."""
    return ": ".join(part for part in (schooling.school, attendance_words(schooling)) if part)


def birth_words(birth: Person | BirthRecord) -> str:
    """ "14 March 2011"; "about 15 on 1 March 2024"; "14 March 2011, estimated"; "not known"."""
    if birth.estimated_age is not None:
        return _("about %(age)s on %(day)s") % {
            "age": birth.estimated_age,
            "day": full_date(birth.estimated_on),
        }
    if birth.date_of_birth is None:
        return _("not known")
    written = full_date(birth.date_of_birth)
    basis = birth.basis if isinstance(birth, BirthRecord) else birth.birth_basis
    return written if basis is BirthBasis.EXACT else _("%(day)s, estimated") % {"day": written}


def contact_words(contact: Contact, *, telephone: bool) -> str:
    """ "Sam Test-Ashby, father, 01904 000000. Do not contact: he opens her post"."""
    number = contact.telephone if telephone or not lists.is_carer(contact.relation) else ""
    relation = lists.label("relation", contact.relation).lower()
    who = ", ".join(part for part in (contact.name, relation, number) if part)
    why = f": {contact.safe_why}" if contact.safe_why else ""
    return f"{who}. {contact.safe.label}{why}"


def authority_words(placed: HomeAuthority) -> str:
    """ "Leeds City Council, Jo Example-Rill, 0113 000000"."""
    return ", ".join(part for part in (placed.authority, placed.worker_name, placed.telephone) if part)


def days(since: date | None, until: date | None) -> str:
    """The days from and until which something is so, in words; "" where neither is known."""
    if since and until:
        return _("from %(since)s until %(until)s") % {"since": full_date(since), "until": full_date(until)}
    if since:
        return _("since %(since)s") % {"since": full_date(since)}
    return _("until %(until)s") % {"until": full_date(until)} if until else ""


def said(told_by: str) -> str:
    """ "said by her mother", or nothing."""
    return _("said by %(who)s") % {"who": told_by} if told_by else ""


def grey(record: DatedRecord) -> list[str]:
    """The line under a value: since when, and who said so."""
    line = ", ".join(part for part in (days(record.since, record.until), said(record.told_by)) if part)
    return [line[:1].upper() + line[1:]] if line else []
