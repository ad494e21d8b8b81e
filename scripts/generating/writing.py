"""What every generated page shares."""

from collections.abc import Iterable, Sequence


def begin(title: str, *paragraphs: str) -> list[str]:
    """The top of a page, and who wrote it."""
    lines = [f"# {title}", "", "Made from the code by `make docs`; do not edit.", ""]
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    return lines


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, with what would break its cells written otherwise."""
    return [
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows),
        "",
    ]


def listed(words: Iterable[str], nothing: str = "") -> str:
    """Words with commas between them; `nothing` where there are none."""
    return ", ".join(words) or nothing


def code(text: str) -> str:
    return f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()
