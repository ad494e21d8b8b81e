"""Opens protocol files: the one that settings name for a panel, or York's, which macem ships."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from macem.protocol import protocol_file
from macem.protocol.settings import Settings


@cache
def load(panel_code: str) -> Settings:
    """Return the settings of the panel ``panel_code``. Read once: a changed file counts after a restart."""
    named = settings.PROTOCOL_FILES.get(panel_code)
    if named:
        return protocol_file.read(Path(named).read_text(encoding="utf-8"))
    return protocol_file.read((files("macem.protocol") / "york.toml").read_text(encoding="utf-8"))
