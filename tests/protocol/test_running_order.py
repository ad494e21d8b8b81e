"""M1: each item has a time, so that presenters and guests come for their own."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.running_order import OPENING_MINUTES, running_order


def test_the_first_item_follows_the_opening_and_the_rest_share_the_time():
    # 2:00pm to 4:05pm is 125 minutes; 115 are left after the opening, 8 whole minutes for each of 14.
    order = running_order(time(14, 0), time(16, 5), 14)
    assert order.minutes_each == 8
    assert order.items[:3] == (time(14, 10), time(14, 18), time(14, 26))
    assert order.items[-1] == time(15, 54)


def test_an_empty_list_has_no_times():
    assert running_order(time(14), time(16), 0).items == ()


def test_a_list_longer_than_the_meeting_gives_each_item_a_minute_and_runs_over():
    order = running_order(time(14), time(14, 30), 40)
    assert order.minutes_each == 1
    assert order.items[-1] == time(14, 49)


def test_a_list_that_would_run_past_midnight_stops_there():
    assert running_order(time(23, 40), time(23, 59), 30).items[-1] == time(23, 59)


@pytest.mark.parametrize(("starts", "ends", "items"), [(time(16), time(14), 3), (time(14), time(16), -1)])
def test_nonsense_is_refused(starts, ends, items):
    with pytest.raises(ValueError):
        running_order(starts, ends, items)


@given(st.integers(min_value=1, max_value=100))
def test_items_are_in_order_and_none_begins_before_the_opening_is_over(items):
    order = running_order(time(9), time(12), items)
    assert len(order.items) == items
    assert list(order.items) == sorted(order.items)
    assert order.items[0] == time(9, OPENING_MINUTES)
