from macem.screening.models.screening import Screening, ScreeningAnswer

__all__ = ["Screening", "ScreeningAnswer"]
