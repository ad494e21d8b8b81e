"""The lists, their rows and decisions, and explanations, in words."""

from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.explaining import CriterionPresenter, Explanation, criteria_of

__all__ = ["CriterionPresenter", "DecisionPresenter", "Explanation", "criteria_of"]
