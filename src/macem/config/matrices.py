"""Opens the exploitation matrices of the risk assessment: those that macem ships, and a partnership's own."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from macem.protocol import matrix_file
from macem.protocol.matrix import Matrix


@cache
def load() -> tuple[Matrix, ...]:
    """Return every matrix at hand. Read once: a changed file counts after a restart.

    ``MATRICES_FOLDER`` may name a folder of further ones. Raises :class:`matrix_file.MatrixFileError` where a
    file is at fault, :class:`ValueError` where two bear one id.
    """
    shipped = files("macem.protocol") / "matrices"
    texts = [one.read_text(encoding="utf-8") for one in shipped.iterdir() if one.name.endswith(".toml")]
    if settings.MATRICES_FOLDER:
        own = Path(settings.MATRICES_FOLDER).glob("*.toml")
        texts += [one.read_text(encoding="utf-8") for one in sorted(own)]
    found = {matrix.id: matrix for matrix in map(matrix_file.read, texts)}
    if len(found) < len(texts):
        raise ValueError("Two exploitation matrices bear one id.")
    return tuple(found.values())
