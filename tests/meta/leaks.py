"""What an answer must not hold: text of a row that the database hides from whoever asked."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.models import Subject
from macem.gate.enum_field import EnumField
from macem.gate.scope import acting_for
from macem.govuk.dates import full_date
from macem.people.models import PersonName
from macem.protocol.vocabulary import Role
from tests.meta.models import about_people, path_to_subject
from tests.meta.visitors import Visitor

SHORTEST = 6  # "Bo" and "Yes" stand in many a text that tells nothing

# Days stand everywhere; of birth, the person's row tells.
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}")
CANARY = re.compile(r"canary-[a-z_]+-[a-z_]+-\d+\.")

SPEAKING = (models.CharField, models.TextField, models.JSONField)
# Where something comes from, and which question is answered, in set words.
SILENT = frozenset({"basis", "choice", "digest", "key", "matrix", "principal", "question", "source"})

Row = tuple[type[models.Model], Any]


@dataclass(frozen=True)
class Secrets:
    """The texts of all rows about people, and those that stand in no row that a visitor may read."""

    texts: dict[Row, frozenset[str]]
    hidden: dict[Visitor, frozenset[str]]
    names: frozenset[str]

    def names_in(self, text: str) -> list[str]:
        """Return the names of people that stand in ``text``, whoever reads it."""
        return [name for name in self.names if name in html.unescape(text)]

    def leaked(self, text: str, visitor: Visitor) -> list[str]:
        """Return what stands in ``text`` and only in rows that are hidden from ``visitor``."""
        plain = html.unescape(text)
        return [secret for secret in self.hidden[visitor] if secret in plain]


def gather(visitors: Iterable[Visitor], as_web: Any) -> Secrets:
    """Read everything as the worker, and for each visitor what the web role shows them by ``as_web``."""
    texts = _texts()
    everything = frozenset().union(*texts.values())
    hidden = {}
    with as_web():
        for visitor in visitors:
            with acting_for(visitor.user_id):
                seen = {
                    (model, key)
                    for model in about_people()
                    for key in model._base_manager.values_list("pk", flat=True)
                }
            rows = seen | _told_by_reference(visitor, texts)
            told = "\n".join(text for row in rows for text in texts.get(row, ()))
            hidden[visitor] = frozenset(text for text in everything if text not in told)
    return Secrets(texts, hidden, _names())


def _told_by_reference(visitor: Visitor, texts: Iterable[Row]) -> set[Row]:
    """The auditor is told the reference of every record, and nothing else of it."""
    return {row for row in texts if row[0] is Subject} if visitor.who is Role.AUDITOR else set()


def _texts() -> dict[Row, frozenset[str]]:
    """Return the telling texts of each row: long enough, and about one person only."""
    found: dict[Row, set[str]] = {}
    about: dict[str, set[Any]] = defaultdict(set)
    for model in about_people():
        people = dict(model._base_manager.values_list("pk", path_to_subject(model)))
        for row in model._base_manager.all():
            texts = {text for text in _strings(row) if len(text) >= SHORTEST}
            found[model, row.pk] = texts
            for text in texts:
                about[text].add(people[row.pk])
    common = {text for text, subjects in about.items() if len(subjects) > 1} | _known_to_all()
    return {row: frozenset(texts - common) for row, texts in found.items() if texts - common}


def _strings(row: models.Model) -> Iterator[str]:
    if hasattr(row, "forename"):
        yield f"{row.forename} {row.surname}".strip()
    for field in row._meta.concrete_fields:
        if field.name == "date_of_birth":
            yield full_date(getattr(row, field.attname))
        if isinstance(field, SPEAKING) and not isinstance(field, EnumField) and field.name not in SILENT:
            yield from (text for text in _leaves(getattr(row, field.attname)) if not DAY.fullmatch(text))
            yield from CANARY.findall(str(getattr(row, field.attname)))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)


def _known_to_all() -> set[str]:
    """Return the names of professionals, agencies and panels, which are no secret."""
    return {
        *User.objects.values_list("full_name", flat=True),
        *Agency.objects.values_list("name", flat=True),
        *Panel.objects.values_list("name", flat=True),
    }


def _names() -> frozenset[str]:
    return frozenset(name for name in PersonName.objects.values_list("surname", flat=True) if name)
