"""Logs refusals after the refused transaction has been rolled back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from macem.audit import services
from macem.gate.actor import Actor, ActorKind
from macem.gate.refusal import Refused
from macem.gate.scope import acting_for

ATTRIBUTE = "macem_refusal"


def note(request: HttpRequest, refusal: Refused) -> None:
    """Remember on the request that it was refused; the middleware writes it on the way out."""
    setattr(request, ATTRIBUTE, refusal)


class RefusalLogMiddleware:
    """Stands outside the scoped transaction, so that its row survives the rollback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        refusal = getattr(request, ATTRIBUTE, None)
        if refusal is not None:
            user = getattr(request, "user", None)
            by = (
                Actor.user(user)
                if user is not None and user.is_authenticated
                else Actor(kind=ActorKind.USER, label="not signed in")
            )
            match = request.resolver_match
            with acting_for(by.user_id):
                services.record_refusal(
                    by=by,
                    refusal=refusal,
                    route=(match.view_name if match else "") or "",
                    method=request.method or "",
                )
        return response
