"""Opening a person for a change, and drawing its page. The person's own page is casefile's."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from macem.confidentiality.opening import open_subject
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.people.presenters.history import History


def open_person(request: HttpRequest, reference: str, *, context: str) -> Person:
    """Open the person for a change: 404 where the reader does not see them."""
    return open_subject(request, reference, context=context).person


def page(
    request: HttpRequest, template: str, person: Person, form: forms.Form | None, **more: Any
) -> HttpResponse:
    """Draw a page about ``person``, under the part of the navigation to which they belong."""
    shown = PersonPresenter(person)
    request.macem_section = shown.section  # type: ignore[attr-defined]
    return render(request, template, {"person": shown, "form": form, **more})


def record_page(
    request: HttpRequest, person: Person, form: forms.Form, *, what: str, heading: str, lede: str = ""
) -> HttpResponse:
    """Draw the short form of one fact, with what is recorded of the matter ``what`` above it."""
    history = History(person, what, request.user, may_record=True)
    return page(request, "people/record.jinja", person, form, heading=heading, lede=lede, history=history)
