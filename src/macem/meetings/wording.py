"""Short texts joined to prose."""

from collections.abc import Iterable


def sentences(texts: Iterable[str]) -> str:
    """Return the texts that say something, one after the other, each ended once.

    Whoever typed a text may have ended it with a full stop or a question mark, or not.
    """
    said = [text.strip() for text in texts if text.strip()]
    return " ".join(text if text[-1] in ".!?…”" else f"{text}." for text in said)
