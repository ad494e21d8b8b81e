class UnfitFile(ValueError):
    """A file that is not kept. ``reason`` says why, in a sentence or two, and how to mend it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
