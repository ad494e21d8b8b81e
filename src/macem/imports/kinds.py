"""The sorts of file that macem takes in, listed here and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from macem.protocol.vocabulary.states import IdentifierKind, ImportKind
from macem.readers import MissingRow, Reading, read, ssda903_missing_cells

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kind:
    """One sort of file: what it holds, what its rows give as their source, and whose numbers stand in it.

    ``cells`` gives each row as it came, by line: headings and what stood under them.
    """

    key: ImportKind
    title: Promise
    source: str
    numbers: IdentifierKind
    cells: Callable[[bytes], dict[int, Cells]]

    def read(self, content: bytes, *, today: date) -> Reading[MissingRow]:
        """Return the rows of the file. Raises ``UnreadableFile``, whose text is one plain sentence."""
        return read(self.key.value, content, today=today)


KINDS: Mapping[ImportKind, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            key=ImportKind.SSDA903_MISSING,
            title=_("Missing episodes of children looked after"),
            source="SSDA903",
            numbers=IdentifierKind.CSC,
            cells=ssda903_missing_cells,
        ),
    )
}
