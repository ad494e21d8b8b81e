"""The request's instant and its user, as the clock and the database know them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from macem.gate import clock
from macem.gate.scope import acting_for, current

INSTANT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def settings_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT macem_me(), macem_now()")
        return cursor.fetchone()


@pytest.mark.django_db
def test_the_database_is_told_for_whom_and_when(partnership):
    user = partnership.user("chair")
    with acting_for(user.pk, at=INSTANT) as acting:
        assert settings_in_the_database() == (user.pk, INSTANT)
        assert current() == acting
        assert (acting.role, acting.user_id) == ("macem_web", user.pk)
    assert settings_in_the_database() == (None, None)
    assert current() is None


@pytest.mark.django_db
def test_one_scope_within_another_gives_back_what_it_found(partnership):
    chair, spoc = partnership.user("chair").pk, partnership.user("health_spoc").pk
    later = INSTANT + timedelta(hours=1)
    with acting_for(chair, at=INSTANT):
        with acting_for(spoc, at=later):
            assert settings_in_the_database() == (spoc, later)
            assert clock.now() == later
        assert settings_in_the_database() == (chair, INSTANT)
        assert clock.now() == INSTANT
        with acting_for(None):
            assert settings_in_the_database()[0] is None


@pytest.mark.django_db
def test_a_scope_that_fails_leaves_nothing_behind(partnership):
    user = partnership.user("chair")
    with pytest.raises(ZeroDivisionError), acting_for(user.pk):
        user.job_title = "Changed"
        user.save(update_fields=["job_title"])
        raise ZeroDivisionError
    assert current() is None
    user.refresh_from_db()
    assert user.job_title == "Superintendent"


@pytest.mark.django_db
def test_a_scope_ends_with_its_transaction_even_after_an_error_in_the_database(partnership):
    with acting_for(partnership.user("chair").pk):
        with (
            pytest.raises(Exception, match="does not exist"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT * FROM nothing")
        assert settings_in_the_database()[0] is not None


def test_a_request_happens_at_one_instant():
    with clock.standing_at(INSTANT):
        assert clock.now() == clock.now() == INSTANT
    with time_machine.travel(INSTANT, tick=False):
        assert clock.now() == INSTANT


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),  # summer time: already July in London
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
    ],
)
def test_the_day_is_londons(instant, day):
    assert clock.local_date(instant) == day
