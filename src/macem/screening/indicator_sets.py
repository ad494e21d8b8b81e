"""The indicator sets that a panel uses, from the files that config opens."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.protocol.indicator_set import IndicatorSet, active_on, chosen


def all_sets() -> tuple[IndicatorSet, ...]:
    """Return every set at hand, whether or not a panel uses it."""
    loader = import_string(settings.INDICATOR_SETS_LOADER)
    found: tuple[IndicatorSet, ...] = loader()
    return found


def sets_of(panel: Panel) -> tuple[IndicatorSet, ...]:
    """Return the sets that the panel's protocol file chose, the first activated first (clause P1)."""
    return chosen(all_sets(), settings_of(panel).screening.indicator_sets)


def in_force(panel: Panel, day: date) -> IndicatorSet:
    """Return the set for a form that is begun on ``day``."""
    return active_on(sets_of(panel), day)


def set_named(id: str) -> IndicatorSet:
    """Return the set with that id, also one that no panel uses any more. Raises :class:`LookupError`."""
    return chosen(all_sets(), [id])[0]
