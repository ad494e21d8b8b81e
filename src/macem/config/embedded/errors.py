class EmbeddedDatabaseError(Exception):
    """The embedded database cannot do what was asked; the message is a sentence for the user."""
