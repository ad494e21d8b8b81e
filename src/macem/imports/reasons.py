"""Why a row of a file has its outcome: codes that are kept; the presenters have the sentences."""

from enum import StrEnum


class Reason(StrEnum):
    """One reason, whatever the row says. The codes are stored."""

    NEW = "new"
    NEW_CHILD = "new_child"
    RETURN = "return"
    OTHERWISE = "otherwise"
    SAME = "same"
    EARLIER = "earlier"
    RETURNED = "returned"
    COPY = "copy"
    WHICH_CHILD = "which_child"
    BORN_DIFFERS = "born_differs"
    BORN_TWICE = "born_twice"
    NUMBER = "number"
    FUTURE_START = "future_start"
    FUTURE_END = "future_end"
