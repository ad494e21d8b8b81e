"""Every visitor opens an address by every method; what came back is kept for the tests to look at."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

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


def walk(world: World, route: str) -> list[Visit]:
    """Make every visit to ``route``, each undone before the next.

    The gate asks a route's policy before its method: of those whom it refuses to look, one tries to send.
    """
    row = MATRIX[route]
    path = reverse(route, kwargs=world.places[row.at] if row.at else None)
    found: list[Visit] = []
    tried = False
    with _without_log():
        for visitor in world.visitors:
            looked = _visit(visitor, route, path, "GET")
            found.append(looked)
            if looked.status != 403 or not tried:
                tried = tried or looked.status == 403
                found.append(_visit(visitor, route, path, "POST"))
    return found


def goes_to_sign_in(visit: Visit) -> bool:
    """Say whether the answer sends the visitor to sign in first and come back."""
    return visit.status == 302 and visit.location.startswith(f"{reverse(settings.LOGIN_URL)}?next=")


def _visit(visitor: Visitor, route: str, path: str, method: str) -> Visit:
    client = Client(raise_request_exception=False)
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
    """Return how many rows each table has taken, changed or lost in the running transaction."""
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
