"""The settings of a panel: what its protocol file says."""

from django.conf import settings
from django.utils.module_loading import import_string

from macem.agencies.models import Panel
from macem.protocol.settings import Settings


def settings_of(panel: Panel) -> Settings:
    """Return the protocol's settings for ``panel``, from the file that config names for it."""
    loader = import_string(settings.PROTOCOL_SETTINGS_LOADER)
    found: Settings = loader(panel.code)
    return found
