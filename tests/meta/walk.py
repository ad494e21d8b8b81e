"""Every visitor opens an address by every method; what came back is kept for the tests to look at.

Most visitors are refused at most addresses, and the gate refuses all of them in the same way: it asks the
policy of the route, and nothing further runs. So every visitor stands before the real gate; whoever it lets
through goes on by every method, and of those whom it refuses one goes the whole way, each time another.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from zlib import crc32

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import resolve, reverse

from macem.gate.middleware import GateMiddleware
from macem.gate.refusal import Refused
from macem.gate.scope import acting_for
from tests.meta.route_matrix import MATRIX
from tests.meta.visitors import Visitor, Who
from tests.meta.world import World


@dataclass(frozen=True)
class Visit:
    """One request and what came of it. ``wrote`` names the tables that took a row while it ran."""

    route: str
    path: str
    visitor: Visitor
    method: str
    status: int
    location: str
    headers: dict[str, str]
    body: str
    wrote: frozenset[str]
    fault: str

    @property
    def who(self) -> Who:
        return self.visitor.who

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.route}) by {self.who}: {self.status} {self.location}"


@dataclass(frozen=True)
class Walk:
    """All visits to one address, and those whom the gate refused without their going any further."""

    route: str
    visits: list[Visit] = field(default_factory=list)
    refused: list[Visitor] = field(default_factory=list)


def walk(world: World, route: str) -> Walk:
    """Make every visit to ``route``, each undone before the next."""
    row = MATRIX[route]
    path = reverse(route, kwargs=world.places[row.at] if row.at else None)
    refused = [visitor for visitor in world.visitors if _is_refused(visitor, path)]
    sent_on = chosen(route, refused)
    going = [visitor for visitor in world.visitors if visitor in sent_on or visitor not in refused]
    with _without_log():
        visits = [_visit(visitor, route, path, method) for visitor in going for method in ("GET", "POST")]
    return Walk(route, visits, [visitor for visitor in refused if visitor not in sent_on])


def chosen(route: str, refused: list[Visitor]) -> list[Visitor]:
    """Return the one of those refused who goes the whole way: over all the routes, everybody in turn."""
    return [refused[crc32(route.encode()) % len(refused)]] if refused else []


def _is_refused(visitor: Visitor, path: str) -> bool:
    """Ask the gate, as the site does, whether it refuses the visitor; whatever the method."""
    request: HttpRequest = RequestFactory().get(path)
    match = request.resolver_match = resolve(path)
    request.user = visitor.user or AnonymousUser()
    with acting_for(visitor.user_id):
        try:
            _gate().process_view(request, match.func, match.args, match.kwargs)
        except Refused:
            return True
    return False


@cache
def _gate() -> GateMiddleware:
    return GateMiddleware(lambda request: HttpResponse())


@cache
def _handler() -> ClientHandler:
    """Return the site with its middleware, loaded once and not for every visit."""
    return ClientHandler(enforce_csrf_checks=False)


def goes_to_sign_in(visit: Visit) -> bool:
    """Say whether the answer sends the visitor to sign in first and come back."""
    return visit.status == 302 and visit.location.startswith(f"{reverse(settings.LOGIN_URL)}?next=")


def _visit(visitor: Visitor, route: str, path: str, method: str) -> Visit:
    client = Client(raise_request_exception=False)
    client.handler = _handler()
    if visitor.session:
        client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
    with transaction.atomic(), _faults() as faults:
        before = _written()
        response = client.generic(method, path)
        wrote = {table for table, rows in _written().items() if rows != before.get(table, 0)}
        transaction.set_rollback(True)
    return Visit(
        route=route,
        path=path,
        visitor=visitor,
        method=method,
        status=response.status_code,
        location=response.headers.get("Location", ""),
        headers=dict(response.headers),
        body=_body(response),
        wrote=frozenset(wrote),
        fault="".join(faults),
    )


def _body(response: HttpResponse) -> str:
    content = b"".join(response) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")


def _written() -> dict[str, int]:
    """Return how many rows each table has taken, changed or lost.

    PostgreSQL still counts what the visit before did, until it has passed its numbers on.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


@contextmanager
def _faults() -> Iterator[list[str]]:
    found: list[str] = []

    def note(**_: object) -> None:
        found.append(traceback.format_exc())

    got_request_exception.connect(note, weak=False)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep some thousand refusals, each with its traceback, out of the log."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
