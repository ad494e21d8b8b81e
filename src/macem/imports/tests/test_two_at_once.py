"""Two people press the button at once: the file is applied once, and a child registered once."""

import threading

from django.db import connection

from macem.demo import partnership
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.scope import acting_for
from macem.imports import services
from macem.imports.models import Upload
from macem.imports.reading import plan_of
from macem.imports.tests.conftest import csv
from macem.missing.models import Episode
from macem.people.models import Person
from macem.protocol.vocabulary.states import ImportKind

ENDED = "12,14/03/2011,M,12/12/2025,16/12/2025"


def take_in(by: Actor) -> tuple[Upload, str]:
    with acting_for(by.user_id):
        upload = services.take_in(
            panel=partnership.existing().panel,
            kind=ImportKind.SSDA903_MISSING,
            file_name="missing.csv",
            content=csv(ENDED),
            by=by,
        )
        return upload, plan_of(upload, by=by).digest


def apply_at_once(*presses: tuple[Actor, Upload, str]) -> list[str]:
    """Apply each in a thread and connection of its own, all let go together; what each was told."""
    told: list[str] = []
    together = threading.Barrier(len(presses))

    def press(by: Actor, upload: Upload, seen: str) -> None:
        try:
            together.wait(timeout=10)
            with acting_for(by.user_id):
                services.apply(upload=upload, seen=seen, by=by)
            told.append("applied")
        except NotNow as refusal:
            told.append(refusal.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=one) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(told)


def what_stands(by: Actor) -> tuple[int, int]:
    with acting_for(by.user_id):
        return Person.objects.count(), Episode.objects.count()


def test_a_file_applied_by_two_at_once_is_applied_once(fresh_database):
    by = Actor.user(partnership.existing().user("business_support"))
    upload, seen = take_in(by)
    told = apply_at_once((by, upload, seen), (by, upload, seen))
    assert told == ["This file has been applied already.", "applied"]
    assert what_stands(by) == (1, 1)


def test_two_files_with_the_same_child_register_it_once(fresh_database):
    first = Actor.user(partnership.existing().user("business_support"))
    second = Actor.user(partnership.existing().user("ce_coordinator"))
    told = apply_at_once((first, *take_in(first)), (second, *take_in(second)))
    assert [words[:30] for words in told] == ["What is known has changed sinc", "applied"]
    assert what_stands(first) == (1, 1)
