"""An action said in one line is understood, and what is not understood is kept (M6)."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.action_line import OwningAgency, PossibleOwner, understand
from macem.protocol.spoken_dates import due_in
from macem.protocol.working_days import Calendar

TODAY = date(2027, 1, 5)  # a Tuesday
MEETING = date(2027, 2, 2)
POLICE = OwningAgency(1, ("Police", "North Example Police"))
CSC = OwningAgency(2, ("Children’s Social Care", "CSC"))
HEALTH = OwningAgency(3, ("Health",))
WARD = PossibleOwner(11, "Kit Example-Ward", 1)
DALE = PossibleOwner(21, "Mina Example-Dale", 2)
FINCH = PossibleOwner(22, "Jo Example-Finch", 2)


def understood(line, **changes):
    given_ = {
        "agencies": (POLICE, CSC, HEALTH),
        "people": (WARD, DALE, FINCH),
        "today": TODAY,
        "calendar": Calendar(),
        "next_meeting": MEETING,
    }
    return understand(line, **(given_ | changes))


def due(sentence):
    found = due_in(sentence, today=TODAY, calendar=Calendar(), next_meeting=MEETING)
    return None if found is None else found.day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("visit Hope Street by Friday", date(2027, 1, 8)),
        ("visit by next Friday", date(2027, 1, 15)),
        ("visit by Tuesday", date(2027, 1, 12)),
        ("visit before Monday", date(2027, 1, 8)),
        ("visit today", TODAY),
        ("visit tomorrow", date(2027, 1, 6)),
        ("visit by the 15th", None),
        ("visit by 15 January", date(2027, 1, 15)),
        ("visit by Friday 15th of January", date(2027, 1, 15)),
        ("visit by 4 January", date(2028, 1, 4)),
        ("visit on 3 Feb 2027", date(2027, 2, 3)),
        ("visit by 3/2", date(2027, 2, 3)),
        ("visit by 3/2/27", date(2027, 2, 3)),
        ("visit by 2027-02-03", date(2027, 2, 3)),
        ("visit by 31 February", None),
        ("visit in 3 days", date(2027, 1, 8)),
        ("visit within two weeks", date(2027, 1, 19)),
        ("visit within 5 working days", date(2027, 1, 12)),
        ("visit in a month", date(2027, 2, 5)),
        ("visit by the end of the week", date(2027, 1, 8)),
        ("visit by the end of next week", date(2027, 1, 15)),
        ("visit by the end of the month", date(2027, 1, 29)),
        ("visit next week", date(2027, 1, 15)),
        ("report at the next meeting", MEETING),
        ("report by Monday, then again by 20 January", date(2027, 1, 20)),
        ("Friday drop-in at the school", None),
        ("agree a way home on Fridays", None),
        ("look at every Friday night", None),
        ("find out who drives on Friday evenings", None),
    ],
)
def test_a_due_date_is_read_as_it_is_said(said, day):
    assert due(said) == day


def test_the_end_of_january_is_a_month_before_the_end_of_february():
    found = due_in("visit in a month", today=date(2027, 1, 31), calendar=Calendar())
    assert found is not None and found.day == date(2027, 2, 28)


@pytest.mark.parametrize("today", [date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 30)])
def test_the_end_of_a_period_is_never_past(today):
    for said in ("by the end of the week", "by the end of the month"):
        found = due_in(said, today=today, calendar=Calendar())
        assert found is not None and found.day >= today


def test_a_date_in_a_past_year_is_kept_as_it_was_said():
    assert due("visit by 4 January 2026") == date(2026, 1, 4)


def test_the_line_of_a_meeting_is_understood():
    found = understood("police visit Hope Street by Friday")
    assert (found.text, found.agency, found.due) == ("Visit Hope Street", 1, date(2027, 1, 8))
    assert (found.owner, found.proposed) == (11, True)
    assert found.origins == {
        "agency": "police",
        "due": "by Friday",
        "owner": "the only one here for this agency",
    }
    assert found.missing == ()


@pytest.mark.parametrize(
    ("line", "text", "agency", "owner", "missing"),
    [
        ("Health to ring the school by Friday", "Ring the school", 3, None, ("owner",)),
        ("CSC: ring the aunt by Friday", "Ring the aunt", 2, None, ("owner",)),
        ("Jo Example-Finch to ring the aunt by Friday", "Ring the aunt", 2, 22, ()),
        ("Mina to ring the aunt", "Ring the aunt", 2, 21, ("due",)),
        ("Police (K. Example-Ward) to ring the aunt by Friday", "Ring the aunt", 1, 11, ()),
        ("Ring the aunt by Friday (J Example-Finch)", "Ring the aunt", 2, 22, ()),
        ("Ring the aunt, Health, 15 January", "Ring the aunt", 3, None, ("owner",)),
        ("ring the police by Friday", "Ring the police", None, None, ("agency", "owner")),
        ("policeman’s report by Friday", "Policeman’s report", None, None, ("agency", "owner")),
        ("by Friday", "", None, None, ("text", "agency", "owner")),
        ("", "", None, None, ("text", "agency", "owner", "due")),
    ],
)
def test_owner_and_agency_are_found_where_an_owner_stands(line, text, agency, owner, missing):
    found = understood(line)
    assert (found.text, found.agency, found.owner, found.missing) == (text, agency, owner, missing)


def test_of_two_people_whom_a_name_fits_none_is_taken():
    twin = PossibleOwner(12, "Kit Example-Marr", 1)
    found = understood("Kit to ring the aunt by Friday", people=(WARD, twin))
    assert found.owner is None
    assert found.text == "Kit to ring the aunt"


def words(text):
    return set(re.findall(r"[^\W_]+", text.casefold()))


WORDS = st.sampled_from(
    (
        "police", "health", "csc", "kit", "jo", "to", "will", "by", "before", "on", "in", "within", "friday",
        "next", "week", "month", "15", "january", "3/2", "two", "days", "visit", "Hope", "Street", "(Health)",
        ",", ":", "–", "the", "aunt’s", "meeting", "today", "31", "february",
    )
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_no_word_that_was_said_is_lost(line):
    found = understood(line)
    kept = words(found.text) | words(" ".join(found.origins.values()))
    lost = words(line) - kept
    assert lost <= {"the", "to", "will", "is", "are"}


@given(st.text(max_size=80))
def test_whatever_is_typed_is_understood_or_kept(line):
    found = understood(line)
    assert found.due is None or isinstance(found.due, date)
    assert bool(found.text) or words(line) <= words(" ".join(found.origins.values())) | {"the", "to", "will"}


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["friday", "mon", "Sunday", "next thu"]))
def test_a_weekday_is_always_ahead_and_at_most_two_weeks(today, weekday):
    found = due_in(f"visit by {weekday}", today=today, calendar=Calendar())
    assert found is not None
    assert timedelta(0) < found.day - today <= timedelta(days=14)
