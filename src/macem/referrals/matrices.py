"""The exploitation matrices that a panel uses, from the files that config opens (clause P4)."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.protocol.indicator_set import active_on, chosen
from macem.protocol.matrix import Matrix


def in_force(panel: Panel, day: date) -> Matrix:
    """Return the matrix for an assessment that is begun on ``day``."""
    return active_on(chosen(_all(), settings_of(panel).risk_assessment.matrices), day)


def matrix_named(id: str) -> Matrix:
    """Return the matrix with that id, also one that no panel uses any more. Raises :class:`LookupError`."""
    return chosen(_all(), [id])[0]


def _all() -> tuple[Matrix, ...]:
    found: tuple[Matrix, ...] = import_string(settings.MATRICES_LOADER)()
    return found
