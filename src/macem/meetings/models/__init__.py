from macem.meetings.models.agenda import (
    AgendaApproval,
    AgendaEntry,
    AgendaItem,
    AgendaReceipt,
    AgendaVersion,
    Circulation,
)
from macem.meetings.models.attendance import Attendance, InterimSafety, Postponement, Recusal
from macem.meetings.models.floor import FloorStep
from macem.meetings.models.minutes import (
    EarlierMinutesAgreed,
    Minutes,
    MinutesDistribution,
    MinutesReceipt,
    MinutesReview,
    MinutesSection,
)
from macem.meetings.models.record import (
    Concern,
    Dissent,
    InformationGiven,
    ItemAction,
    ItemDecision,
    ItemRecord,
    ItemSharing,
)
from macem.meetings.models.returns import AgencyReturn, ReturnDraft

__all__ = [
    "AgencyReturn",
    "AgendaApproval",
    "AgendaEntry",
    "AgendaItem",
    "AgendaReceipt",
    "AgendaVersion",
    "Attendance",
    "Circulation",
    "Concern",
    "Dissent",
    "EarlierMinutesAgreed",
    "FloorStep",
    "InformationGiven",
    "InterimSafety",
    "ItemAction",
    "ItemDecision",
    "ItemRecord",
    "ItemSharing",
    "Minutes",
    "MinutesDistribution",
    "MinutesReceipt",
    "MinutesReview",
    "MinutesSection",
    "Postponement",
    "Recusal",
    "ReturnDraft",
]
