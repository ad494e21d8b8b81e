"""Every error of a page, in the order of the page, each with the id of the box that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet

from .fields import anchor, page_order


@dataclass(frozen=True)
class ErrorItem:
    text: str
    href: str = ""


def _of_form(form: BaseForm) -> Iterator[ErrorItem]:
    for text in form.non_field_errors():
        yield ErrorItem(str(text))
    for bound in page_order(form):
        if bound.is_hidden:
            continue
        for text in bound.errors:
            yield ErrorItem(str(text), "#" + anchor(bound))
    for bound in form.hidden_fields():
        for text in bound.errors:
            yield ErrorItem(str(text))


def _of(thing: Any) -> Iterator[ErrorItem]:
    if isinstance(thing, BaseFormSet):
        if thing.is_bound:
            for text in thing.non_form_errors():
                yield ErrorItem(str(text))
            for form in thing.forms:
                yield from _of_form(form)
    elif isinstance(thing, BaseForm):
        if thing.is_bound:
            yield from _of_form(thing)
    elif isinstance(thing, ErrorItem):
        yield thing
    elif isinstance(thing, Iterable):
        for part in thing:
            yield from _of(part)


def error_items(*things: Any) -> list[ErrorItem]:
    """`things` are forms, formsets, ErrorItems, or lists of these."""
    return list(_of(things))


def has_errors(*things: Any) -> bool:
    return next(_of(things), None) is not None
