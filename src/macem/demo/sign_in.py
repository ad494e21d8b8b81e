"""Signing in by choosing a name. Loaded in the demonstration only; production refuses to load this room."""

from django.conf import settings
from django.http import HttpRequest

CHOSEN = "demonstration_sign_in"


def chosen_from_the_list(request: HttpRequest) -> bool:
    """Count a choice from the demonstration's list as a second factor; nowhere but in the demonstration."""
    return bool(settings.DEMONSTRATION and request.session.get(CHOSEN))
