from macem.screening.models.invitation import ScreeningInvitation
from macem.screening.models.screening import Screening, ScreeningAnswer

__all__ = ["Screening", "ScreeningAnswer", "ScreeningInvitation"]
