"""Opens the request's transaction, scoped to the person signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from macem.gate.scope import acting_for


class ScopedTransactionMiddleware:
    """Everything a request reads and writes happens in one transaction as the web role, for its user.

    ``ATOMIC_REQUESTS`` stays on inside it: a view that raises is rolled back to where it began.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_for(request.user.pk if request.user.is_authenticated else None):
            return self.get_response(request)
