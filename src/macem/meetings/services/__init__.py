"""The month of a meeting, from the names to the minutes: its public writers, one noun a file."""

from macem.meetings.services.agenda import compile_agenda, review_agenda
from macem.meetings.services.attendance import (
    accept_confidentiality,
    confirm_deputy,
    leave,
    record_attendance,
    recuse,
)
from macem.meetings.services.circulation import chase, circulate, note_agenda_opened
from macem.meetings.services.decisions import continue_unchanged, decide_item
from macem.meetings.services.floor import cover_display, hold_display, show_item
from macem.meetings.services.minutes import (
    distribute_minutes,
    draft_minutes,
    let_read_minutes,
    note_minutes_opened,
    review_minutes,
)
from macem.meetings.services.names import (
    add_item,
    carry_agenda_over,
    name_presenter,
    remove_item,
    send_names,
)
from macem.meetings.services.postponing import confirm_interim_safety, postpone_meeting
from macem.meetings.services.record import (
    RecordClash,
    agree_item_action,
    agree_item_sharing,
    give_information,
    raise_concern,
    record_dissent,
    refer_concern,
    save_record,
)
from macem.meetings.services.returns import let_answer_stand, save_draft, submit_return
from macem.meetings.services.session import finish_meeting, start_meeting

__all__ = [
    "RecordClash",
    "accept_confidentiality",
    "add_item",
    "agree_item_action",
    "agree_item_sharing",
    "carry_agenda_over",
    "chase",
    "circulate",
    "compile_agenda",
    "confirm_deputy",
    "confirm_interim_safety",
    "continue_unchanged",
    "cover_display",
    "decide_item",
    "distribute_minutes",
    "draft_minutes",
    "finish_meeting",
    "give_information",
    "hold_display",
    "leave",
    "let_answer_stand",
    "let_read_minutes",
    "name_presenter",
    "note_agenda_opened",
    "note_minutes_opened",
    "postpone_meeting",
    "raise_concern",
    "record_attendance",
    "record_dissent",
    "recuse",
    "refer_concern",
    "remove_item",
    "review_agenda",
    "review_minutes",
    "save_draft",
    "save_record",
    "send_names",
    "show_item",
    "start_meeting",
    "submit_return",
]
