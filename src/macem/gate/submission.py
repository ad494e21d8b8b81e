"""A form handed to a service: what the service does not allow now becomes an error of the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest

from macem.gate.actor import Actor
from macem.gate.refusal import NotNow


def carried_out(form: forms.Form, service: Callable[..., Any], request: HttpRequest, **given: Any) -> bool:
    """Call ``service`` for the signed-in user; where it raises ``NotNow``, say why in ``form``, return False.

    Everything typed stays in the form. :class:`Refused` goes on to the visitor as a 403.
    """
    try:
        service(by=Actor.user(request.user), **given)
    except NotNow as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True
