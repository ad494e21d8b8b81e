"""The month of a meeting, from the names to the minutes: its public writers, one noun a file."""

from macem.meetings.services.agenda import compile_agenda, review_agenda
from macem.meetings.services.circulation import chase, circulate, note_agenda_opened
from macem.meetings.services.names import (
    add_item,
    carry_agenda_over,
    name_presenter,
    remove_item,
    send_names,
)
from macem.meetings.services.returns import let_answer_stand, save_draft, submit_return

__all__ = [
    "add_item",
    "carry_agenda_over",
    "chase",
    "circulate",
    "compile_agenda",
    "let_answer_stand",
    "name_presenter",
    "note_agenda_opened",
    "remove_item",
    "review_agenda",
    "save_draft",
    "send_names",
    "submit_return",
]
