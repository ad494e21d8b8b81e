"""Opening a person for a change, and drawing its page. The person's own page is casefile's."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from macem.confidentiality.opening import open_subject
from macem.people.models import Person
from macem.people.presenters import PersonPresenter


def open_person(request: HttpRequest, reference: str, *, context: str) -> Person:
    """Open the person for a change: 404 where the reader does not see them."""
    return open_subject(request, reference, context=context).person


def page(request: HttpRequest, template: str, person: Person, form: forms.Form, **more: Any) -> HttpResponse:
    shown = PersonPresenter(person)
    request.macem_section = shown.section  # type: ignore[attr-defined]
    return render(request, template, {"person": shown, "form": form, **more})
