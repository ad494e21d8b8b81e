"""Asks every route for its policy before its view runs."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.module_loading import import_string

from macem.gate.refusal import Refused
from macem.gate.routes import asks_for_invited, asks_without_sign_in, declared

NUL = "\0"


class GateMiddleware:
    """Deny by default: a view runs only after the policy of its route has let the request through.

    Somebody who came in by an invitation gets to the routes whose policy says so, and to no other
    (security.md 16). An address with a NUL character in it names nothing: the database has no such text, and
    would fault.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.third_party = import_string(settings.THIRD_PARTY_ROUTE_POLICIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if NUL in request.path or NUL in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("An address with a NUL character.")
        match = request.resolver_match
        check = declared(view) or self.third_party.get(match.view_name if match else "")
        if check is None:
            raise Refused("This page is closed.", action="open a page without a policy")
        if not asks_without_sign_in(check) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if getattr(request.user, "is_invited", False) and not asks_for_invited(check):
            raise Refused(
                "Your link opens your own form, and nothing else.", action="go beyond an invitation"
            )
        check(request)
        return None
