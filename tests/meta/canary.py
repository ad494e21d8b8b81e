"""Makes every free text about people one of a kind, so that wherever it turns up it is known whose it is."""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction

from macem.confidentiality.fields import NarrativeField
from tests.meta.models import about_people


def narratives() -> Iterator[tuple[str, str, str]]:
    """Yield table, key column and text column of each free text about people."""
    for model in sorted(about_people(), key=lambda model: model._meta.label):
        for field in model._meta.concrete_fields:
            if isinstance(field, NarrativeField):
                yield model._meta.db_table, model._meta.pk.column, field.column


def plant(connection: Any) -> None:
    """Add to each text the name of its column and row. Run as the owner, who may set triggers aside.

    Where a rule wants a text to be blank, as beside an answer that it does not go with, it stays blank.
    """
    for table, key, column in narratives():
        marked = f"UPDATE {table} SET {column} = {column} || ' canary-{table}-{column}-' || {key} || '.'"
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            try:
                with transaction.atomic():
                    cursor.execute(marked)
            except IntegrityError:
                cursor.execute(f"{marked} WHERE {column} <> ''")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
