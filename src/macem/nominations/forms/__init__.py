"""What is typed about a nomination: a decision in its row, a change of one, an answer."""

from macem.nominations.forms.answer import AnswerForm
from macem.nominations.forms.decision import ChangeForm, Choices, DecisionForm

__all__ = ["AnswerForm", "ChangeForm", "Choices", "DecisionForm"]
