"""Opens the indicator sets of the screening form: those that macem ships, and a partnership's own."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from macem.protocol import indicator_file
from macem.protocol.indicator_set import IndicatorSet


@cache
def load() -> tuple[IndicatorSet, ...]:
    """Return every set at hand. Read once: a changed file counts after a restart.

    ``INDICATOR_SETS_FOLDER`` may name a folder of further ones. Raises
    :class:`indicator_file.IndicatorFileError` where a file is at fault, :class:`ValueError` where two bear
    one id.
    """
    shipped = files("macem.protocol") / "indicator_sets"
    texts = {one.name: one.read_text(encoding="utf-8") for one in shipped.iterdir() if _is_a_set(one.name)}
    if settings.INDICATOR_SETS_FOLDER:
        own = Path(settings.INDICATOR_SETS_FOLDER)
        texts |= {str(one): one.read_text(encoding="utf-8") for one in sorted(own.glob("*.toml"))}
    sets = tuple(_read(name, text) for name, text in texts.items())
    ids = [one.id for one in sets]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValueError(f"Two indicator sets bear the id {twice[0]}.")
    return sets


def _is_a_set(name: str) -> bool:
    return name.endswith(".toml")


def _read(name: str, text: str) -> IndicatorSet:
    try:
        return indicator_file.read(text)
    except indicator_file.IndicatorFileError as error:
        error.add_note(f"in {name}")
        raise
