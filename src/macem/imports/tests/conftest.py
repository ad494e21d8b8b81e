"""A file as it arrives, and the way from there to its records."""

import pytest

from macem.imports import services
from macem.imports.reading import plan_of
from macem.protocol.vocabulary.states import ImportKind

HEAD = "CHILD,DOB,MISSING,MIS_START,MIS_END"


def csv(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


@pytest.fixture
def send(partnership):
    """``send(by, "12,14/03/2011,M,…")``: the file with these rows, taken in."""

    def take_in(by, *lines, name="missing.csv"):
        return services.take_in(
            panel=partnership.panel,
            kind=ImportKind.SSDA903_MISSING,
            file_name=name,
            content=csv(*lines),
            by=by,
        )

    return take_in


@pytest.fixture
def import_rows(send):
    """``import_rows(by, …)``: taken in, looked at and applied by the same person."""

    def run(by, *lines):
        upload = send(by, *lines)
        return services.apply(upload=upload, seen=plan_of(upload, by=by).digest, by=by)

    return run
