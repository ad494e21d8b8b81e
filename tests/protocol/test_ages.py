"""Ages on a day, exact and estimated."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.ages import (
    BirthRange,
    age_on,
    ages_on,
    born_when,
    eighteenth_birthday,
    is_child,
    may_be_child,
    turns_adult_between,
)
from tests.protocol.making import day


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2012-02-29", "2030-02-28", 17),
        ("2012-02-29", "2030-03-01", 18),
        ("2012-02-29", "2028-02-28", 15),
        ("2012-02-29", "2028-02-29", 16),
        ("2009-03-31", "2027-03-31", 18),
        ("2009-04-01", "2027-03-31", 17),
        ("2027-03-31", "2027-03-31", 0),
    ],
)
def test_age_on_a_day(born, on, age):
    assert age_on(day(born), day(on)) == age
    assert is_child(day(born), day(on)) is (age < 18)


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before they are born"):
        age_on(day("2027-04-01"), day("2027-03-31"))


def test_about_an_age_is_a_range_of_births():
    assert born_when(13, day("2025-09-15")) == BirthRange(day("2011-09-16"), day("2012-09-15"))


def test_an_estimated_age_gives_two_ages_for_most_of_the_year():
    born = born_when(13, day("2025-09-15"))
    assert str(ages_on(born, day("2025-09-15"))) == "13"
    assert str(ages_on(born, day("2025-09-16"))) == "13 or 14"
    assert str(ages_on(born, day("2030-03-01"))) == "17 or 18"
    assert may_be_child(born, day("2030-09-14"))
    assert not may_be_child(born, day("2030-09-15"))


days = st.dates(day("1990-01-01"), day("2060-12-31"))


@given(st.integers(0, 60), days)
def test_both_ends_of_the_range_and_no_day_beyond_have_the_age(age, recorded):
    born = born_when(age, recorded)
    assert age_on(born.earliest, recorded) == age_on(born.latest, recorded) == age
    assert age_on(born.earliest - timedelta(1), recorded) == age + 1
    if born.latest < recorded:
        assert age == 0 or age_on(born.latest + timedelta(1), recorded) == age - 1


@given(days)
def test_eighteen_begins_on_the_eighteenth_birthday(born):
    adult = eighteenth_birthday(born)
    assert (age_on(born, adult - timedelta(1)), age_on(born, adult)) == (17, 18)
    assert turns_adult_between(born, adult - timedelta(1), adult)
    assert not turns_adult_between(born, adult, adult + timedelta(1))


def test_a_range_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="end before"):
        BirthRange(day("2027-03-31"), day("2027-03-30"))
