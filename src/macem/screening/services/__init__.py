"""The only writers of screening forms."""

from macem.screening.services.drafts import begin, delete_draft, save_answers, say_no_danger
from macem.screening.services.sending import belongs_to, close

__all__ = ["begin", "belongs_to", "close", "delete_draft", "save_answers", "say_no_danger"]
