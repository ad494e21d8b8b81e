from datetime import date

from macem.protocol.ramm import week_of


class WeekConverter:
    """A week in an address, by its Monday: ``2027-01-04``. Any other day is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if week_of(day) != day:
            raise ValueError(f"{value} is no Monday.")
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()
