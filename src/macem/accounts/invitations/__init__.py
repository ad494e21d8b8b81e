"""Somebody without an account, let in by a time-boxed link and a code to one thing (P1; security.md 16)."""

from django.http import HttpRequest

from macem.accounts.models import Invitation


def current(request: HttpRequest) -> Invitation | None:
    """Return the invitation by which this visitor came in, or None for everybody else."""
    user = request.user
    return user.invitation if user.is_authenticated and user.is_invited else None
